package dev.parley.sfu;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON that Janus and its VideoRoom plugin understand. */
final class Words {
    static final int UNAUTHORISED = 403;
    static final int NO_SUCH_SESSION = 458;
    static final int NO_SUCH_HANDLE = 459;
    static final int NO_SUCH_ROOM = 426;
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

    static JsonArrayBuilder feeds(Collection<Long> feeds) {
        JsonArrayBuilder list = array();
        feeds.forEach(feed -> list.add(object().add("feed", feed)));
        return list;
    }

    /** What the plugin says in this message. */
    static JsonObject data(JsonObject message) {
        JsonObject plugin = inner(message, "plugindata");
        return plugin == null ? JsonValue.EMPTY_JSON_OBJECT : Optional.ofNullable(inner(plugin, "data")).orElse(JsonValue.EMPTY_JSON_OBJECT);
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
}
