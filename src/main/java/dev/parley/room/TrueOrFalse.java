package dev.parley.room;

import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;

/** Accepts only true and false. By default JSON-B reads "yes" and 1 as false, which would make a public room of one that was meant to be private. */
public class TrueOrFalse implements JsonbDeserializer<Boolean> {
    @Override
    public Boolean deserialize(JsonParser parser, DeserializationContext context, Type type) {
        return switch (parser.getValue().getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw new JsonbException("neither true nor false");
        };
    }
}
