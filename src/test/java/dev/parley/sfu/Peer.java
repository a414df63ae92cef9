package dev.parley.sfu;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Browser;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Leg;
import dev.parley.live.Forwarding.Voice;
import dev.parley.protocol.Source;
import dev.parley.protocol.Track;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A page with a tone of its own. What the media server says to it waits until {@link #reads}, because only one thread may use a page. */
final class Peer implements AutoCloseable {
    private static final String SCRIPT = read();

    final PeerId id;
    final UserId user;
    final int tone;
    private final Page page;
    private final BrowserContext window;
    private final Queue<Offer> offers = new ConcurrentLinkedQueue<>();
    private List<Track> tracks = List.of();
    private final List<Source> sources = new ArrayList<>();

    private record Offer(long epoch, String sdp, List<Track> tracks, boolean first) {}

    Peer(Browser browser, String name, int tone) {
        this.id = new PeerId("peer-of-" + name);
        this.user = new UserId(name);
        this.tone = tone;
        window = browser.window(400, 300, ColorScheme.LIGHT);
        page = window.newPage();
        page.evaluate(SCRIPT);
    }

    private static String read() {
        try (var stream = Peer.class.getResourceAsStream("peer.js")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Voice speaks() {
        return new Voice(id, user, true, false, Set.of());
    }

    Voice shows(Source... shown) {
        return new Voice(id, user, true, false, Set.of(shown));
    }

    Voice isSilenced() {
        return new Voice(id, user, true, true, Set.of());
    }

    Voice listens() {
        return new Voice(id, user, false, false, Set.of());
    }

    void isOffered(long epoch, String sdp, List<Track> now, boolean first) {
        offers.add(new Offer(epoch, sdp, now, first));
    }

    void publishes(Sfu sfu) {
        sources.clear();
        sources.add(Source.MICROPHONE);
        publishes(sfu, (String) page.evaluate("tone => peer.publishes(tone)", tone));
    }

    void goesAnotherWay(Sfu sfu) {
        publishes(sfu, (String) page.evaluate("peer.goesAnotherWay()"));
    }

    /** A camera or a screen, over the connection that is there already. */
    void publishesToo(Sfu sfu, Source source) {
        sources.add(source);
        publishes(sfu, (String) page.evaluate("camera => peer.shows(camera)", source == Source.CAMERA));
    }

    private void publishes(Sfu sfu, String offer) {
        var answer = sfu.servers.publish(sfu.room, sfu.epoch, id, offer, ScriptedJanus.tracks(sources.toArray(Source[]::new)));
        passCandidates(sfu);
        page.evaluate("sdp => peer.isAnswered(sdp)", answer.join());
    }

    /** Answers what it has been offered, and says which ways lead to it. */
    void reads(Sfu sfu) {
        for (Offer offer = offers.poll(); offer != null; offer = offers.poll()) {
            tracks = offer.tracks;
            String answer = (String) page.evaluate("([sdp, first]) => peer.isOffered(sdp, first)", List.of(offer.sdp, offer.first));
            var _ = sfu.servers.subscribed(sfu.room, sfu.epoch, id, answer).exceptionally(failed -> {
                System.out.println(user + " answered too late: " + failed);
                return null;
            });
        }
        passCandidates(sfu);
    }

    private void passCandidates(Sfu sfu) {
        for (Object found : (List<?>) page.evaluate("peer.found.splice(0)")) {
            List<?> each = (List<?>) found;
            var _ = sfu.servers.candidate(sfu.room, sfu.epoch, id, Leg.valueOf((String) each.get(0)), (String) each.get(1)).exceptionally(failed -> {
                System.out.println(user + "'s candidate was not taken: " + failed);
                return null;
            });
        }
    }

    /** The tone that is heard of each person now. */
    Map<String, Integer> hears() {
        Map<?, ?> tones = (Map<?, ?>) page.evaluate("peer.tones()");
        Map<String, Integer> heard = new HashMap<>();
        tracks.forEach(track -> {
            Object tone = tones.get(track.mid());
            if (tone instanceof Number number && number.intValue() > 0) {
                heard.put(track.userId().value(), number.intValue());
            }
        });
        return heard;
    }

    boolean hears(Peer... others) {
        Map<String, Integer> expected = new HashMap<>();
        for (Peer other : others) {
            expected.put(other.user.value(), other.tone);
        }
        return hears().equals(expected);
    }

    /** How many packets of somebody have come so far. */
    int packetsOf(Peer other) {
        Map<?, ?> packets = (Map<?, ?>) page.evaluate("peer.received()");
        return tracks.stream().filter(track -> track.userId().equals(other.user)).map(track -> (Number) packets.get(track.mid())).filter(Objects::nonNull)
                .mapToInt(Number::intValue).sum();
    }

    /** What has come of a picture: how high it is now, how many there were, and in how many bytes. */
    record Seen(int height, int frames, long bytes) {}

    Seen sees(Peer other, Source source) {
        Map<?, ?> pictures = (Map<?, ?>) page.evaluate("peer.seen()");
        return tracks.stream().filter(track -> track.userId().equals(other.user) && track.source() == source).map(track -> pictures.get(track.mid()))
                .filter(Objects::nonNull).map(Peer::seen).findFirst().orElse(new Seen(0, 0, 0));
    }

    private static Seen seen(Object picture) {
        List<?> numbers = (List<?>) picture;
        return new Seen(((Number) numbers.get(0)).intValue(), ((Number) numbers.get(1)).intValue(), ((Number) numbers.get(2)).longValue());
    }

    /** Why its picture is sent as it is. */
    String reasons() {
        return (String) page.evaluate("peer.reasons()");
    }

    /** How many bytes of pictures it has sent. */
    long shown() {
        return ((Map<?, ?>) page.evaluate("peer.shown()")).values().stream().mapToLong(each -> seen(each).bytes()).sum();
    }

    int sent() {
        return ((Map<?, ?>) page.evaluate("peer.sent()")).values().stream().mapToInt(each -> ((Number) each).intValue()).sum();
    }

    @Override
    public void close() {
        window.close();
    }
}
