package campaignflows.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Merges the documents of all services into one: the public paths that are routed to the service that describes them, and only
 * those components that these paths use. Components of the same name and content become one; where contents differ, the later
 * ones get their service's prefix.
 */
public final class OpenApiMerger {
    private static final String PUBLIC = "/api/v1/";
    private static final String PARAMETERS = "parameters";
    /** An extension of ours: the roles that may call the operation. */
    private static final String CALLERS = "x-roles";

    /** Another: the scope that it takes of an API key with scopes. */
    private static final String SCOPE = "x-scope";

    private static final String SCHEME = "bearer";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final Routing routing;

    public OpenApiMerger(Routing routing) {
        this.routing = routing;
    }

    /** What the merger must know of the routes. Methods are in capitals. */
    public interface Routing {
        /** Under which path the operation that a service describes is reached; empty if it is not. */
        Optional<String> reachedAt(String service, String method, String path);

        /** The roles whose credentials open the path; none where no credential is needed. */
        List<String> callersOf(String method, String path);

        /** The scope that an API key with scopes needs there; empty if it needs none, or cannot pass with any. */
        Optional<String> scopeOf(String method, String path);
    }

    /**
     * The merged document.
     *
     * @param missing services whose document could not be had
     */
    public ObjectNode merge(List<ApiDocument> documents, List<String> missing) {
        Map<String, JsonNode> paths = new TreeMap<>();
        Components components = new Components();
        Set<String> operationIds = new TreeSet<>();
        Set<String> tags = new TreeSet<>();
        for (ApiDocument document : documents) {
            ObjectNode own = publicPaths(document);
            JsonNode renamed = components.add(document, own);
            renamed.properties().forEach(path -> {
                describe(path.getKey(), (ObjectNode) path.getValue(), document, operationIds, tags);
                join(paths, path.getKey(), (ObjectNode) path.getValue());
            });
        }
        return document(paths, components, tags, missing);
    }

    private ObjectNode publicPaths(ApiDocument document) {
        ObjectNode paths = JsonNodeFactory.instance.objectNode();
        document.json().path("paths").properties().forEach(path -> {
            if (path.getKey().startsWith(PUBLIC) && path.getValue() instanceof ObjectNode described) {
                addReachable(paths, path.getKey(), described, document.service());
            }
        });
        return paths;
    }

    private void addReachable(ObjectNode paths, String path, ObjectNode described, String service) {
        described.properties().forEach(entry -> {
            if (METHODS.contains(entry.getKey())) {
                routing.reachedAt(service, entry.getKey().toUpperCase(Locale.ROOT), path)
                        .ifPresent(reached -> {
                            ObjectNode target = paths.withObjectProperty(reached);
                            if (described.has(PARAMETERS)) {
                                target.set(PARAMETERS, without(described.get(PARAMETERS), reached));
                            }
                            target.set(entry.getKey(), entry.getValue().deepCopy());
                            if (target.get(entry.getKey()) instanceof ObjectNode operation
                                    && operation.has(PARAMETERS)) {
                                operation.set(PARAMETERS, without(operation.get(PARAMETERS), reached));
                            }
                        });
            }
        });
    }

    /** The parameters without those of the path that are no longer in it. */
    private static ArrayNode without(JsonNode parameters, String path) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        parameters.forEach(parameter -> {
            boolean gone = parameter.path("in").asText().equals("path")
                    && !path.contains("{" + parameter.path("name").asText() + "}");
            if (!gone) {
                kept.add(parameter.deepCopy());
            }
        });
        return kept;
    }

    private void describe(
            String name, ObjectNode path, ApiDocument document, Set<String> operationIds, Set<String> tags) {
        path.properties().forEach(entry -> {
            if (!METHODS.contains(entry.getKey()) || !(entry.getValue() instanceof ObjectNode operation)) {
                return;
            }
            operation.remove("security");
            String method = entry.getKey().toUpperCase(Locale.ROOT);
            List<String> callers = routing.callersOf(method, name);
            if (callers.isEmpty()) {
                operation.putArray("security");
            } else {
                callers.forEach(operation.putArray(CALLERS)::add);
                routing.scopeOf(method, name).ifPresent(scope -> operation.put(SCOPE, scope));
            }
            if (operation.path("tags").isEmpty()) {
                operation.putArray("tags").add(document.service());
            }
            operation.path("tags").forEach(tag -> tags.add(tag.asText()));
            String id = operation.path("operationId").asText("");
            if (!id.isEmpty() && !operationIds.add(id)) {
                String longer = document.prefix() + "_" + id;
                operationIds.add(longer);
                operation.put("operationId", longer);
            }
        });
    }

    private static void join(Map<String, JsonNode> paths, String path, ObjectNode added) {
        @Nullable JsonNode present = paths.get(path);
        if (present instanceof ObjectNode known) {
            added.properties().forEach(entry -> {
                if (!known.has(entry.getKey())) {
                    known.set(entry.getKey(), entry.getValue());
                }
            });
        } else {
            paths.put(path, added);
        }
    }

    private static ObjectNode document(
            Map<String, JsonNode> paths, Components components, Set<String> tags, List<String> missing) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openapi", "3.1.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Campaign Flows API");
        info.put("version", "1");
        info.put("description", description(missing));
        document.putArray("servers").addObject().put("url", "/");
        document.putArray("security").addObject().putArray(SCHEME);
        var tagList = document.putArray("tags");
        tags.forEach(tag -> tagList.addObject().put("name", tag));
        ObjectNode all = document.putObject("paths");
        paths.forEach(all::set);
        ObjectNode merged = components.json();
        merged.putObject("securitySchemes")
                .putObject(SCHEME)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "An API key, or the token of a sign-in");
        document.set("components", merged);
        return document;
    }

    private static String description(List<String> missing) {
        String text = "Everything that Campaign Flows does, over HTTP.";
        return missing.isEmpty()
                ? text
                : text + " Not described at the moment, because these services do not answer: "
                        + String.join(", ", missing) + ".";
    }
}
