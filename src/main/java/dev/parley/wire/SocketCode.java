package dev.parley.wire;

import jakarta.websocket.CloseReason.CloseCode;

/** Why Parley closes a socket, where the standard's own codes do not say it. */
public enum SocketCode implements CloseCode {
    /** The session is over, or its token has expired: sign in again. */
    SIGNED_OUT(4001),
    /** The same line is used by a newer socket. */
    REPLACED(4002),
    /** Read faster: resume. */
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
