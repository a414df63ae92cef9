package dev.parley.ops;

import dev.parley.problem.Enduring;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps most of the server's threads asleep until they are needed. A few threads that always find something to do relay far more cheaply
 * than many, each of which is woken for one message. But a thread that waits, for the database or for a slow body, is missing to everybody
 * who talks, and the server by itself adds only one every second and a half. So as soon as a task is not begun in time although threads
 * wait, all of them are woken, until nothing has been late for a while. That while is short at first, because many threads are dear, and
 * longer where they are soon needed again.
 */
@Singleton
public class Reserve {
    /** What server.xml asks for. */
    private static final int THREADS = 96;
    private static final int AWAKE = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    private static final long ROUND = Duration.ofMillis(25).toNanos();
    private static final long LATE = Duration.ofMillis(50).toNanos();
    private static final long SHORT_CALM = Duration.ofSeconds(5).toNanos();
    private static final long LONG_CALM = Duration.ofMinutes(1).toNanos();

    @Resource
    ManagedExecutorService serving;

    private final Set<Thread> asleep = ConcurrentHashMap.newKeySet();
    /** Ends the sleep of those that sleep; null while all are awake. */
    private @Nullable CountDownLatch sleep;
    private volatile @Nullable ThreadGroup group;
    private long lateAt;
    private long sleptAt = Long.MIN_VALUE / 2;
    private long calm = SHORT_CALM;
    private volatile boolean begun = true;
    private long askedAt;
    private volatile boolean over;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        putToSleep(serving, THREADS - AWAKE);
        Enduring round = new Enduring("looking after the threads", () -> look(serving, THREADS - AWAKE, System.nanoTime()));
        Thread.ofPlatform().daemon().name("parley-threads").start(() -> {
            while (!over) {
                round.run();
                LockSupport.parkNanos(ROUND);
            }
        });
    }

    /** The server waits for all of its threads before it stops. */
    @PreDestroy
    void end() {
        over = true;
        wake();
    }

    int sleeping() {
        return asleep.size();
    }

    boolean isInTime() {
        return begun;
    }

    synchronized void putToSleep(Executor threads, int many) {
        CountDownLatch until = new CountDownLatch(1);
        sleep = until;
        for (int i = 0; i < many; i++) {
            threads.execute(() -> sleep(until));
        }
    }

    private void sleep(CountDownLatch until) {
        asleep.add(Thread.currentThread());
        group = Thread.currentThread().getThreadGroup();
        try {
            until.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            asleep.remove(Thread.currentThread());
        }
    }

    private synchronized void wake() {
        if (sleep != null) {
            sleep.countDown();
            sleep = null;
        }
    }

    /** One round: looks whether the task of an earlier one was begun in time, and hands in another. */
    synchronized void look(Executor threads, int many, long now) {
        if (over) {
            return;
        }
        if (!begun) {
            if (now - askedAt > LATE && mostWait()) {
                lateAt = now;
                if (sleep != null) {
                    calm = now - sleptAt < LONG_CALM ? Math.min(3 * calm, LONG_CALM) : SHORT_CALM;
                    wake();
                }
            }
            return;
        }
        if (sleep == null && now - lateAt > calm) {
            sleptAt = now;
            putToSleep(threads, many);
        }
        askedAt = now;
        begun = false;
        threads.execute(() -> begun = true);
    }

    /**
     * Whether at least half of those that are at work wait for something. Threads that are only short of processor time would not be helped
     * by more of them, and those that have nothing to do, or have not noticed yet that they have, count for nothing.
     */
    private boolean mostWait() {
        ThreadGroup all = group;
        if (all == null) {
            return false;
        }
        Thread[] found = new Thread[2 * all.activeCount() + 1];
        List<Thread> working = Arrays.stream(found, 0, all.enumerate(found, false))
                .filter(thread -> !asleep.contains(thread) && isWorking(thread)).toList();
        return !working.isEmpty() && 2 * working.stream().filter(Reserve::waits).count() >= working.size();
    }

    private static boolean isWorking(Thread thread) {
        return Arrays.stream(thread.getStackTrace()).noneMatch(frame -> frame.getMethodName().equals("getTask"));
    }

    /** A monitor is only held by those who work. */
    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
        };
    }
}
