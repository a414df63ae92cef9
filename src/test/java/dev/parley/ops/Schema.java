package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.kubernetes.client.openapi.models.V1Affinity;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentStrategy;
import io.kubernetes.client.openapi.models.V1EnvFromSource;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;
import io.kubernetes.client.openapi.models.V2MetricSpec;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;

/** Compares objects with the official models of Kubernetes: every field has to be known, of the right type, and there if it is required. */
final class Schema {
    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            Map.entry("v1 ConfigMap", V1ConfigMap.class), Map.entry("v1 Service", V1Service.class),
            Map.entry("apps/v1 Deployment", V1Deployment.class), Map.entry("apps/v1 DaemonSet", V1DaemonSet.class),
            Map.entry("apps/v1 StatefulSet", V1StatefulSet.class),
            Map.entry("policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class), Map.entry("networking.k8s.io/v1 Ingress", V1Ingress.class));

    /** The operator's definition is not published as a library. Most of it is made of Kubernetes' own types; the rest is in {@link #PLAIN}. */
    private static final Map<String, Class<?>> OF_THE_OPERATOR = Map.ofEntries(
            Map.entry("env", V1EnvVar.class), Map.entry("envFrom", V1EnvFromSource.class), Map.entry("volumes", V1Volume.class),
            Map.entry("volumeMounts", V1VolumeMount.class), Map.entry("resources", V1ResourceRequirements.class), Map.entry("affinity", V1Affinity.class),
            Map.entry("securityContext", V1SecurityContext.class), Map.entry("startup", V1Probe.class), Map.entry("liveness", V1Probe.class),
            Map.entry("readiness", V1Probe.class), Map.entry("updateStrategy", V1DeploymentStrategy.class), Map.entry("metrics", V2MetricSpec.class),
            Map.entry("behavior", V2HorizontalPodAutoscalerBehavior.class));
    private static final Set<String> PLAIN = Set.of("applicationImage", "applicationName", "manageTLS", "expose", "networkPolicy", "disable", "disableServiceLinks",
            "serviceAccount", "mountToken", "service", "port", "autoscaling", "minReplicas", "maxReplicas", "deployment", "probes");

    private static final Gson GSON = new GsonBuilder().registerTypeAdapter(OffsetDateTime.class, new NoTime()).create();

    private Schema() {}

    static void check(JsonObject object) {
        String kind = object.getString("apiVersion") + " " + object.getString("kind");
        switch (kind) {
            case "apps.openliberty.io/v1 OpenLibertyApplication" -> {
                check("metadata", object.get("metadata"), V1ObjectMeta.class);
                checkOperators(object.getJsonObject("spec"));
            }
            case "traefik.io/v1alpha1 Middleware" -> {
                check("metadata", object.get("metadata"), V1ObjectMeta.class);
                String spec = object.getJsonObject("spec").toString();
                assertTrue(spec.matches("\\{\"headers\":\\{\"customRequestHeaders\":\\{[^{}]*}}}|\\{\"ipAllowList\":\\{\"sourceRange\":\\[[^\\[\\]]*]}}"), spec);
            }
            default -> {
                assertTrue(KINDS.containsKey(kind), "no schema for " + kind);
                check(kind, object, KINDS.get(kind));
            }
        }
    }

    private static void checkOperators(JsonObject part) {
        part.forEach((name, value) -> {
            Class<?> type = OF_THE_OPERATOR.get(name);
            if (type == null) {
                assertTrue(PLAIN.contains(name), "the operator does not know " + name);
                if (value instanceof JsonObject inner) {
                    checkOperators(inner);
                }
            } else if (value instanceof JsonArray list) {
                list.forEach(each -> check(name, each, type));
            } else {
                check(name, value, type);
            }
        });
    }

    /** A model drops what it does not know and corrects what has another type. So what went in has to come out again. */
    private static void check(String name, JsonValue value, Class<?> model) {
        JsonElement given = JsonParser.parseString(value.toString());
        try {
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, given);
        } catch (InvocationTargetException wrong) {
            throw new AssertionError(name + ": " + wrong.getCause().getMessage(), wrong);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        assertEquals(withoutEmpty(given), withoutEmpty(GSON.toJsonTree(GSON.fromJson(given, model))), name);
    }

    /** The models add empty lists and maps. */
    private static JsonElement withoutEmpty(JsonElement from) {
        if (from.isJsonObject()) {
            com.google.gson.JsonObject fields = new com.google.gson.JsonObject();
            from.getAsJsonObject().entrySet().forEach(each -> {
                JsonElement value = withoutEmpty(each.getValue());
                if (!(value.isJsonObject() && value.getAsJsonObject().isEmpty()) && !(value.isJsonArray() && value.getAsJsonArray().isEmpty())) {
                    fields.add(each.getKey(), value);
                }
            });
            return fields;
        }
        if (from.isJsonArray()) {
            com.google.gson.JsonArray list = new com.google.gson.JsonArray();
            from.getAsJsonArray().forEach(each -> list.add(withoutEmpty(each)));
            return list;
        }
        return from;
    }

    /** Nothing that we write has a time in it. */
    private static final class NoTime extends TypeAdapter<OffsetDateTime> {
        @Override
        public void write(JsonWriter out, OffsetDateTime value) throws IOException {
            out.nullValue();
        }

        @Override
        public OffsetDateTime read(JsonReader in) {
            throw new AssertionError("a time, at " + in.getPath());
        }
    }
}
