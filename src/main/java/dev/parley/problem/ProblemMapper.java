package dev.parley.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/** Answers whatever a resource threw. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    @Context
    private @Nullable HttpServletRequest request;

    @Override
    public Response toResponse(Throwable thrown) {
        String requestId = request == null ? "" : ProblemFilter.idOf(request);
        if (thrown instanceof WebApplicationException web && web.getResponse().getStatus() < 400) {
            return web.getResponse();
        }
        Problem problem = Problems.of(thrown, requestId);
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(ProblemBody.MEDIA_TYPE)
                .entity(ProblemBody.of(problem, requestId).json());
        if (problem.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, problem.retryAfter().toSeconds()));
        }
        if (thrown instanceof WebApplicationException web && web.getResponse().getHeaderString(HttpHeaders.ALLOW) != null) {
            answer.header(HttpHeaders.ALLOW, web.getResponse().getHeaderString(HttpHeaders.ALLOW));
        }
        if (problem.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.build();
    }
}
