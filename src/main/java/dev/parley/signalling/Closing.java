package dev.parley.signalling;

import dev.parley.wire.SocketCode;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;

/** Why the server sends somebody away. */
@SuppressWarnings("ImmutableEnumChecker") // All codes are enums themselves.
enum Closing {
    SERVER_STOPPING("server_stopping", CloseCodes.GOING_AWAY, true),
    TOKEN_EXPIRED("token_expired", SocketCode.SIGNED_OUT, false),
    SIGNED_OUT("signed_out", SocketCode.SIGNED_OUT, false),
    RATE_LIMITED("rate_limited", CloseCodes.VIOLATED_POLICY, true);

    final String reason;
    final CloseCode code;
    /** Whether the client may come back without changing anything. */
    final boolean welcomeBack;

    Closing(String reason, CloseCode code, boolean welcomeBack) {
        this.reason = reason;
        this.code = code;
        this.welcomeBack = welcomeBack;
    }
}
