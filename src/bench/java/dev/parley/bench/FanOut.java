package dev.parley.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** People in one large room mute and unmute themselves, and everybody hears it. */
final class FanOut {
    static final int PEOPLE = 500;
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(3);

    /** How many frames tell of one mute differs between servers, so the end is when nothing comes any more. */
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(300);

    private final Loop loop;
    private final Contestant contestant;
    private final Crowd crowd;
    private long said;
    private long heard;
    private long heardAt;

    FanOut(Loop loop, Contestant contestant, Crowd crowd) {
        this.loop = loop;
        this.contestant = contestant;
        this.crowd = crowd;
    }

    Map<String, Double> run(int rate, long nanos) throws IOException {
        String room = "{\"roomId\":\"" + crowd.rooms.getFirst() + "\"}";
        List<byte[]> words = List.of(Frames.text(contestant.dialect().say("unmute", room)), Frames.text(contestant.dialect().say("mute", room)));
        loop.listen((_, _, _, _) -> {
            heard++;
            heardAt = System.nanoTime();
        });
        heard = 0;
        said = 0;
        double cpu = contestant.server().cpu();
        double own = Account.cpu();
        long begin = System.nanoTime();
        loop.until(() -> false, begin + nanos, now -> {
            boolean any = false;
            while (begin + said * 1_000_000_000L / rate <= now) {
                crowd.peers.get((int) (said / 2 % PEOPLE)).write(words.get((int) (said % 2)));
                said++;
                any = true;
            }
            return any;
        });
        double seconds = (System.nanoTime() - begin) / 1e9;
        double share = (Account.cpu() - own) / seconds;
        loop.until(() -> System.nanoTime() - heardAt > QUIET, System.nanoTime() + DRAIN);
        double used = contestant.server().cpu() - cpu;
        return Map.of("perCpuSecond", heard / used, "cpuPer10k", used * 10_000 / heard, "eventsPerCpuSecond", said * PEOPLE / used,
                "framesPerEvent", (double) heard / said / PEOPLE, "serverCores", used / seconds, "generatorBusy", share);
    }
}
