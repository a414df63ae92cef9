package dev.parley.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mongodb.MongoTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ErrandsTest {
    private static final int MOST = 3;

    private final Errands errands = new Errands("Words", MOST, Logger.getLogger(ErrandsTest.class.getName()));
    private final List<String> done = new ArrayList<>();
    private final List<String> tried = new ArrayList<>();
    /** How often the database does not answer from now on. */
    private int away;

    private void add(String word) {
        errands.add(() -> {
            tried.add(word);
            if (away > 0) {
                away--;
                throw new MongoTimeoutException("away");
            }
            done.add(word);
        });
    }

    @Test
    void oneThatFailsIsLostAndTheOthersAreRun() {
        add("one");
        errands.add(() -> {
            throw new IllegalStateException("it cannot be done");
        });
        add("two");
        errands.run();
        errands.run();
        assertEquals(List.of("one", "two"), done);
    }

    @Test
    void whatFailsBecauseTheDatabaseIsAwayIsDoneInALaterRound() {
        add("one");
        add("two");
        away = 1;
        errands.run();
        errands.run();
        assertEquals(List.of("one", "two"), done.stream().sorted().toList());
    }

    @Test
    void aRoundEndsWhenTheDatabaseIsAway() {
        add("one");
        add("two");
        away = 10;
        errands.run();
        assertEquals(List.of("one"), tried);
    }

    @Test
    void whatIsTooMuchIsLost() {
        List.of("one", "two", "three", "four").forEach(this::add);
        errands.run();
        assertEquals(List.of("one", "two", "three"), done);
    }
}
