package dev.parley.bus;

import dev.parley.bus.Parcel.Kind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What travels over the bus at once. Without a parcel it is a sign of life, which shows what was lost before it.
 *
 * @param mine the sender's own clock, which the receiver echoes
 * @param echo the receiver's own clock, as the sender had last heard it when the first parcel was made: all of them are younger than that
 * @param first the number of the first parcel. The others follow
 */
record Batch(String from, long mine, long echo, long first, List<Parcel> parcels) {
    /** Before a node has heard from another, it has nothing to echo. */
    static final long NO_ECHO = Long.MIN_VALUE;

    private static final int HEAD = Integer.BYTES + 3 * Long.BYTES;
    private static final int PARCEL = 1 + Long.BYTES + Integer.BYTES;

    byte[] bytes() {
        byte[] sender = from.getBytes(StandardCharsets.UTF_8);
        int size = HEAD + sender.length + parcels.stream().mapToInt(Batch::size).sum();
        ByteBuffer out = ByteBuffer.allocate(size).putInt(sender.length).put(sender).putLong(mine).putLong(echo).putLong(first);
        for (Parcel parcel : parcels) {
            out.put(parcel.kind().code).putLong(parcel.request()).putInt(parcel.payload().length).put(parcel.payload());
        }
        return out.array();
    }

    static int size(Parcel parcel) {
        return PARCEL + parcel.payload().length;
    }

    static Batch of(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            String from = new String(piece(in), StandardCharsets.UTF_8);
            long mine = in.getLong();
            long echo = in.getLong();
            long first = in.getLong();
            List<Parcel> parcels = new ArrayList<>();
            while (in.hasRemaining()) {
                parcels.add(new Parcel(Kind.of(in.get()), in.getLong(), piece(in)));
            }
            return new Batch(from, mine, echo, first, parcels);
        } catch (BufferUnderflowException bad) {
            throw new IllegalArgumentException("not a batch", bad);
        }
    }

    private static byte[] piece(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("not a batch: " + length + " bytes of " + in.remaining());
        }
        byte[] piece = new byte[length];
        in.get(piece);
        return piece;
    }
}
