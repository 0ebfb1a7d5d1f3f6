package campaignflows.e2e.contract;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An OpenAPI document, taken literally: what it does not mention must not occur, what it requires must be there. */
final class ApiContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEFAULT = "default";
    private static final int MOST_OF_ANSWER = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An operation that the document describes. */
    record Operation(String method, String path, Pattern pattern, JsonNode json) {
        String id() {
            return json.path("operationId").asText(method + " " + path);
        }
    }

    private final ObjectNode components;
    private final List<Operation> operations = new ArrayList<>();
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

    private ApiContract(JsonNode document) {
        this.components = (ObjectNode) closed(document.path("components"));
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(entry -> operations.add(new Operation(
                                entry.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                Pattern.compile(path.getKey().replaceAll("\\{[^}]+}", "[^/]+")),
                                entry.getValue()))));
        // What is named in a path is meant before what a variable stands for.
        operations.sort(Comparator.comparingLong(
                operation -> operation.path().chars().filter(c -> c == '{').count()));
    }

    /** The document of a system, once all its services are in it. */
    static ApiContract of(URI base) {
        return new ApiContract(Await.until(
                "the document of all services",
                PATIENCE,
                () -> read(base),
                json -> !json.at("/info/description").asText().contains("Not described at the moment")));
    }

    private static JsonNode read(URI base) {
        try (var in = base.resolve("/api/openapi").toURL().openStream()) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Operation> operations() {
        return operations.stream()
                .filter(operation -> operation.json().has("responses"))
                .toList();
    }

    Optional<Operation> operation(String method, String path) {
        String plain = path.replaceFirst("\\?.*", "");
        return operations.stream()
                .filter(operation -> operation.method().equals(method)
                        && operation.pattern().matcher(plain).matches())
                .findFirst();
    }

    /** What of an exchange the document does not allow; each names the operation and the place, not the values. */
    List<String> violations(String method, String path, @Nullable String sent, Api.Response answer) {
        Optional<Operation> operation = operation(method, path);
        if (operation.isEmpty()) {
            return answer.status() >= 400
                    ? List.of()
                    : List.of("%s %s is not described, but answered %d"
                            .formatted(method, path.replaceAll("[0-9a-f-]{36}", "{}"), answer.status()));
        }
        List<String> found = new ArrayList<>();
        if (sent != null && answer.isSuccess()) {
            JsonNode body =
                    operation.get().json().path("requestBody").path("content").path("application/json");
            String place = operation.get().id() + " request";
            found.addAll(
                    body.isMissingNode()
                            ? List.of(place + ": no JSON body is described")
                            : validate(place, body.path("schema"), sent));
        }
        found.addAll(violations(operation.get(), answer));
        return found;
    }

    private List<String> violations(Operation operation, Api.Response answer) {
        String place = operation.id() + " " + answer.status();
        JsonNode responses = operation.json().path("responses");
        JsonNode response = responses.path(Integer.toString(answer.status()));
        if (response.isMissingNode() && answer.status() >= 400) {
            response = responses.path(DEFAULT);
        }
        if (response.isMissingNode()) {
            return List.of(place + ": the status is not described");
        }
        JsonNode content = response.path("content");
        String type = answer.contentType().replaceFirst(";.*", "").strip();
        if (content.isEmpty()) {
            return answer.body().isEmpty() ? List.of() : List.of(place + ": no body is described, but one came");
        }
        for (Map.Entry<String, JsonNode> described : content.properties()) {
            if (described.getKey().replaceFirst(";.*", "").strip().equals(type)) {
                return type.equals("application/json") || type.endsWith("+json")
                        ? validate(place, described.getValue().path("schema"), answer.body())
                        : List.of();
            }
        }
        return List.of(place + ": the media type " + type + " is not described");
    }

    private List<String> validate(String place, JsonNode schema, String body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return List.of(place + ": the body is no JSON");
        }
        return schema(place, schema).validate(json).stream()
                .map(message -> place + " " + described(message))
                .distinct()
                .limit(MOST_OF_ANSWER)
                .toList();
    }

    private static String described(ValidationMessage message) {
        String where = message.getInstanceLocation().toString().replaceAll("\\[\\d+]", "[]");
        String what = "type".equals(message.getType()) || message.getProperty() == null
                ? message.getMessage().replaceFirst("^[^:]*: ", "")
                : message.getType() + " " + message.getProperty();
        return where + ": " + what;
    }

    private JsonSchema schema(String place, JsonNode schema) {
        return compiled.computeIfAbsent(place, key -> {
            ObjectNode root = (ObjectNode) closed(schema);
            root.set("components", components);
            return factory.getSchema(root, config);
        });
    }

    /** A copy in which no object has properties that are not named, unless it says that it may. */
    private static JsonNode closed(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(entry -> copy.set(entry.getKey(), closed(entry.getValue())));
            boolean isSchema = copy.path("properties").isObject()
                    && (copy.path("type").toString().contains("object") || !copy.has("type"));
            if (isSchema && !copy.has("additionalProperties")) {
                copy.put("additionalProperties", false);
            }
            copy.remove("discriminator");
            return copy;
        }
        if (node.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(closed(element)));
            return copy;
        }
        return node;
    }
}
