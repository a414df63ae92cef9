package dev.parley.sfu;

import dev.parley.protocol.PeerId;
import dev.parley.protocol.Picture.Size;
import dev.parley.protocol.Source;
import dev.parley.protocol.Track;
import dev.parley.protocol.UserId;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one connection carries to a listener, and which of the pictures in it are sent, and how large. That changes without a negotiation. One request
 * is on its way at a time, and says what the listener has asked for last.
 *
 * <p>Everything but a microphone begins paused on a connection that is there already. Resuming it makes Janus 1.1.2 ask for a whole picture, and count
 * on from where it was; it does neither when it only subscribes again.
 *
 * <p>Janus asks the sender for a whole picture once when the size changes, and browsers do not answer each time. So what has not come is asked for again.
 */
final class Watching {
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_TRIES = 6;

    private final Carried room;
    private final PeerId peer;
    /** What the media server was told to do with each, as far as this node knows. */
    private final Map<Flow, Shown> told = new HashMap<>();
    /** How those come that are sent in several sizes. */
    private final Map<Flow, Coming> coming = new HashMap<>();
    /** What the last offer has, by what it is called there. */
    private Map<String, Part> parts = Map.of();
    /** What the listener has agreed to. */
    private final Set<Flow> agreed = new HashSet<>();
    /** Another node has set it up, and what is where is not known. */
    private boolean adopted;
    private boolean busy;
    /** Raised when the connection ends, so that answers from before no longer count. */
    private int connection;

    /** @param sized it is sent in several sizes */
    private record Part(Flow flow, UserId user, boolean sized) {}

    /** The size that comes now, and when to ask again if it is not the right one: a little later each time. */
    private static final class Coming {
        private int substream = -1;
        private int tries;
        private long next;

        private void isAsked(long now) {
            next = now + (SECOND << tries);
            tries++;
        }

        private boolean isLate(int wanted, long now) {
            return substream != wanted && tries <= MOST_TRIES && now - next >= 0;
        }

        private void is(int size, int wanted, long now) {
            substream = size;
            tries = size == wanted ? 0 : tries;
            next = Math.max(next, now + SECOND);
        }
    }

    /** @param size of a picture that is sent; sound and what is paused have none */
    private record Shown(boolean send, Optional<Size> size) {
        static final Shown PAUSED = new Shown(false, Optional.empty());
        static final Shown SOUND = new Shown(true, Optional.empty());

        static Shown usual(Source source) {
            return source.isPicture() ? new Shown(true, Optional.of(Size.MEDIUM)) : SOUND;
        }

        JsonObjectBuilder in(JsonObjectBuilder stream) {
            stream.add("send", send);
            size.ifPresent(one -> stream.add("substream", substream(one)));
            return stream;
        }

        /** Less than 0 if it has none. */
        int substream() {
            return size.map(Shown::substream).orElse(-1);
        }

        private static int substream(Size size) {
            return switch (size) {
                case SMALL -> 0;
                case MEDIUM -> 1;
                case LARGE -> 2;
            };
        }
    }

    Watching(Carried room, PeerId peer) {
        this.room = room;
        this.peer = peer;
    }

    void isAdopted() {
        adopted = true;
    }

    List<Track> tracks() {
        List<Track> tracks = new ArrayList<>();
        parts.forEach((mid, part) -> tracks.add(new Track(mid, part.user, part.flow.source())));
        return tracks;
    }

    /** Asks for these on a new connection. */
    JsonArrayBuilder begin(Collection<Flow> flows) {
        return ask(flows, flow -> Shown.usual(flow.source()));
    }

    /** Asks for more of them. */
    JsonArrayBuilder come(Collection<Flow> flows) {
        return ask(flows, flow -> flow.source() == Source.MICROPHONE ? Shown.SOUND : Shown.PAUSED);
    }

    private JsonArrayBuilder ask(Collection<Flow> flows, Function<Flow, Shown> first) {
        JsonArrayBuilder streams = Words.array();
        for (Flow flow : flows) {
            Shown shown = first.apply(flow);
            told.put(flow, shown);
            streams.add(flow.source() == Source.MICROPHONE ? Words.flow(flow) : shown.in(Words.flow(flow)));
        }
        return streams;
    }

    /** Asks for these no longer. */
    JsonArrayBuilder go(Collection<Flow> flows) {
        JsonArrayBuilder streams = Words.array();
        for (Flow flow : flows) {
            told.remove(flow);
            agreed.remove(flow);
            coming.remove(flow);
            streams.add(Words.flow(flow));
        }
        return streams;
    }

    /** What is in an offer. */
    void reads(JsonArray streams) {
        adopted = false;
        parts = new LinkedHashMap<>();
        for (JsonObject stream : streams.getValuesAs(JsonObject.class)) {
            long feed = Words.number(stream, "feed_id");
            if (feed != 0) {
                String name = stream.getString("feed_display", "");
                Source source = Source.of(stream.getString("feed_description", "")).orElse(Source.MICROPHONE);
                parts.put(stream.getString("mid", ""), new Part(new Flow(feed, stream.getString("feed_mid", ""), source), new UserId(name.substring(name.indexOf(' ') + 1)),
                        stream.containsKey("simulcast")));
            }
        }
    }

    void isAnswered() {
        parts.values().forEach(part -> {
            agreed.add(part.flow);
            if (part.sized) {
                coming.computeIfAbsent(part.flow, _ -> new Coming()).isAsked(room.now());
            }
        });
    }

    /** What the media server says of a picture that comes. */
    void hears(JsonObject data) {
        Part part = parts.get(data.getString("mid", ""));
        Coming how = part == null ? null : coming.get(part.flow);
        if (part != null && how != null && data.containsKey("substream")) {
            Shown shown = told.get(part.flow);
            how.is((int) Words.number(data, "substream"), shown == null ? -1 : shown.substream(), room.now());
        }
    }

    /** One picture that is taken away and given again, because only then the media server says what is where. */
    Set<Flow> anew(Set<Flow> heard) {
        boolean puzzled = adopted && room.legs().watchedBy(peer) != null;
        return puzzled ? heard.stream().filter(flow -> flow.source().isPicture()).limit(1).collect(Collectors.toSet()) : Set.of();
    }

    /** Has the media server send what is to be shown. */
    void advance(Function<JsonArrayBuilder, CompletableFuture<?>> configure) {
        Map<Flow, Shown> changes = new HashMap<>();
        JsonArrayBuilder streams = Words.array();
        parts.forEach((mid, part) -> {
            Optional<Shown> due = agreed.contains(part.flow) ? due(part) : Optional.empty();
            due.ifPresent(shown -> {
                changes.put(part.flow, shown);
                streams.add(shown.in(Words.object().add("mid", mid)));
            });
        });
        if (!busy && !changes.isEmpty()) {
            busy = true;
            int mine = connection;
            var _ = configure.apply(streams).whenCompleteAsync((_, failed) -> {
                if (mine == connection) {
                    busy = false;
                    // What has gone meanwhile has been forgotten, and what has failed is said again soon.
                    if (failed == null) {
                        changes.keySet().retainAll(agreed);
                        changes.forEach(this::isTold);
                        advance(configure);
                    }
                }
            }, room.turns);
        }
    }

    private void isTold(Flow flow, Shown shown) {
        Coming how = coming.get(flow);
        boolean again = shown.equals(told.put(flow, shown));
        if (how != null) {
            how.tries = again ? how.tries : 0;
            how.isAsked(room.now());
        }
    }

    /** What has to change, if anything has to. */
    private Optional<Shown> due(Part part) {
        Source source = part.flow.source();
        Watched watched = room.legs().watchedBy(peer);
        Shown shown = !source.isPicture() || watched == null ? Shown.usual(source)
                : watched.size(part.user, source).map(size -> new Shown(true, Optional.of(size))).orElse(Shown.PAUSED);
        Shown before = told.get(part.flow);
        // What another node has set up stays as it is until the listener asks for something else.
        boolean unknown = before == null && (watched == null || !source.isPicture());
        boolean done = shown.equals(before) && !isLate(part, shown);
        return source == Source.MICROPHONE || unknown || done ? Optional.empty() : Optional.of(shown);
    }

    private boolean isLate(Part part, Shown shown) {
        Coming how = coming.get(part.flow);
        return how != null && shown.send && how.isLate(shown.substream(), room.now());
    }

    /** The connection is gone. */
    void end() {
        connection++;
        busy = false;
        adopted = false;
        told.clear();
        agreed.clear();
        coming.clear();
        parts = Map.of();
    }
}
