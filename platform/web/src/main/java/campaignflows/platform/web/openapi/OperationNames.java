package campaignflows.platform.web.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.Paths;

/**
 * Gives every operation an id by its method and path ({@code listCampaigns}, {@code activateFlow}), so that generated clients
 * have good and stable names without further annotations. An explicit {@code @Operation} takes precedence.
 */
final class OperationNames {
    private static final String PREFIX = "/api/v1/";
    /** Last parts of paths that are what is done, not what it is done with. */
    private static final Set<String> VERBS = Set.of(
            "activate",
            "cancel",
            "deactivate",
            "duplicate",
            "export",
            "import",
            "simulate",
            "start",
            "stop",
            "validate");
    /** Plural in form, but one document. */
    private static final Set<String> DOCUMENTS = Set.of("analytics", "counts");
    /** What everything in a campaign would be named after, so it distinguishes nothing. */
    private static final String SCOPE = "campaigns";

    private OperationNames() {}

    static void complete(Paths paths) {
        Map<String, String> taken = new HashMap<>();
        paths.getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
                    if (operation.getOperationId() == null) {
                        operation.setOperationId(of(method.name(), path));
                    }
                    String place = method + " " + path;
                    String other = taken.put(operation.getOperationId(), place);
                    if (other != null) {
                        throw new IllegalStateException(
                                "Expected an operationId for each operation, but %s and %s are both %s: set one by @Operation"
                                        .formatted(other, place, operation.getOperationId()));
                    }
                }));
    }

    /** The id of the operation of that method on that path. */
    static String of(String method, String path) {
        List<String> parts = List.of(
                path.substring(path.startsWith(PREFIX) ? PREFIX.length() : 1).split("/"));
        String last = parts.getLast();
        if (parts.getFirst().equals("webhooks")) {
            return (method.equals("GET") ? "confirm" : "receive") + singular(parts.get(1)) + "Webhook";
        }
        List<String> collections = new ArrayList<>(
                parts.stream().filter(part -> !isParameter(part)).toList());
        if (isParameter(last)) {
            return verbOf(method) + owners(collections) + singular(collections.getLast());
        }
        collections.removeLast();
        if (VERBS.contains(last)) {
            return last + owners(collections) + singular(collections.getLast());
        }
        if (last.equals("order")) {
            return "order" + capital(collections.getLast());
        }
        if (method.equals("POST")
                && last.contains("-")
                && parts.size() > 1
                && isParameter(parts.get(parts.size() - 2))) {
            return lower(capital(last));
        }
        String owner =
                collections.isEmpty() || collections.getLast().equals(SCOPE) ? "" : singular(collections.getLast());
        boolean many = last.endsWith("s") && !DOCUMENTS.contains(last);
        return switch (method) {
            case "GET" -> (many ? "list" : "get") + owner + capital(last);
            case "POST" -> "create" + owner + singular(last);
            default -> verbOf(method) + owner + capital(last);
        };
    }

    /** Whose the last collection is, where that is not a campaign. */
    private static String owners(List<String> collections) {
        if (collections.size() < 2) {
            return "";
        }
        String owner = collections.get(collections.size() - 2);
        return owner.equals(SCOPE) ? "" : singular(owner);
    }

    private static String verbOf(String method) {
        return switch (HttpMethod.valueOf(method)) {
            case GET -> "get";
            case HEAD -> "check";
            case OPTIONS -> "describe";
            case PUT -> "replace";
            case PATCH -> "update";
            case DELETE -> "delete";
            case POST -> "post";
            case TRACE -> "trace";
        };
    }

    private static boolean isParameter(String part) {
        return part.startsWith("{");
    }

    private static String singular(String plural) {
        String name = capital(plural);
        return name.endsWith("s") && !name.endsWith("ss") ? name.substring(0, name.length() - 1) : name;
    }

    private static String capital(String part) {
        StringBuilder name = new StringBuilder();
        for (String word : part.split("-")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    private static String lower(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** All operations. */
    static List<Operation> all(Paths paths) {
        List<Operation> all = new ArrayList<>();
        paths.getPathItems()
                .values()
                .forEach(path -> all.addAll(path.getOperations().values()));
        return all;
    }
}
