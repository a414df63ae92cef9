package dev.parley.bus;

/**
 * What one node knows about the parcels between it and another: what to send next, what to expect, and how old a parcel is at most. Plain
 * arithmetic; callers hold its lock.
 *
 * <p>No clocks of two machines are compared. Each parcel echoes the latest time of the receiver's own clock that the sender had heard. The parcel was
 * sent after the receiver had that time, so it is younger than the time that has passed there since.
 */
final class Numbers {
    private final long oldest;
    private long sent;
    private long received;
    private long heard = Batch.NO_ECHO;
    private long heardAt;
    private boolean deaf;

    enum Arrival { DELIVER, DELIVER_AFTER_GAP, AGAIN, TOO_OLD }

    Numbers(long oldest) {
        this.oldest = oldest;
    }

    /** The number of the first of so many parcels. */
    long next(int many) {
        long first = sent + 1;
        sent += many;
        return first;
    }

    /** The other node's clock. It may arrive out of order, so only a later one counts. */
    void hear(long mine, long now) {
        if (heard == Batch.NO_ECHO || mine - heard > 0) {
            heard = mine;
            heardAt = now;
            deaf = false;
        }
    }

    /** The other node does not listen, so nothing is sent until it is heard again. */
    void goesDeaf() {
        deaf = true;
    }

    long echo() {
        return heard;
    }

    /** Without a fresh echo the other node would refuse the parcel as too old. */
    boolean isNear(long now) {
        return !deaf && heard != Batch.NO_ECHO && now - heardAt <= oldest;
    }

    boolean hears(long echo, long now) {
        return echo != Batch.NO_ECHO && now - echo <= oldest;
    }

    /** A parcel that is too old leaves the number open, so that the next fresh one shows the gap. */
    Arrival arrives(long number, long echo, long now) {
        if (!hears(echo, now)) {
            return Arrival.TOO_OLD;
        }
        if (number <= received) {
            return Arrival.AGAIN;
        }
        boolean gap = number > received + 1;
        received = number;
        return gap ? Arrival.DELIVER_AFTER_GAP : Arrival.DELIVER;
    }

    /** Whether a sign of life shows that something before it was lost. */
    boolean misses(long next, long echo, long now) {
        boolean misses = hears(echo, now) && next > received + 1;
        if (misses) {
            received = next - 1;
        }
        return misses;
    }
}
