package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What kustomize makes of a folder, as far as the folders in {@code docker} use it. Anything else is refused. */
final class Overlay {
    private static final Set<String> KNOWN = Set.of("apiVersion", "kind", "resources", "namespace", "patches", "configMapGenerator", "generatorOptions");

    private Overlay() {}

    static List<JsonObject> render(Path folder) {
        JsonObject kustomization = Yaml.read(folder.resolve("kustomization.yaml")).getFirst();
        assertTrue(KNOWN.containsAll(kustomization.keySet()), folder + " uses more of kustomize than this class knows: " + kustomization.keySet());
        List<JsonObject> objects = new ArrayList<>();
        if (kustomization.containsKey("resources")) {
            kustomization.getJsonArray("resources").getValuesAs(JsonString::getString).forEach(name -> {
                Path resource = folder.resolve(name);
                objects.addAll(Files.isDirectory(resource) ? render(resource) : Yaml.read(resource));
            });
        }
        Yaml.objects(kustomization, "configMapGenerator").forEach(map -> {
            assertTrue(Yaml.at(kustomization, "generatorOptions").getBoolean("disableNameSuffixHash"), folder + " adds a hash to names");
            objects.add(configMap(folder, map));
        });
        Yaml.objects(kustomization, "patches").forEach(patch -> {
            JsonObject target = patch.getJsonObject("target");
            assertTrue(target.keySet().equals(Set.of("kind", "name")), folder + " aims a patch at " + target);
            assertTrue(objects.stream().anyMatch(each -> is(each, target)), folder + " patches what is not there: " + target);
            objects.replaceAll(each -> is(each, target) ? Json.createPatch(Yaml.array(patch.getString("patch"))).apply(each) : each);
        });
        if (kustomization.containsKey("namespace")) {
            objects.replaceAll(each -> Json.createPatchBuilder().add("/metadata/namespace", kustomization.getString("namespace")).build().apply(each));
        }
        return objects;
    }

    private static boolean is(JsonObject object, JsonObject target) {
        return object.getString("kind").equals(target.getString("kind")) && Yaml.at(object, "metadata").getString("name").equals(target.getString("name"));
    }

    private static JsonObject configMap(Path folder, JsonObject generator) {
        JsonObjectBuilder data = Json.createObjectBuilder();
        generator.getJsonArray("files").getValuesAs(JsonString::getString).forEach(file -> {
            try {
                data.add(file, Files.readString(folder.resolve(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return Json.createObjectBuilder().add("apiVersion", "v1").add("kind", "ConfigMap").add("metadata", Json.createObjectBuilder().add("name", generator.getString("name")))
                .add("data", data).build();
    }
}
