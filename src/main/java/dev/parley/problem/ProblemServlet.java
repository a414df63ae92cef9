package dev.parley.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The error page of the application. It gives errors that the server answers by itself the same body as ours. */
public class ProblemServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String requestId = ProblemFilter.idOf(request);
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer given ? given : 404;
        // For a missing file there is an exception too, but nothing to report.
        Problem problem = status >= 500 && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown
                ? Problems.of(thrown, requestId)
                : Problems.of(status);
        response.setStatus(problem.status());
        if (problem.retryAfter() != null) {
            response.setHeader("Retry-After", String.valueOf(problem.retryAfter().toSeconds()));
        }
        response.setContentType(ProblemBody.MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(ProblemBody.of(problem, requestId).json());
    }
}
