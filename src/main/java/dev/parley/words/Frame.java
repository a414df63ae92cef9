package dev.parley.words;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.json.JsonText;
import dev.parley.protocol.Opaque;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A frame as a client sent it, such as `{"event":"join","data":{…},"id":7}`. It is known to be well-formed and no more. The id may be a number
 * or a text.
 */
public record Frame(String event, Fields data, @Nullable Opaque id) {
    private static final int LONGEST_ID = 64;

    /** The text is not a frame. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    public static Frame read(String text) throws Malformed {
        String event = null;
        Opaque id = null;
        Fields data = new Fields(Map.of());
        try (JsonParser parser = JsonText.parser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Malformed("A frame must be a JSON object.", null);
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "event" -> event = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                    case "id" -> id = id(value, slice(parser, text));
                    case "data" -> data = value == JsonToken.START_OBJECT ? fields(parser, text) : nothing(parser, value);
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new Malformed("A frame must be a single JSON object.", null);
            }
        } catch (IOException notJson) {
            throw new Malformed("A frame must be a JSON object such as {\"event\":\"join\",\"data\":{},\"id\":1}.", notJson);
        }
        if (event == null) {
            throw new Malformed("A frame needs an event.", null);
        }
        return new Frame(event, data, id);
    }

    /** The members of this text, if it is an object. */
    static Optional<Fields> fields(String text) {
        try (JsonParser parser = JsonText.parser(text)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? Optional.of(fields(parser, text)) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** The objects in this text, if it is a list of objects. */
    static Optional<List<Fields>> objects(String text) {
        try (JsonParser parser = JsonText.parser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            List<Fields> objects = new ArrayList<>();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                objects.add(fields(parser, text));
            }
            return parser.currentToken() == JsonToken.END_ARRAY ? Optional.of(objects) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static @Nullable Opaque id(JsonToken value, Opaque raw) throws Malformed {
        if (value == JsonToken.VALUE_NULL) {
            return null;
        }
        boolean fits = (value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_STRING) && raw.json().length() <= LONGEST_ID;
        if (!fits) {
            throw new Malformed("The id of a frame must be a whole number or a short text.", null);
        }
        return raw;
    }

    private static Fields nothing(JsonParser parser, JsonToken value) throws IOException, Malformed {
        parser.skipChildren();
        if (value != JsonToken.VALUE_NULL) {
            throw new Malformed("The data of a frame must be an object.", null);
        }
        return new Fields(Map.of());
    }

    private static Fields fields(JsonParser parser, String text) throws IOException {
        Map<String, @Nullable Object> fields = new HashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            fields.put(name, value(parser, parser.nextToken(), text));
        }
        return new Fields(fields);
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, String text) throws IOException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE, VALUE_FALSE -> token == JsonToken.VALUE_TRUE;
            case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? slice(parser, text) : (Object) parser.getLongValue();
            case VALUE_NULL -> null;
            default -> slice(parser, text);
        };
    }

    private static Opaque slice(JsonParser parser, String text) throws IOException {
        return new Opaque(JsonText.slice(parser, text));
    }
}
