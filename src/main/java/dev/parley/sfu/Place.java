package dev.parley.sfu;

import dev.parley.protocol.PeerId;
import dev.parley.protocol.Source;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where a room is: all that another node needs to go on with it.
 *
 * @param server the name of the media server
 * @param session the session of this room; whoever claims it commands the room
 * @param control the handle through which the room is managed
 * @param room its number on the media server
 * @param secret for managing it
 * @param pin for entering it
 * @param branches further media servers for its listeners, with what the home sends there
 */
record Place(String server, long session, long control, long room, String secret, String pin, Map<PeerId, Speaker> speakers,
        Map<PeerId, Listener> listeners, List<Place> branches) {

    private static final int MOST_LOOKS = 50;

    /**
     * @param handle its connection; on a branch, which has none to it, the number of the speaker at home
     * @param heard it was being forwarded
     * @param sent its tracks, in their order
     */
    record Speaker(long handle, long feed, boolean heard, List<Sent> sent) {}

    /** @param on listeners were given it, if the speaker was being forwarded */
    record Sent(String mid, Source source, boolean on) {}

    /** @param settled it was subscribed to exactly those who were heard, and had answered */
    record Listener(long handle, boolean settled) {}

    static Place empty(String server, long session, long control, long room, String secret, String pin) {
        return new Place(server, session, control, room, secret, pin, Map.of(), Map.of(), List.of());
    }

    Place with(Map<PeerId, Speaker> speaking, Map<PeerId, Listener> listening, List<Place> further) {
        return new Place(server, session, control, room, secret, pin, speaking, listening, further);
    }

    /** Whom this one heard when this was written. */
    Set<Flow> heard(@Nullable PeerId by) {
        Set<Flow> heard = new LinkedHashSet<>();
        speakers.forEach((peer, each) -> {
            if (each.heard && !peer.equals(by)) {
                each.sent.stream().filter(Sent::on).forEach(one -> heard.add(new Flow(each.feed, one.mid, one.source)));
            }
        });
        return heard;
    }

    /** Frees all of it but the branches, also when the session is gone and only the empty room is left. */
    CompletableFuture<Void> free(Server there) {
        return there.ask(Words.message("claim", session)).thenCompose(_ -> destroy(there, session, control)).exceptionallyCompose(failed -> {
            if (Stay.code(failed) == 0) {
                return CompletableFuture.failedFuture(failed);
            }
            return there.ask(Words.message("create")).thenCompose(created -> {
                long fresh = Stay.id(created);
                return Stay.attach(there, fresh).thenCompose(handle -> destroy(there, fresh, handle));
            });
        });
    }

    private CompletableFuture<Void> destroy(Server there, long from, long handle) {
        return empty(there, from, handle, MOST_LOOKS).thenCompose(_ -> manage(there, from, handle, Words.request("destroy")))
                // A room that is gone already is as good as one that has been destroyed.
                .exceptionallyCompose(failed -> Stay.code(failed) == 0 ? CompletableFuture.failedFuture(failed) : CompletableFuture.completedFuture(JsonValue.EMPTY_JSON_OBJECT))
                .thenCompose(_ -> there.ask(Words.message("destroy", from))).thenApply(_ -> null);
    }

    /** Janus 1.1.2 may crash when a room is destroyed that still receives what another media server sends. */
    private CompletableFuture<Void> empty(Server there, long from, long handle, int looks) {
        return manage(there, from, handle, Words.request("listparticipants")).thenCompose(answer -> {
            List<Long> remote = Words.participants(answer).getValuesAs(JsonObject.class).stream().filter(each -> each.getBoolean("remote", false))
                    .map(each -> Words.number(each, "id")).toList();
            if (remote.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            if (looks == 0) {
                return CompletableFuture.failedFuture(Words.Requests.unavailable());
            }
            return CompletableFuture.allOf(remote.stream().map(id -> manage(there, from, handle, Words.request("remove_remote_publisher").add("id", id))
                    // It is on its way out already.
                    .exceptionally(_ -> JsonValue.EMPTY_JSON_OBJECT)).toArray(CompletableFuture<?>[]::new)).thenCompose(_ -> empty(there, from, handle, looks - 1));
        });
    }

    private CompletableFuture<JsonObject> manage(Server there, long from, long handle, JsonObjectBuilder request) {
        return there.ask(Words.message("message", from, handle).add("body", request.add("room", room).add("secret", secret)));
    }

    String text() {
        return json().build().toString();
    }

    private JsonObjectBuilder json() {
        JsonObjectBuilder publish = Words.object();
        speakers.forEach((peer, each) -> {
            var list = Words.array().add(each.handle).add(each.feed).add(each.heard);
            each.sent.forEach(one -> list.add(json(one)));
            publish.add(peer.value(), list);
        });
        JsonObjectBuilder subscribe = Words.object();
        listeners.forEach((peer, each) -> subscribe.add(peer.value(), Words.array().add(each.handle).add(each.settled)));
        var further = Words.array();
        branches.forEach(each -> further.add(each.json()));
        return Words.object().add("server", server).add("session", session).add("control", control).add("room", room).add("secret", secret).add("pin", pin)
                .add("publish", publish).add("subscribe", subscribe).add("branches", further);
    }

    /** Earlier versions of Parley knew nothing but microphones. */
    private static JsonValue json(Sent sent) {
        var full = Words.array().add(sent.mid).add(sent.source.word()).add(sent.on).build();
        return sent.source == Source.MICROPHONE && sent.on ? full.get(0) : full;
    }

    private static Sent sent(JsonValue json) {
        return json instanceof JsonString mid ? new Sent(mid.getString(), Source.MICROPHONE, true)
                : new Sent(json.asJsonArray().getString(0), Source.of(json.asJsonArray().getString(1)).orElseThrow(ClassCastException::new), json.asJsonArray().getBoolean(2));
    }

    /** Empty if another version of Parley has written it in a way that this one does not know. */
    static Optional<Place> read(String text) {
        return Words.read(text).flatMap(json -> {
            try {
                return Optional.of(of(json));
            } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException unknown) {
                return Optional.empty();
            }
        });
    }

    private static Place of(JsonObject json) {
        Map<PeerId, Speaker> speakers = new LinkedHashMap<>();
        json.getJsonObject("publish").forEach((peer, value) -> {
            List<JsonValue> list = value.asJsonArray();
            speakers.put(new PeerId(peer), new Speaker(number(list.get(0)), number(list.get(1)), JsonValue.TRUE.equals(list.get(2)),
                    list.subList(3, list.size()).stream().map(Place::sent).toList()));
        });
        Map<PeerId, Listener> listeners = new LinkedHashMap<>();
        json.getJsonObject("subscribe").forEach((peer, value) -> {
            List<JsonValue> list = value.asJsonArray();
            listeners.put(new PeerId(peer), new Listener(number(list.get(0)), JsonValue.TRUE.equals(list.get(1))));
        });
        // Earlier versions of Parley knew of no branches.
        List<Place> branches = json.get("branches") instanceof JsonArray further ? further.getValuesAs(JsonObject.class).stream().map(Place::of).toList() : List.of();
        return new Place(json.getString("server"), number(json.get("session")), number(json.get("control")), number(json.get("room")), json.getString("secret"),
                json.getString("pin"), speakers, listeners, branches);
    }

    private static long number(@Nullable JsonValue value) {
        return ((JsonNumber) Objects.requireNonNull(value)).longValue();
    }

    @Override
    public String toString() {
        return "Place[" + server + ", " + room + "]";
    }
}
