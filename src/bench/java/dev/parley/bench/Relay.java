package dev.parley.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Messages from one peer to another in the same room, as many a second as asked for, whatever becomes of those before. */
final class Relay {
    static final int CLIENTS = 200;
    static final int PER_ROOM = 8;
    /** Messages on their way at once, when as many as possible are sent. */
    private static final int IN_FLIGHT = 800;
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(5);

    private final Loop loop;
    private final Contestant contestant;
    private final Crowd crowd;
    private final Map<Integer, Stamp[][]> messages = new HashMap<>();
    private long sent;
    private long heard;
    private long messagesFrom;

    Relay(Loop loop, Contestant contestant, Crowd crowd) {
        this.loop = loop;
        this.contestant = contestant;
        this.crowd = crowd;
    }

    /** So many a second; as many as possible when it is 0. */
    Map<String, Double> run(int bytes, int rate, long nanos) throws IOException {
        Stamp[][] words = messages.computeIfAbsent(bytes, this::words);
        Histogram latency = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        long begin = System.nanoTime();
        loop.listen((_, text, start, end) -> {
            long meant = Stamp.read(text, start, end);
            // What the measurement before had given up may still arrive.
            if (meant >= begin) {
                heard++;
                latency.recordValue(Math.max(1, System.nanoTime() - meant));
            } else if (meant < 0 && contestant.dialect().isRefusal(Peer.string(text, start, end))) {
                throw new IOException("refused: " + Peer.string(text, start, end));
            }
        });
        sent = 0;
        heard = 0;
        double cpu = contestant.server().cpu();
        double own = Account.cpu();
        Loop.Schedule schedule = rate == 0 ? now -> flood(words, now) : now -> pace(words, now, begin, rate);
        loop.until(() -> false, begin + nanos, schedule);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double share = (Account.cpu() - own) / seconds;
        long inTime = heard;
        loop.until(() -> heard == sent, System.nanoTime() + DRAIN);
        double used = contestant.server().cpu() - cpu;
        return Map.of("cpuPer10k", used * 10_000 / heard, "perCpuSecond", heard / used, "perSecond", inTime / seconds,
                "p50us", latency.getValueAtPercentile(50) / 1e3, "p99us", latency.getValueAtPercentile(99) / 1e3,
                "p999us", latency.getValueAtPercentile(99.9) / 1e3, "lost", (double) (sent - heard), "serverCores", used / seconds,
                "generatorBusy", share);
    }

    private boolean pace(Stamp[][] words, long now, long begin, int rate) throws IOException {
        boolean any = false;
        while (true) {
            long due = begin + sent * 1_000_000_000L / rate;
            if (due > now) {
                return any;
            }
            send(words, due);
            any = true;
        }
    }

    private boolean flood(Stamp[][] words, long now) throws IOException {
        boolean any = false;
        while (sent - heard < IN_FLIGHT) {
            send(words, now);
            any = true;
        }
        return any;
    }

    private void send(Stamp[][] words, long meant) throws IOException {
        int from = (int) (messagesFrom % CLIENTS);
        int to = (int) (messagesFrom / CLIENTS % (PER_ROOM - 1));
        messagesFrom++;
        sent++;
        crowd.peers.get(from).write(words[from][to].at(meant));
    }

    private Stamp[][] words(int bytes) {
        Stamp[][] words = new Stamp[CLIENTS][PER_ROOM - 1];
        for (int from = 0; from < CLIENTS; from++) {
            for (int to = 0; to < PER_ROOM - 1; to++) {
                words[from][to] = new Stamp(text(crowd.neighbour(from, to).id(), bytes));
            }
        }
        return words;
    }

    private String text(String to, int bytes) {
        return bytes < 1_000 ? candidate(to, bytes) : description(to, bytes);
    }

    private String candidate(String to, int bytes) {
        String text = contestant.dialect().say("relay-ice", "{\"peerId\":\"" + to + "\",\"icecandidate\":{\"candidate\":\"candidate:" + Stamp.BLANK
                + " 1 udp 2113937151 192.0.2.7 50000 typ srflx raddr 0.0.0.0 rport 0 generation 0%\",\"sdpMid\":\"0\",\"sdpMLineIndex\":0}}");
        return text.replace("%", " network-cost 999".repeat(20).substring(0, Math.max(0, bytes - text.length() + 1)));
    }

    private String description(String to, int bytes) {
        String text = contestant.dialect().say("relay-sdp", "{\"peerId\":\"" + to + "\",\"sessionDescription\":{\"type\":\"offer\",\"sdp\":\"v=0\\r\\no=- "
                + Stamp.BLANK + " 2 IN IP4 127.0.0.1\\r\\ns=-\\r\\nt=0 0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\na=sendrecv\\r\\n%\"}}");
        StringBuilder lines = new StringBuilder();
        while (text.length() + lines.length() < bytes) {
            lines.append("a=rtcp-fb:111 transport-cc\\r\\na=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\\r\\n");
        }
        return text.replace("%", lines);
    }
}
