package dev.parley.problem;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.Providers;

/** Named for its type so that it wins over the server's own mapper for broken rules. */
@Provider
public class ViolationMapper implements ExceptionMapper<ConstraintViolationException> {
    @Context
    private Providers providers;

    @Override
    public Response toResponse(ConstraintViolationException thrown) {
        return providers.getExceptionMapper(Throwable.class).toResponse(thrown);
    }
}
