package dev.parley.store;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When the database last answered anybody in time. */
@ApplicationScoped
public class LastAnswer implements CommandListener {
    static final long IN_TIME = Duration.ofSeconds(1).toNanos();

    private volatile long at = System.nanoTime() - IN_TIME;

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        if (event.getElapsedTime(TimeUnit.NANOSECONDS) < IN_TIME) {
            at = System.nanoTime();
        }
    }

    boolean isRecent() {
        return System.nanoTime() - at < IN_TIME;
    }
}
