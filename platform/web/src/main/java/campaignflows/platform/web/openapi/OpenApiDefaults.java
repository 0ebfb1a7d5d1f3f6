package campaignflows.platform.web.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * Adds to every service's document what applies to all operations: the bearer token, and problem documents as the response to
 * every failure; and completes its schemas from the code. Internal paths are left out, they are no public API.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiDefaults implements OASFilter {
    private static final String PROBLEM = "Problem";
    private static final String BEARER = "bearer";
    private static final String PROBLEM_TYPE = "application/problem+json";

    private final IndexView index;

    /** The build gives the index of all classes. */
    public OpenApiDefaults(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema(PROBLEM, problem()).addSecurityScheme(BEARER, bearer());
        document.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
        Paths paths = document.getPaths();
        if (paths == null || paths.getPathItems() == null) {
            return;
        }
        Paths kept = OASFactory.createPaths();
        paths.getPathItems().forEach((path, item) -> {
            if (!path.startsWith("/internal")) {
                PathVariables.complete(path, item);
                kept.addPathItem(path, item);
            }
        });
        document.setPaths(kept);
        if (document.getComponents().getSchemas().containsKey("JsonNode")) {
            document.getComponents().addSchema("JsonNode", JavaTypes.anything());
        }
        RecordSchemas records = new RecordSchemas(index, document.getComponents());
        records.complete();
        NodeSchemas.complete(document.getComponents(), records);
        document.getComponents().getSchemas().values().forEach(schema -> Schemas.visit(schema, OpenApiDefaults::tidy));
        OperationNames.complete(kept);
        kept.getPathItems().values().forEach(OpenApiDefaults::answerWithProblems);
        OperationNames.all(kept).forEach(OpenApiDefaults::describeLimit);
        kept.getPathItems().forEach(OpenApiDefaults::describeTags);
        new InputSchemas(document, records).separate();
        document.getComponents().getSchemas().values().forEach(schema -> Schemas.visit(schema, OpenApiDefaults::order));
    }

    /** Enum constants leave in lower case, the scanner knows only their Java names; it also adds a type to a reference. */
    private static void tidy(Schema schema) {
        if (schema.getRef() != null) {
            schema.setType(null);
        }
        List<Object> values = schema.getEnumeration();
        if (values != null) {
            List<@Nullable Object> named = new ArrayList<>();
            for (Object value : values) {
                named.add(value instanceof String name ? name.toLowerCase(Locale.ROOT) : value);
            }
            @SuppressWarnings({"unchecked", "NullAway"})
            List<Object> all = (List<Object>) (List<?>) named;
            schema.setEnumeration(all);
        }
    }

    /** The same in every build, and in every service that has the schema: the gateway makes one of them. */
    private static void order(Schema schema) {
        if (schema.getRequired() != null) {
            schema.setRequired(schema.getRequired().stream().sorted().toList());
        }
    }

    /** All lists have the same page sizes. */
    private static void describeLimit(Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        operation.getParameters().stream()
                .filter(parameter -> "limit".equals(parameter.getName()))
                .forEach(parameter -> parameter
                        .description("Most items of a page")
                        .schema(of(Schema.SchemaType.INTEGER, null)
                                .minimum(BigDecimal.ONE)
                                .maximum(BigDecimal.valueOf(500))
                                .defaultValue(50)));
    }

    /** What platform/web does for each JSON response to a GET of the public API; and a response to HEAD has no body. */
    private static void describeTags(String path, PathItem item) {
        if (item.getHEAD() != null && item.getHEAD().getResponses() != null) {
            item.getHEAD().getResponses().getAPIResponses().values().forEach(answer -> answer.setContent(null));
        }
        APIResponse answer =
                item.getGET() == null ? null : item.getGET().getResponses().getAPIResponse("200");
        if (answer == null
                || answer.getContent() == null
                || !answer.getContent().hasMediaType("application/json")) {
            return;
        }
        answer.addHeader(
                "ETag",
                OASFactory.createHeader()
                        .description("Of this answer; give it as If-None-Match when asking again")
                        .schema(text(null)));
        item.getGET()
                .addParameter(OASFactory.createParameter()
                        .name("If-None-Match")
                        .in(Parameter.In.HEADER)
                        .description("The ETag of the answer that the caller has")
                        .schema(text(null)));
        item.getGET()
                .getResponses()
                .addAPIResponse("304", OASFactory.createAPIResponse().description("The caller has it already"));
    }

    private static void answerWithProblems(PathItem item) {
        for (Operation operation : item.getOperations().values()) {
            if (operation.getResponses() == null) {
                operation.setResponses(OASFactory.createAPIResponses());
            }
            operation.getResponses().getAPIResponses().forEach((status, answer) -> {
                if (isProblem(status) && !isPage(answer)) {
                    answer.setContent(problemAnswer().getContent());
                }
            });
            if (operation.getResponses().getDefaultValue() == null) {
                operation.getResponses().setDefaultValue(problemAnswer());
            }
        }
    }

    /** What people read in a browser is a page for them, whatever its status. */
    private static boolean isPage(APIResponse answer) {
        return answer.getContent() != null && answer.getContent().hasMediaType("text/html");
    }

    private static boolean isProblem(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static APIResponse problemAnswer() {
        return OASFactory.createAPIResponse()
                .description("What went wrong, and what to do")
                .content(OASFactory.createContent()
                        .addMediaType(
                                PROBLEM_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(PROBLEM))));
    }

    private static Schema problem() {
        Schema error = object().addProperty("field", text("Path of the field"))
                .addProperty("node", text("Id of the flow's node"))
                .addProperty("index", of(Schema.SchemaType.INTEGER, "Index of the item"))
                .addProperty("message", text("What is wrong and what to do"))
                .required(List.of("message"));
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
                        of(Schema.SchemaType.ARRAY, "Findings of a validation").items(finding()))
                .required(List.of("type", "title", "status", "detail", "code"));
    }

    /** One of the findings that a problem carries, in the form of a flow's validation. */
    private static Schema finding() {
        return object().description("One thing that is wrong with a flow or may surprise")
                .addProperty("severity", text("How bad it is").enumeration(List.of("error", "warning")))
                .addProperty("code", text("Stable name of the kind of finding"))
                .addProperty(
                        "flow_id",
                        Nullability.of(text("Null if it concerns the campaign").format("uuid")))
                .addProperty("node_id", Nullability.of(text("Null if it concerns the whole flow")))
                .addProperty("setting", Nullability.of(text("Path in the node's settings, such as value.code")))
                .addProperty(
                        "line", Nullability.of(of(Schema.SchemaType.INTEGER, "Line in the setting's code, from 1")))
                .addProperty("column", Nullability.of(of(Schema.SchemaType.INTEGER, "Column in characters, from 1")))
                .addProperty("message", text("What is wrong and what to do"))
                .required(List.of("severity", "code", "flow_id", "node_id", "setting", "line", "column", "message"));
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

    private static Schema text(@Nullable String description) {
        return of(Schema.SchemaType.STRING, description);
    }

    private static Schema of(Schema.SchemaType type, @Nullable String description) {
        return OASFactory.createSchema().addType(type).description(description);
    }
}
