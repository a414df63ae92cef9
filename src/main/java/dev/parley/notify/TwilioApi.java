package dev.parley.notify;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The only call that Parley makes to Twilio's REST API. */
@RegisterRestClient(configKey = "twilio")
@RegisterProvider(TwilioApi.Refusals.class)
@Path("/2010-04-01/Accounts/{sid}/Messages.json")
public interface TwilioApi {

    /** Tried again only when Twilio said that it did not take the message. After a timeout, a second try could send the message twice. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Timeout(value = 30, unit = ChronoUnit.SECONDS)
    @Retry(maxRetries = 2, delay = 1, delayUnit = ChronoUnit.SECONDS, retryOn = NotTaken.class)
    @CircuitBreaker(requestVolumeThreshold = 6, failureRatio = 0.75, delay = 10, delayUnit = ChronoUnit.SECONDS,
            skipOn = Undeliverable.class)
    Receipt send(@PathParam("sid") String account, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @FormParam("To") String to, @FormParam("From") String from, @FormParam("Body") String body);

    /** The id that Twilio gave the message. */
    record Receipt(String sid, String status) {}

    /** Twilio is busy or broken, or does not accept our account. */
    class NotTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotTaken(int status) {
            super("Twilio answered " + status);
        }
    }

    class Refusals implements ResponseExceptionMapper<RuntimeException> {
        @Override
        public RuntimeException toThrowable(Response answer) {
            int status = answer.getStatus();
            boolean aboutTheMessage = status == 400 || status == 404;
            return aboutTheMessage ? new Undeliverable("Twilio refuses the message with " + status) : new NotTaken(status);
        }
    }
}
