package dev.parley.ops;

import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Adds to the API document what is true for all paths: how errors look, and that an answer has all its fields except the nullable ones, which
 * are left out when they are empty. Requests (records whose name ends so) declare this themselves. Ids have types in the code, so that nobody
 * mixes them up, but are plain text in the document.
 */
public class ApiDocument implements OASFilter {
    private static final String PROBLEM = "ProblemBody";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final List<String> IDS = Stream.of(RoomId.class, UserId.class, SessionId.class, MessageId.class).map(Class::getSimpleName).toList();

    @Override
    public Parameter filterParameter(Parameter parameter) {
        String type = parameter.getSchema() == null ? null : parameter.getSchema().getRef();
        if (type != null && IDS.contains(type.replace(SCHEMAS, ""))) {
            parameter.setSchema(OASFactory.createSchema().addType(SchemaType.STRING));
        }
        return parameter;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        IDS.forEach(document.getComponents()::removeSchema);
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        schemas.forEach((name, schema) -> {
            if (!name.endsWith("Request")) {
                completeAnswer(schema);
            }
        });
        APIResponse problem = OASFactory.createAPIResponse()
                .description("What went wrong")
                .content(OASFactory.createContent().addMediaType("application/problem+json", OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref(SCHEMAS + PROBLEM))));
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .forEach(operation -> operation.getResponses().addAPIResponse("default", problem));
    }

    private static void completeAnswer(Schema schema) {
        if (schema.getProperties() == null) {
            return;
        }
        List<String> required = new ArrayList<>();
        schema.getProperties().forEach((name, property) -> {
            if (property.getType() != null && property.getType().contains(SchemaType.NULL)) {
                property.setType(property.getType().stream().filter(type -> type != SchemaType.NULL).toList());
            } else {
                required.add(name);
            }
        });
        schema.setRequired(required.stream().sorted().toList());
    }
}
