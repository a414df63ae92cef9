package dev.parley.ops;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML as JSON, which can be patched and compared. A key that is there twice is refused. */
final class Yaml {
    private Yaml() {}

    static List<JsonObject> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException wrong) {
            throw new AssertionError(file + ": " + wrong.getMessage(), wrong);
        }
    }

    /** All documents in it, without empty ones. */
    static List<JsonObject> parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Iterable<Object> documents = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).loadAll(text);
        return StreamSupport.stream(documents.spliterator(), false).filter(Map.class::isInstance).map(each -> json(each).asJsonObject()).toList();
    }

    static JsonArray array(String text) {
        return json(new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions())).load(text)).asJsonArray();
    }

    private static JsonValue json(Object value) {
        return switch (value) {
            case null -> JsonValue.NULL;
            case Map<?, ?> map -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                map.forEach((key, inner) -> fields.put(key.toString(), json(inner)));
                yield Json.createObjectBuilder(fields).build();
            }
            case Collection<?> list -> Json.createArrayBuilder(list.stream().map(Yaml::json).toList()).build();
            case Integer number -> Json.createValue(number);
            case Long number -> Json.createValue(number);
            case Double number -> Json.createValue(number);
            case Boolean flag -> flag ? JsonValue.TRUE : JsonValue.FALSE;
            default -> Json.createValue(value.toString());
        };
    }

    /** What is at a path such as {@code spec/template}, or an empty object if it is not there. */
    static JsonObject at(JsonObject from, String path) {
        JsonObject found = from;
        for (String key : path.split("/")) {
            found = found.get(key) instanceof JsonObject inner ? inner : JsonValue.EMPTY_JSON_OBJECT;
        }
        return found;
    }

    /** The objects in a list, none if it is not there. */
    static List<JsonObject> objects(JsonObject from, String key) {
        return from.get(key) instanceof JsonArray list ? list.stream().map(JsonValue::asJsonObject).toList() : List.of();
    }

    /** It and everything in it. */
    static Stream<JsonValue> all(JsonValue value) {
        return Stream.concat(Stream.of(value), switch (value) {
            case JsonObject object -> object.values().stream().flatMap(Yaml::all);
            case JsonArray list -> list.stream().flatMap(Yaml::all);
            default -> Stream.<JsonValue>empty();
        });
    }
}
