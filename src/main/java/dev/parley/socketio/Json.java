package dev.parley.socketio;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.engineio.Speech.Malformed;
import dev.parley.json.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads just enough of what came to take it apart: whoever it is for parses the parts. */
final class Json {
    /** What a client hears from its own library may not come from us or go to us as if somebody had said it. */
    private static final Set<String> RESERVED = Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener",
            "removeListener");

    private Json() {}

    /** An event and its arguments. */
    record Call(String event, List<String> arguments) {}

    static Call event(Packet packet) throws Malformed {
        try (JsonParser parser = JsonText.parser(packet.json())) {
            expect(parser.nextToken() == JsonToken.START_ARRAY);
            JsonToken first = parser.nextToken();
            expect(first == JsonToken.VALUE_STRING || first == JsonToken.VALUE_NUMBER_INT);
            String event = parser.getText();
            expect(first != JsonToken.VALUE_STRING || !RESERVED.contains(event));
            return new Call(event, rest(parser, packet));
        } catch (IOException notJson) {
            throw new Malformed("not JSON", notJson);
        }
    }

    static List<String> arguments(Packet packet) throws Malformed {
        try (JsonParser parser = JsonText.parser(packet.json())) {
            expect(parser.nextToken() == JsonToken.START_ARRAY);
            return rest(parser, packet);
        } catch (IOException notJson) {
            throw new Malformed("not JSON", notJson);
        }
    }

    /** An object as it came; empty when none did. */
    static String object(String json) throws Malformed {
        if (json.isEmpty()) {
            return "{}";
        }
        try (JsonParser parser = JsonText.parser(json)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT);
            parser.skipChildren();
            expect(parser.nextToken() == null);
            return json;
        } catch (IOException notJson) {
            throw new Malformed("not JSON", notJson);
        }
    }

    private static List<String> rest(JsonParser parser, Packet packet) throws IOException, Malformed {
        List<String> arguments = new ArrayList<>(2);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken() != null);
            int from = JsonText.from(parser);
            pass(parser, packet.attachments());
            arguments.add(packet.json().substring(from, JsonText.to(parser)));
        }
        expect(parser.nextToken() == null);
        return arguments;
    }

    /** To the end of a value. What stands for bytes must stand for some that come. */
    private static void pass(JsonParser parser, int attachments) throws IOException, Malformed {
        switch (parser.currentToken()) {
            case START_OBJECT -> passObject(parser, attachments);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    pass(parser, attachments);
                }
            }
            case null -> throw new Malformed("not JSON");
            default -> parser.finishToken();
        }
    }

    private static void passObject(JsonParser parser, int attachments) throws IOException, Malformed {
        boolean placeholder = false;
        Integer number = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("_placeholder")) {
                placeholder = value == JsonToken.VALUE_TRUE;
            } else if (name.equals("num")) {
                number = number(parser, value);
            }
            pass(parser, attachments);
        }
        boolean standsForBytes = attachments > 0 && placeholder;
        expect(!standsForBytes || (number != null && number >= 0 && number < attachments));
    }

    private static @Nullable Integer number(JsonParser parser, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT ? parser.getIntValue() : null;
    }

    private static void expect(boolean expected) throws Malformed {
        if (!expected) {
            throw new Malformed("not what belongs there");
        }
    }
}
