package dev.parley.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.OwnServer;
import org.junit.jupiter.api.Test;

/** A few of the cuts that `exec:exec@cuts` makes ten thousand of, by fewer people, because each of them has to sign up first. */
@OwnServer
class CutsIT {
    private static final int PEOPLE = 40;

    @Test
    void cutSocketsLoseDoubleAndReorderNothingAndLeaveNothingBehind() throws Exception {
        try (ParleyServer server = ParleyServer.quick(PEOPLE)) {
            Cuts.Outcome outcome = new Cuts(server).run(500);
            assertTrue(outcome.isHarmless(), outcome::toString);
        }
    }
}
