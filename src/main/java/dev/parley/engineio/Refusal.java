package dev.parley.engineio;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Why a request is refused, in the numbers and words of the protocol's reference implementation. */
enum Refusal {
    UNKNOWN_TRANSPORT(400, 0, "Transport unknown"),
    UNKNOWN_SESSION(400, 1, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(400, 2, "Bad handshake method"),
    BAD_REQUEST(400, 3, "Bad request"),
    UNSUPPORTED_VERSION(400, 5, "Unsupported protocol version"),
    /** The next two are not in the reference implementation. */
    TOO_LARGE(413, 3, "Payload too large"),
    TOO_MANY(429, 4, "Too many sessions");

    private final int status;
    private final String body;

    Refusal(int status, int code, String message) {
        this.status = status;
        this.body = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    void answer(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        if (this == TOO_MANY) {
            response.setHeader("Retry-After", "30");
        }
        response.setContentType("application/json");
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}
