package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ConnectionDescription;
import com.mongodb.connection.ServerId;
import com.mongodb.event.CommandSucceededEvent;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class LastAnswerTest {
    private final LastAnswer lastAnswer = new LastAnswer();

    @Test
    void beforeTheFirstAnswerNothingIsKnown() {
        assertFalse(lastAnswer.isRecent());
    }

    @Test
    void anAnswerInTimeShowsThatTheDatabaseIsWell() {
        lastAnswer.commandSucceeded(after(999));
        assertTrue(lastAnswer.isRecent());
    }

    @Test
    void aLateAnswerShowsNothing() {
        lastAnswer.commandSucceeded(after(1_000));
        assertFalse(lastAnswer.isRecent());
    }

    private static CommandSucceededEvent after(long millis) {
        ConnectionDescription connection = new ConnectionDescription(new ServerId(new ClusterId(), new ServerAddress()));
        return new CommandSucceededEvent(null, 1, 1, connection, "parley", "find", new BsonDocument(), millis * 1_000_000);
    }
}
