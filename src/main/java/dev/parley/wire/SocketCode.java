package dev.parley.wire;

import jakarta.websocket.CloseReason.CloseCode;

/** Why Parley closes a socket, for reasons that the standard has no code for. */
public enum SocketCode implements CloseCode {
    /** The session is over, or its token has expired: sign in again. */
    SIGNED_OUT(4001),
    /** A newer socket has taken over the line. */
    REPLACED(4002),
    /** The client reads too slowly. It may resume. */
    TOO_SLOW(4008);

    private final int code;

    SocketCode(int code) {
        this.code = code;
    }

    @Override
    public int getCode() {
        return code;
    }
}
