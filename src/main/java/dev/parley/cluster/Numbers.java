package dev.parley.cluster;

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
    private long heard = Parcel.NO_ECHO;
    private long heardAt;

    enum Arrival { DELIVER, DELIVER_AFTER_GAP, GAP, NOTHING, TOO_OLD }

    Numbers(long oldest) {
        this.oldest = oldest;
    }

    long next() {
        return ++sent;
    }

    long last() {
        return sent;
    }

    /** The other node's clock. It may arrive out of order, so only a later one counts. */
    void hear(long mine, long now) {
        if (heard == Parcel.NO_ECHO || mine - heard > 0) {
            heard = mine;
            heardAt = now;
        }
    }

    long echo() {
        return heard;
    }

    /** Without a fresh echo the other node would refuse the parcel as too old. */
    boolean isNear(long now) {
        return heard != Parcel.NO_ECHO && now - heardAt <= oldest;
    }

    boolean hears(long echo, long now) {
        return echo != Parcel.NO_ECHO && now - echo <= oldest;
    }

    /** A parcel that is too old leaves the number open, so that the next fresh one shows the gap. */
    Arrival arrives(boolean tick, long number, long echo, long now) {
        if (!hears(echo, now)) {
            return Arrival.TOO_OLD;
        }
        if (number <= received) {
            return Arrival.NOTHING;
        }
        boolean gap = number > received + (tick ? 0 : 1);
        received = number;
        return tick ? Arrival.GAP : gap ? Arrival.DELIVER_AFTER_GAP : Arrival.DELIVER;
    }
}
