package dev.parley.bench;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Somebody who asks for one thing again and again, and notes what came and how long it took. */
final class Probe implements Runnable {
    private final Callable<String> question;
    private final Duration pause;
    private Seen seen = new Seen(new Histogram(3), new TreeMap<>());
    private volatile boolean over;

    /** Times in milliseconds, and how often which answer came. */
    record Seen(Histogram times, TreeMap<String, Integer> answers) {
        boolean only(String... some) {
            return java.util.Set.of(some).containsAll(answers.keySet());
        }
    }

    Probe(Duration pause, Callable<String> question) {
        this.pause = pause;
        this.question = question;
    }

    @Override
    public void run() {
        while (!over) {
            long start = System.nanoTime();
            String answer;
            try {
                answer = question.call();
            } catch (Exception failed) { // Whatever it is, it is an answer that nobody wants.
                answer = failed.toString();
            }
            note(answer, Duration.ofNanos(System.nanoTime() - start).toMillis());
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private synchronized void note(String answer, long millis) {
        seen.times.recordValue(millis);
        seen.answers.merge(answer, 1, Integer::sum);
    }

    /** What was seen since this was asked last. */
    synchronized Seen seen() {
        Seen before = seen;
        seen = new Seen(new Histogram(3), new TreeMap<>());
        return before;
    }

    void stop() {
        over = true;
    }
}
