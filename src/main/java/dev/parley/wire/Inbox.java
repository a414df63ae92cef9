package dev.parley.wire;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import java.util.function.Consumer;

/**
 * Puts the parts of a message together, up to the limit. The server's own limit is for one frame and does not help against a message in a
 * thousand fragments. So the characters are counted here; each takes at least one byte.
 */
public final class Inbox implements MessageHandler.Partial<String> {
    private final int limit;
    private final Wire wire;
    private final Consumer<String> whole;
    private final StringBuilder parts = new StringBuilder(0);
    private boolean refused;

    public Inbox(int limit, Wire wire, Consumer<String> whole) {
        this.limit = limit;
        this.wire = wire;
        this.whole = whole;
    }

    @Override
    public void onMessage(String part, boolean last) {
        Lifeguard.goesOn();
        if (refused) {
            return;
        }
        if (parts.length() + bytes(part) > limit) {
            refuse(CloseReason.CloseCodes.TOO_BIG, "too_large");
            return;
        }
        if (last && parts.isEmpty()) {
            whole.accept(part);
            return;
        }
        if (!wire.holds(part.length())) {
            refuse(CloseReason.CloseCodes.TRY_AGAIN_LATER, "out_of_memory");
            return;
        }
        parts.append(part);
        if (last) {
            String message = parts.toString();
            wire.holds(-parts.length());
            parts.setLength(0);
            whole.accept(message);
        }
    }

    private void refuse(CloseReason.CloseCode code, String why) {
        refused = true;
        parts.setLength(0);
        parts.trimToSize();
        wire.closeWhileReading(code, why);
    }

    /** The size in UTF-8, as it arrived. Most messages are far below the limit and need not be counted. */
    private int bytes(String part) {
        if (part.length() * 3L <= limit - parts.length()) {
            return part.length();
        }
        int bytes = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
