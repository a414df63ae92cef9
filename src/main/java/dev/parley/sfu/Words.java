package dev.parley.sfu;

import dev.parley.problem.Problem;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What is said to Janus and its VideoRoom plugin in JSON, and what waits for an answer. */
final class Words {
    static final int UNAUTHORISED = 403;
    static final int NO_SUCH_SESSION = 458;
    static final int NO_SUCH_HANDLE = 459;
    static final int NO_SUCH_ROOM = 426;
    static final int NO_SUCH_FEED = 428;
    private static final List<String> CANDIDATE = List.of("candidate", "sdpMid", "sdpMLineIndex", "usernameFragment");
    private static final JsonProvider JSON = JsonProvider.provider();

    private Words() {}

    /** Janus has understood a request and refuses it. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final int code;

        Refused(int code, String reason) {
            super(code + " " + reason, null, false, false);
            this.code = code;
        }

        /** What is wrong is the description. */
        boolean isDescription() {
            return code == 431 || code == 437 || (code >= 464 && code <= 465) || code == 469;
        }
    }

    static JsonObjectBuilder object() {
        return JSON.createObjectBuilder();
    }

    static JsonArrayBuilder array() {
        return JSON.createArrayBuilder();
    }

    /** Empty if it is no object. */
    static Optional<JsonObject> read(String text) {
        try (var reader = JSON.createReader(new StringReader(text))) {
            return reader.readValue() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (RuntimeException noJson) {
            // Among them is a plain one for what is nested too deeply.
            return Optional.empty();
        }
    }

    /** What browsers say about a way to them, and nothing else that somebody may have put there. Empty if it is neither an object nor null. */
    static Optional<JsonObject> candidate(String text) {
        if (text.strip().equals("null")) {
            return Optional.of(object().add("completed", true).build());
        }
        return read(text).map(given -> {
            JsonObjectBuilder candidate = object();
            for (String name : CANDIDATE) {
                JsonValue value = given.get(name);
                if (value instanceof JsonString || value instanceof JsonNumber) {
                    candidate.add(name, value);
                }
            }
            return candidate.build();
        });
    }

    static JsonObjectBuilder message(String kind) {
        return object().add("janus", kind);
    }

    static JsonObjectBuilder message(String kind, long session) {
        return message(kind).add("session_id", session);
    }

    static JsonObjectBuilder message(String kind, long session, long handle) {
        return message(kind, session).add("handle_id", handle);
    }

    static JsonObjectBuilder request(String name) {
        return object().add("request", name);
    }

    static JsonObject description(String type, String sdp) {
        return object().add("type", type).add("sdp", sdp).build();
    }

    /** A camera is offered in several sizes, the smallest first. Janus takes the first for the largest unless it is told. */
    static JsonObjectBuilder offer(String sdp) {
        return object().add("type", "offer").add("sdp", sdp).add("rid_order", "lmh");
    }

    static JsonObjectBuilder flow(Flow flow) {
        return object().add("feed", flow.feed()).add("mid", flow.mid());
    }

    /** What the plugin says in this message. */
    static JsonObject data(JsonObject message) {
        JsonObject plugin = inner(message, "plugindata");
        return plugin == null ? JsonValue.EMPTY_JSON_OBJECT : Optional.ofNullable(inner(plugin, "data")).orElse(JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Who is in a room, by the answer to that question. */
    static JsonArray participants(JsonObject message) {
        return data(message).get("participants") instanceof JsonArray list ? list : JsonValue.EMPTY_JSON_ARRAY;
    }

    /** The streams that a message tells of. */
    static JsonArray streams(JsonObject message) {
        return data(message).get("streams") instanceof JsonArray list ? list : JsonValue.EMPTY_JSON_ARRAY;
    }

    static Set<Long> ids(JsonArray participants) {
        Set<Long> ids = new LinkedHashSet<>();
        participants.getValuesAs(JsonObject.class).forEach(each -> ids.add(number(each, "id")));
        return ids;
    }

    static @Nullable String sdp(JsonObject message) {
        JsonObject description = inner(message, "jsep");
        return description == null ? null : description.getString("sdp", null);
    }

    static long number(JsonObject object, String name) {
        return object.get(name) instanceof JsonNumber number ? number.longValue() : 0;
    }

    static @Nullable JsonObject inner(JsonObject object, String name) {
        return object.get(name) instanceof JsonObject inner ? inner : null;
    }

    /** Why the request failed, or null if it did not. */
    static @Nullable Refused refusal(JsonObject answer) {
        JsonObject error = inner(answer, "error");
        if (error != null) {
            return new Refused((int) number(error, "code"), error.getString("reason", ""));
        }
        JsonObject data = data(answer);
        return data.containsKey("error_code") ? new Refused((int) number(data, "error_code"), data.getString("error", "")) : null;
    }

    /** The requests to one media server that wait for an answer. Each of them ends: with an answer, a refusal, or after two seconds. */
    static final class Requests {
        static final Duration PATIENCE = Duration.ofSeconds(2);
        private static final int MOST = 20_000;

        private final String prefix = Long.toString(ThreadLocalRandom.current().nextLong(), 36) + ".";
        private final Map<String, Waiting> waiting = new HashMap<>();
        private long count;
        /** The connection has ended, and with it the ticks that would have ended a request. */
        private boolean over;

        /** Some are answered by an acknowledgement, others only by what follows it. */
        private record Waiting(CompletableFuture<JsonObject> answer, long until, boolean acknowledged) {}

        static Problem unavailable() {
            return Problem.unavailable("unavailable", "The media server does not answer. Please try again in a moment.", new IOException("no answer"));
        }

        /** Puts its number into the message. Has failed already if too many wait, or if nothing will be answered any more. */
        synchronized CompletableFuture<JsonObject> begin(JsonObjectBuilder message, long now, boolean acknowledged) {
            if (over || waiting.size() >= MOST) {
                return CompletableFuture.failedFuture(unavailable());
            }
            String transaction = prefix + count++;
            message.add("transaction", transaction);
            CompletableFuture<JsonObject> answer = new CompletableFuture<>();
            waiting.put(transaction, new Waiting(answer, now + PATIENCE.toNanos(), acknowledged));
            return answer;
        }

        /** Whether this message belongs to a request that waits. */
        boolean isAnswered(String kind, JsonObject message) {
            Waiting asked = take(message.getString("transaction", null), kind.equals("ack"));
            if (asked == null) {
                return false;
            }
            Words.Refused refused = Words.refusal(message);
            if (refused == null) {
                asked.answer.complete(message);
            } else {
                asked.answer.completeExceptionally(refused);
            }
            return true;
        }

        private synchronized @Nullable Waiting take(@Nullable String transaction, boolean acknowledgement) {
            Waiting asked = transaction == null ? null : waiting.get(transaction);
            return asked != null && asked.acknowledged == acknowledgement && waiting.remove(transaction, asked) ? asked : null;
        }

        /** @param heldUp for so long nobody here could read an answer */
        void failLate(long now, long heldUp) {
            synchronized (this) {
                waiting.replaceAll((_, each) -> new Waiting(each.answer, each.until + heldUp, each.acknowledged));
            }
            fail(now, false);
        }

        void failAll() {
            fail(0, true);
        }

        private void fail(long now, boolean all) {
            List<Waiting> late = new ArrayList<>();
            synchronized (this) {
                over |= all;
                waiting.values().removeIf(each -> (all || now - each.until >= 0) && late.add(each));
            }
            late.forEach(each -> each.answer.completeExceptionally(unavailable()));
        }
    }
}
