package dev.parley.wire;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Puts the parts of a binary message together, up to the limit, as {@link Inbox} does for text. */
public final class BinaryInbox implements MessageHandler.Partial<ByteBuffer> {
    private final int limit;
    private final Wire wire;
    private final Consumer<byte[]> whole;
    private ByteArrayOutputStream parts = new ByteArrayOutputStream(0);
    private boolean refused;

    public BinaryInbox(int limit, Wire wire, Consumer<byte[]> whole) {
        this.limit = limit;
        this.wire = wire;
        this.whole = whole;
    }

    @Override
    public void onMessage(ByteBuffer part, boolean last) {
        Lifeguard.goesOn();
        if (refused) {
            return;
        }
        if (parts.size() + part.remaining() > limit) {
            refuse(CloseReason.CloseCodes.TOO_BIG, "too_large");
            return;
        }
        // Copied, because the server takes the buffer back when this method returns.
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        if (last && parts.size() == 0) {
            whole.accept(bytes);
            return;
        }
        if (!wire.holds(bytes.length)) {
            refuse(CloseReason.CloseCodes.TRY_AGAIN_LATER, "out_of_memory");
            return;
        }
        parts.writeBytes(bytes);
        if (last) {
            byte[] message = parts.toByteArray();
            wire.holds(-message.length);
            parts = new ByteArrayOutputStream(0);
            whole.accept(message);
        }
    }

    private void refuse(CloseReason.CloseCode code, String why) {
        refused = true;
        parts = new ByteArrayOutputStream(0);
        wire.closeWhileReading(code, why);
    }
}
