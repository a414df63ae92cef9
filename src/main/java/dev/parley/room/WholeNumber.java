package dev.parley.room;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Takes whole numbers only: by itself JSON-B makes a ten of 4294967306, a one of 1.5 and nothing of 1e400. */
public class WholeNumber implements JsonbDeserializer<Integer> {
    @Override
    public @Nullable Integer deserialize(JsonParser parser, DeserializationContext context, Type type) {
        JsonValue value = parser.getValue();
        if (value.equals(JsonValue.NULL)) {
            return null;
        }
        if (value instanceof JsonNumber number && number.isIntegral()) {
            try {
                return number.intValueExact();
            } catch (ArithmeticException tooLarge) {
                throw new JsonbException("no number of this size", tooLarge);
            }
        }
        throw new JsonbException("not a whole number");
    }
}
