package dev.parley.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What travels over the bus.
 *
 * @param number counts the parcels from one node to another; a tick repeats the last one
 * @param mine the sender's own clock, which the receiver echoes
 * @param echo the receiver's own clock, as the sender last heard it: the parcel is younger than that
 * @param request which request this asks or answers
 */
@SuppressWarnings("ArrayRecordComponent") // Parcels are never compared.
record Parcel(Kind kind, String from, long number, long mine, long echo, long request, byte[] payload) {
    /** Before a node has heard from another, it has nothing to echo. */
    static final long NO_ECHO = Long.MIN_VALUE;

    enum Kind {
        /** A node's message to itself, which shows that the way through Redis works. */
        SELF,
        /** A sign of life to another node. It shows what was lost since the last parcel. */
        TICK,
        TELL,
        /** Is answered once, however often it is sent: the answer is remembered. */
        ASK,
        /** Is answered whenever it is sent. */
        QUESTION, ANSWER, REFUSAL
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + payload.length);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(kind.name());
            out.writeUTF(from);
            out.writeLong(number);
            out.writeLong(mine);
            out.writeLong(echo);
            out.writeLong(request);
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Parcel of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new Parcel(Kind.valueOf(in.readUTF()), in.readUTF(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("not a parcel", e);
        }
    }
}
