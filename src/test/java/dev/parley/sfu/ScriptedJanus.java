package dev.parley.sfu;

import dev.parley.harness.Janus;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Source;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.Leg;
import dev.parley.live.Forwarding.Voice;
import dev.parley.protocol.Track;
import dev.parley.protocol.UserId;
import dev.parley.live.Forwarding.Wish;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Janus that does what it is asked to, unless a test withholds or refuses it, and a node that it and others serve. Time passes only when a test says
 * so.
 */
final class ScriptedJanus implements MediaServers.Listener {
    static final RoomId ROOM = new RoomId("salon");
    static final String SDP = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n";

    private static final Subscription NOTHING = new Subscription(0, "");
    private static final Set<String> OF_CONNECTIONS = Set.of("ping", "create", "destroy");

    /** What it was asked about rooms, in short words. */
    final List<String> asked = new ArrayList<>();
    /** All that was said to it, as it was. */
    final List<String> texts = new ArrayList<>();
    /** What the node was told. */
    final List<String> news = new ArrayList<>();
    /** Requests that get no answer for now. */
    final Set<String> withheld = new HashSet<>();
    final Map<String, Integer> refused = new LinkedHashMap<>();
    /** Who is there, by number, and whether it is forwarded. */
    final Map<Long, Boolean> participants = new LinkedHashMap<>();
    String place = "";
    boolean nobodyListens;
    /** Cameras come in several sizes. */
    boolean sized;
    /** It finds something in a description that nobody has named. */
    boolean findsMore;
    /** What it sends to others: the number there and the speaker's number here. */
    final Map<Long, Long> sends = new LinkedHashMap<>();
    private final URI address;
    private final int listeners;
    private final List<ScriptedJanus> all = new ArrayList<>();
    private final Map<Long, String> names = new LinkedHashMap<>();
    private final Map<Long, Long> publishers = new LinkedHashMap<>();
    /** What each publisher and each remote one sends, by its mid. */
    private final Map<Long, Map<String, String>> sent = new LinkedHashMap<>();
    private final Map<Long, List<Subscription>> subscribers = new LinkedHashMap<>();
    private final ArrayDeque<Runnable> tasks;
    private final ArrayDeque<JsonObject> unanswered = new ArrayDeque<>();
    private long now;
    private long ids = 100;
    private Link.@Nullable Ears ears;
    private MediaServers servers;

    /** An offer of these, whose mids are their places. */
    static String sdp(Source... sources) {
        StringBuilder sdp = new StringBuilder("v=0\r\n");
        for (int mid = 0; mid < sources.length; mid++) {
            sdp.append("m=").append(sources[mid].isPicture() ? "video 9 UDP/TLS/RTP/SAVPF 96" : "audio 9 UDP/TLS/RTP/SAVPF 111").append("\r\na=mid:").append(mid).append("\r\n");
        }
        return sdp.toString();
    }

    static List<Track> tracks(Source... sources) {
        List<Track> tracks = new ArrayList<>();
        for (Source source : sources) {
            tracks.add(new Track(Integer.toString(tracks.size()), null, source));
        }
        return tracks;
    }

    private record Subscription(long feed, String mid) {}

    /** A speaker with more on than a voice. */
    static Voice shows(PeerId peer, Source... shown) {
        return new Voice(peer, new UserId("user-" + peer), true, false, Set.of(shown));
    }

    static Voice speaks(PeerId peer) {
        return new Voice(peer, new UserId("user-" + peer), true, false, Set.of());
    }

    static Voice isSilenced(PeerId peer) {
        return new Voice(peer, new UserId("user-" + peer), true, true, Set.of());
    }

    static Voice listens(PeerId peer) {
        return new Voice(peer, new UserId("user-" + peer), false, false, Set.of());
    }

    ScriptedJanus() {
        this(300);
    }

    /** The first one, which has the node, and further ones of these names. */
    ScriptedJanus(int listeners, String... further) {
        this("scripted", listeners, new ArrayDeque<>());
        all.add(this);
        for (String name : further) {
            all.add(new ScriptedJanus(name, listeners, tasks));
        }
        servers = node();
    }

    private ScriptedJanus(String name, int listeners, ArrayDeque<Runnable> tasks) {
        this.address = URI.create("ws://" + name);
        this.listeners = listeners;
        this.tasks = tasks;
    }

    ScriptedJanus further(int number) {
        return all.get(number);
    }

    private MediaServers node() {
        MediaServers node = new MediaServers(new JanusSettings(all.stream().map(each -> each.address).toList(), Optional.of(Janus.SECRET), listeners), this::dial, tasks::add,
                () -> now, false);
        node.tell(this);
        return node;
    }

    MediaServers servers() {
        return servers;
    }

    /** From now on another node has the connection. The one before is gone without a word. */
    void anotherNode() {
        all.forEach(each -> {
            each.ears = null;
            each.asked.clear();
        });
        servers = node();
        news.clear();
    }

    void wants(long epoch, @Nullable String from, Voice... seats) {
        servers.carry(new Wish(ROOM, epoch, from, List.of(seats)));
        passes(Duration.ZERO);
    }

    void wants(Voice... seats) {
        wants(1, null, seats);
    }

    /** All that can happen does, in steps as small as the ticker's. */
    void passes(Duration time) {
        long end = now + time.toNanos();
        do {
            now = Math.min(end, now + Duration.ofMillis(100).toNanos());
            servers.tick();
            for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
                next.run();
            }
        } while (now < end);
    }

    /** The node's process gets no time to do anything. */
    void standsStill(Duration time) {
        now += time.toNanos();
        servers.tick();
    }

    private Link dial(URI called, Link.Ears listening) throws IOException {
        return all.stream().filter(each -> each.address.equals(called)).findFirst().orElseThrow().answer(listening);
    }

    private Link answer(Link.Ears listening) throws IOException {
        if (nobodyListens) {
            throw new IOException(new ConnectException("refused"));
        }
        ears = listening;
        return new Link() {
            @Override
            public void send(String text) {
                texts.add(text);
                JsonObject message = Words.read(text).orElseThrow();
                String name = name(message);
                if (!OF_CONNECTIONS.contains(name)) {
                    asked.add(name);
                }
                if (withheld.contains(name)) {
                    unanswered.add(message);
                } else {
                    tasks.add(() -> answer(listening, message));
                }
            }

            @Override
            public void close() {
                listening.closed();
            }
        };
    }

    /** The connection is cut. */
    void cut() {
        cut(this);
    }

    void cut(ScriptedJanus one) {
        Link.Ears present = one.ears;
        one.ears = null;
        if (present != null) {
            present.closed();
        }
        passes(Duration.ZERO);
    }

    /** It is gone, with all that it knew. */
    void dies(ScriptedJanus one) {
        one.nobodyListens = true;
        one.participants.clear();
        one.sends.clear();
        cut(one);
    }

    /** Answers what was withheld. */
    void answers() {
        answers(this);
    }

    void answers(ScriptedJanus one) {
        one.withheld.clear();
        List.copyOf(one.unanswered).forEach(message -> one.answer(java.util.Objects.requireNonNull(one.ears), message));
        one.unanswered.clear();
        passes(Duration.ZERO);
    }

    private static String name(JsonObject message) {
        JsonObject body = message.getJsonObject("body");
        if (body == null) {
            return message.getString("janus");
        }
        String request = body.getString("request");
        return switch (request) {
            case "join" -> "join as " + body.getString("ptype");
            case "moderate" -> body.getBoolean("mute") ? "mute" : "unmute";
            case "create", "destroy" -> request + " room";
            default -> request;
        };
    }

    private void answer(Link.Ears to, JsonObject message) {
        long handle = Words.number(message, "handle_id");
        JsonObject body = Optional.ofNullable(message.getJsonObject("body")).orElse(JsonValue.EMPTY_JSON_OBJECT);
        JsonObjectBuilder answer = Words.object().add("transaction", message.getString("transaction")).add("session_id", Words.number(message, "session_id"));
        String name = name(message);
        if (refused.containsKey(name)) {
            to.heard(answer.add("janus", "error").add("error", Words.object().add("code", refused.get(name)).add("reason", "scripted")).build().toString());
            return;
        }
        switch (name) {
            case "ping" -> answer.add("janus", "pong");
            case "create", "attach" -> answer.add("janus", "success").add("data", Words.object().add("id", ids++));
            case "trickle" -> answer.add("janus", "ack");
            case "join as publisher" -> {
                publishers.put(Words.number(body, "id"), handle);
                names.put(Words.number(body, "id"), body.getString("display"));
                participants.put(Words.number(body, "id"), false);
                plugin(answer, "event", Words.object().add("videoroom", "joined"));
            }
            case "publish", "configure" -> {
                JsonObjectBuilder data = Words.object().add("configured", "ok");
                if (message.containsKey("jsep")) {
                    data.add("streams", published(handle, body, message.getJsonObject("jsep").getString("sdp")));
                    answer.add("jsep", Words.description("answer", "the answer"));
                }
                plugin(answer, "event", data);
            }
            case "join as subscriber", "update" -> {
                List<Subscription> heard = subscribers.computeIfAbsent(handle, _ -> new ArrayList<>());
                subscriptions(body, "unsubscribe").forEach(gone -> heard.replaceAll(each -> gone.equals(each) ? NOTHING : each));
                subscriptions(body, "streams", "subscribe").forEach(each -> {
                    int free = heard.indexOf(NOTHING);
                    if (free < 0) {
                        heard.add(each);
                    } else {
                        heard.set(free, each);
                    }
                });
                plugin(answer, "event", Words.object().add("videoroom", "updated").add("streams", streams(heard)));
                answer.add("jsep", Words.description("offer", "an offer"));
            }
            case "listparticipants" -> {
                JsonArrayBuilder list = Words.array();
                participants.forEach((feed, forwarded) -> list.add(Words.object().add("id", feed).add("publisher", forwarded).add("remote", !publishers.containsKey(feed))));
                plugin(answer, "success", Words.object().add("participants", list));
            }
            case "add_remote_publisher", "update_remote_publisher" -> {
                participants.put(Words.number(body, "id"), true);
                names.putIfAbsent(Words.number(body, "id"), body.getString("display", ""));
                body.getJsonArray("streams").getValuesAs(JsonObject.class).forEach(each -> sent.computeIfAbsent(Words.number(body, "id"), _ -> new LinkedHashMap<>())
                        .put(each.getString("mid"), each.getString("description")));
                plugin(answer, "success", Words.object());
            }
            case "remove_remote_publisher" -> {
                participants.remove(Words.number(body, "id"));
                plugin(answer, "success", Words.object());
            }
            case "publish_remotely" -> {
                sends.put(Long.valueOf(body.getString("remote_id")), Words.number(body, "publisher_id"));
                plugin(answer, "success", Words.object());
            }
            case "unpublish_remotely" -> {
                sends.remove(Long.valueOf(body.getString("remote_id")));
                plugin(answer, "success", Words.object());
            }
            case "listremotes" -> {
                JsonArrayBuilder list = Words.array();
                sends.forEach((there, feed) -> {
                    if (feed == Words.number(body, "publisher_id")) {
                        list.add(Words.object().add("remote_id", Long.toString(there)));
                    }
                });
                plugin(answer, "success", Words.object().add("list", list));
            }
            case "detach" -> {
                publishers.forEach((feed, each) -> {
                    if (each == handle) {
                        participants.remove(feed);
                        sends.values().removeIf(feed::equals);
                    }
                });
                answer.add("janus", "success");
            }
            default -> plugin(answer, "success", Words.object().add("videoroom", "success"));
        }
        to.heard(answer.build().toString());
    }

    private static void plugin(JsonObjectBuilder answer, String kind, JsonObjectBuilder data) {
        answer.add("janus", kind).add("plugindata", Words.object().add("data", data));
    }

    private JsonArrayBuilder published(long handle, JsonObject body, String sdp) {
        long feed = publishers.entrySet().stream().filter(each -> each.getValue() == handle).map(Map.Entry::getKey).findFirst().orElseThrow();
        body.getJsonArray("descriptions").getValuesAs(JsonObject.class).forEach(each -> sent.computeIfAbsent(feed, _ -> new LinkedHashMap<>())
                .put(each.getString("mid"), each.getString("description")));
        JsonArrayBuilder streams = Words.array();
        int index = 0;
        for (String section : sdp.split("(?m)^m=", -1)) {
            if (section.contains("a=mid:")) {
                streams.add(Words.object().add("type", section.substring(0, section.indexOf(' '))).add("mindex", index++)
                        .add("mid", section.substring(section.indexOf("a=mid:") + 6).lines().findFirst().orElseThrow()));
            }
        }
        return findsMore ? streams.add(Words.object().add("type", "audio").add("mindex", index).add("mid", "hidden")) : streams;
    }

    private static List<Subscription> subscriptions(JsonObject body, String... names) {
        List<Subscription> all = new ArrayList<>();
        for (String name : names) {
            if (body.containsKey(name)) {
                body.getJsonArray(name).getValuesAs(JsonObject.class).forEach(each -> all.add(new Subscription(Words.number(each, "feed"), each.getString("mid"))));
            }
        }
        return all;
    }

    private JsonArrayBuilder streams(List<Subscription> heard) {
        JsonArrayBuilder streams = Words.array();
        for (int mid = 0; mid < heard.size(); mid++) {
            Subscription one = heard.get(mid);
            JsonObjectBuilder stream = Words.object().add("mid", Integer.toString(mid)).add("active", one != NOTHING);
            if (sized && one != NOTHING && "camera".equals(sent.get(one.feed()).get(one.mid()))) {
                stream.add("simulcast", Words.object());
            }
            streams.add(one == NOTHING ? stream : stream.add("feed_id", one.feed()).add("feed_mid", one.mid()).add("feed_display", names.getOrDefault(one.feed(), ""))
                    .add("feed_description", sent.get(one.feed()).get(one.mid())));
        }
        return streams;
    }

    /** Something happens to the connection of the latest publisher. */
    void happens(String what) {
        long feed = participants.keySet().stream().reduce((_, last) -> last).orElseThrow();
        participants.put(feed, what.equals("webrtcup"));
        long session = Place.read(place).orElseThrow().session();
        java.util.Objects.requireNonNull(ears).heard(Words.object().add("janus", what).add("session_id", session).add("sender", publishers.get(feed)).build().toString());
        passes(Duration.ZERO);
    }

    /** The latest listener begins to get a picture in another size. */
    void sends(String mid, int substream) {
        long session = Place.read(place).orElseThrow().session();
        long handle = subscribers.keySet().stream().reduce((_, last) -> last).orElseThrow();
        JsonObjectBuilder event = Words.object().add("session_id", session).add("sender", handle);
        plugin(event, "event", Words.object().add("videoroom", "event").add("mid", mid).add("substream", substream));
        java.util.Objects.requireNonNull(ears).heard(event.build().toString());
        passes(Duration.ZERO);
    }

    /** Something happens to the connection of the latest listener of a further server. */
    void happensAt(ScriptedJanus one, String what) {
        long session = Place.read(place).orElseThrow().branches().getFirst().session();
        long handle = one.subscribers.keySet().stream().reduce((_, last) -> last).orElseThrow();
        java.util.Objects.requireNonNull(one.ears).heard(Words.object().add("janus", what).add("session_id", session).add("sender", handle).build().toString());
        passes(Duration.ZERO);
    }

    /** The last request of this kind, as it was. */
    JsonObject last(String what) {
        return texts.stream().map(text -> Words.read(text).orElseThrow()).filter(message -> name(message).equals(what)).reduce((_, later) -> later).orElseThrow()
                .getJsonObject("body");
    }

    long count(String what) {
        return asked.stream().filter(what::equals).count();
    }

    @Override
    public void placed(RoomId room, long epoch, String where) {
        place = where;
        news.add("placed");
    }

    @Override
    public void offer(PeerId peer, RoomId room, long epoch, String sdp, List<Track> tracks, boolean first) {
        news.add((first ? "first offer to " : "offer to ") + peer + " of " + tracks.size());
    }

    @Override
    public void lost(PeerId peer, RoomId room, long epoch, Leg leg) {
        news.add("lost " + leg + " of " + peer);
    }

    @Override
    public void up(RoomId room, long epoch) {
        news.add("up");
    }

    @Override
    public void down(RoomId room, long epoch) {
        news.add("down");
    }
}
