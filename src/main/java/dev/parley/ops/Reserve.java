package dev.parley.ops;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.problem.Enduring;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps most of the server's threads asleep until they are needed. A few threads that always find something to do relay far more cheaply than
 * many that are each woken for one message. But a thread that waits for the database or for a slow body cannot relay, and the server itself adds
 * only one thread every second and a half. So when a task is not begun in time while threads wait, twice as many as wait are woken, and again until
 * tasks are begun in time. They stay awake until nothing has been late for a while. That while is short at first, because many threads are
 * expensive, and longer if they are soon needed again.
 */
@Singleton
public class Reserve {
    /** The number of threads in server.xml. */
    private static final int THREADS = 96;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    /** How many processors' work counts as all of them being busy. Less than all, because this program may share them with others. */
    private static final double BUSY = 0.75 * PROCESSORS;
    private static final int AWAKE = Math.max(4, 2 * PROCESSORS);
    private static final long ROUND = Duration.ofMillis(25).toNanos();
    private static final long LATE = Duration.ofMillis(50).toNanos();
    private static final long SHORT_CALM = Duration.ofSeconds(5).toNanos();
    private static final long LONG_CALM = Duration.ofMinutes(1).toNanos();

    private static final Pattern NUMBER = Pattern.compile("\\d+$");

    @Resource
    ManagedExecutorService serving;

    private final Set<Thread> asleep = ConcurrentHashMap.newKeySet();
    /** Each permit wakes one thread. */
    private final Semaphore calls = new Semaphore(0);
    /** How many were told to sleep and have not been woken. */
    private int toldToSleep;
    /** A thread of the pool. */
    private volatile @Nullable Thread oneOfThem;
    private long lateAt;
    private long sleptAt = Long.MIN_VALUE / 2;
    private long calm = SHORT_CALM;
    private volatile boolean begun = true;
    private long askedAt;
    private long cpuAsked;
    private volatile boolean over;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        putToSleep(serving, THREADS - AWAKE);
        Enduring round = new Enduring("looking after the threads", () -> look(serving, THREADS - AWAKE, System.nanoTime(), cpu()));
        Thread.ofPlatform().daemon().name("parley-threads").start(() -> {
            while (!over) {
                round.run();
                LockSupport.parkNanos(ROUND);
            }
        });
    }

    /** Wakes all threads, because the server waits for each of them before it stops. */
    @PreDestroy
    void end() {
        over = true;
        wake(THREADS);
    }

    int sleeping() {
        return asleep.size();
    }

    synchronized int toldToSleep() {
        return toldToSleep;
    }

    boolean isInTime() {
        return begun;
    }

    synchronized void putToSleep(Executor threads, int many) {
        for (; toldToSleep < many; toldToSleep++) {
            threads.execute(this::sleep);
        }
    }

    private void sleep() {
        asleep.add(Thread.currentThread());
        oneOfThem = Thread.currentThread();
        try {
            calls.acquire();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            asleep.remove(Thread.currentThread());
        }
    }

    private synchronized void wake(int many) {
        int woken = Math.min(many, toldToSleep);
        toldToSleep -= woken;
        calls.release(woken);
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /**
     * One round: checks whether the task of an earlier round was begun in time, and hands in another.
     *
     * @param cpu the processor time that this program has used so far
     */
    synchronized void look(Executor threads, int many, long now, long cpu) {
        if (over) {
            return;
        }
        if (!begun) {
            // While the processors are busy, more threads would not help.
            if (now - askedAt > LATE && cpu - cpuAsked < BUSY * (now - askedAt)) {
                wakeForThoseThatWait(many, now);
            }
            return;
        }
        if (toldToSleep < many && now - lateAt > calm) {
            sleptAt = now;
            putToSleep(threads, many);
        }
        askedAt = now;
        cpuAsked = cpu;
        begun = false;
        threads.execute(() -> begun = true);
    }

    /**
     * Does nothing while a thread that is awake has no work, or has not noticed its work yet, or while fewer than half of them wait. They are
     * then only short of processor time, and more threads would not help.
     */
    private void wakeForThoseThatWait(int many, long now) {
        List<Thread> awake = awake();
        int waiting = (int) awake.stream().filter(Reserve::waits).count();
        if (waiting == 0 || 2 * waiting < awake.size() || awake.stream().anyMatch(Reserve::hasNoWork)) {
            return;
        }
        lateAt = now;
        if (toldToSleep == many) {
            calm = now - sleptAt < LONG_CALM ? Math.min(3 * calm, LONG_CALM) : SHORT_CALM;
        }
        wake(2 * waiting);
    }

    /** Threads of the same group that belong to another pool, or to none, have other names. */
    private List<Thread> awake() {
        Thread member = oneOfThem;
        ThreadGroup all = member == null ? null : member.getThreadGroup();
        if (member == null || all == null) {
            return List.of();
        }
        Thread[] found = new Thread[2 * all.activeCount() + 1];
        return Arrays.stream(found, 0, all.enumerate(found, false)).filter(thread -> !asleep.contains(thread) && pool(thread).equals(pool(member))).toList();
    }

    /** The threads of a pool have the same name, with a number behind it. */
    private static String pool(Thread thread) {
        return NUMBER.matcher(thread.getName()).replaceFirst("");
    }

    private static boolean hasNoWork(Thread thread) {
        return Arrays.stream(thread.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("getTask"));
    }

    /** Only a working thread holds a monitor. */
    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
        };
    }
}
