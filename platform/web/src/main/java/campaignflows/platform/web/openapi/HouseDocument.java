package campaignflows.platform.web.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Adds to every service's document what is true of all operations: the bearer token, and problem documents as the
 * answer to everything that goes wrong. Internal paths are left out, they are nobody's API.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class HouseDocument implements OASFilter {
    private static final String PROBLEM = "Problem";
    private static final String BEARER = "bearer";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema(PROBLEM, problem()).addSecurityScheme(BEARER, bearer());
        document.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
        document.getComponents().getSchemas().values().forEach(HouseDocument::nameValuesAsOnTheWire);
        Paths paths = document.getPaths();
        if (paths == null || paths.getPathItems() == null) {
            return;
        }
        Paths kept = OASFactory.createPaths();
        paths.getPathItems().forEach((path, item) -> {
            if (!path.startsWith("/internal")) {
                answerWithProblems(item);
                kept.addPathItem(path, item);
            }
        });
        document.setPaths(kept);
    }

    /** Enum constants leave in lower case; the scanner knows only their Java names. */
    private static void nameValuesAsOnTheWire(Schema schema) {
        List<Object> values = schema.getEnumeration();
        if (values != null) {
            schema.setEnumeration(values.stream()
                    .map(value -> value instanceof String name ? (Object) name.toLowerCase(Locale.ROOT) : value)
                    .toList());
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(HouseDocument::nameValuesAsOnTheWire);
        }
    }

    private static void answerWithProblems(PathItem item) {
        for (Operation operation : item.getOperations().values()) {
            if (operation.getResponses() == null) {
                operation.setResponses(OASFactory.createAPIResponses());
            }
            if (operation.getResponses().getDefaultValue() == null) {
                operation.getResponses().setDefaultValue(problemAnswer());
            }
        }
    }

    private static APIResponse problemAnswer() {
        return OASFactory.createAPIResponse()
                .description("What went wrong, and what to do")
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(PROBLEM))));
    }

    private static Schema problem() {
        Schema error = object().addProperty("field", text("Path of the field"))
                .addProperty("node", text("Id of the flow's node"))
                .addProperty("index", of(Schema.SchemaType.INTEGER, "Index of the item"))
                .addProperty("message", text("What is wrong and what to do"));
        return object().description("Problem details, RFC 9457")
                .addProperty("type", text("URI of the kind of problem"))
                .addProperty("title", text("The kind of problem in words"))
                .addProperty("status", of(Schema.SchemaType.INTEGER, "HTTP status"))
                .addProperty("detail", text("What is wrong and what to do"))
                .addProperty("code", text("Stable name of the kind of problem"))
                .addProperty(
                        "errors",
                        of(Schema.SchemaType.ARRAY, "Each thing that is wrong").items(error))
                .addProperty(
                        "findings",
                        of(Schema.SchemaType.ARRAY, "Findings of a validation").items(object()));
    }

    private static SecurityScheme bearer() {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("An API key or a user's token");
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    }

    private static Schema text(String description) {
        return of(Schema.SchemaType.STRING, description);
    }

    private static Schema of(Schema.SchemaType type, String description) {
        return OASFactory.createSchema().addType(type).description(description);
    }
}
