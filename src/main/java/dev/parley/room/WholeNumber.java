package dev.parley.room;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Accepts only whole numbers. By default JSON-B reads 4294967306 as 10, 1.5 as 1 and 1e400 as 0. */
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
