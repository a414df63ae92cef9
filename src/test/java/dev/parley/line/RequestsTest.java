package dev.parley.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.line.Outgoing.Reply;
import dev.parley.protocol.Opaque;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final Opaque SEVEN = new Opaque("7");
    private static final Reply ANSWER = new Reply("ack", SEVEN, "{}");

    private final Requests requests = new Requests();

    @Test
    void aRequestThatIsSentAgainOverTheNextSocketIsKnownWithItsAnswer() {
        assertNull(requests.take(SEVEN, "hand", "first socket"));
        assertNull(Objects.requireNonNull(requests.take(SEVEN, "hand", "second socket")).answer());
        requests.answered(ANSWER);
        assertEquals(ANSWER, Objects.requireNonNull(requests.take(SEVEN, "hand", "second socket")).answer());
    }

    @Test
    void theSameIdCountsAsNewOverTheSameSocketOrWithOtherWords() {
        requests.take(SEVEN, "hand", "first socket");
        assertNull(requests.take(SEVEN, "hand", "first socket"));
        assertNull(requests.take(SEVEN, "chat", "second socket"));
    }

    @Test
    void onAnotherNodeWhatWasAnsweredIsKnownAndTheRestCountsAsNew() {
        requests.take(SEVEN, "hand", "first socket");
        requests.take(new Opaque("8"), "chat", "first socket");
        requests.answered(ANSWER);
        Requests elsewhere = new Requests();
        elsewhere.bring(requests.answered());
        assertEquals(ANSWER.text(), Objects.requireNonNull(Objects.requireNonNull(elsewhere.take(SEVEN, "hand", "second socket")).answer()).text());
        assertNull(elsewhere.take(new Opaque("8"), "chat", "second socket"));
    }

    @Test
    void itIsKnownWhetherAnAnswerIsOwed() {
        assertFalse(requests.owesAnswers());
        requests.take(SEVEN, "hand", "first socket");
        assertTrue(requests.owesAnswers());
        requests.answered(ANSWER);
        assertFalse(requests.owesAnswers());
    }
}
