package campaignflows.e2e.contract;

import campaignflows.e2e.client.Api;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operation as the OpenAPI document describes it to those who call it.
 *
 * @param roles who may call it; none where no credential is needed
 * @param scope that an API key with scopes needs; empty if none is enough
 * @param json whether it takes a JSON document
 */
public record DescribedOperation(String method, String path, List<String> roles, String scope, boolean json) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    public DescribedOperation {
        roles = List.copyOf(roles);
    }

    /** Those of a system's document, once all its services are in it. */
    public static List<DescribedOperation> of(URI base) {
        return ApiContract.of(base).operations().stream()
                .map(DescribedOperation::of)
                .toList();
    }

    private static DescribedOperation of(ApiContract.Operation operation) {
        List<String> roles = new ArrayList<>();
        operation.json().path("x-roles").forEach(role -> roles.add(role.asText()));
        boolean open = operation.json().path("security").isArray()
                && operation.json().path("security").isEmpty();
        if (open != roles.isEmpty()) {
            throw new AssertionError("Expected either roles or no security of " + operation.id());
        }
        JsonNode content = operation.json().path("requestBody").path("content");
        return new DescribedOperation(
                operation.method(),
                operation.path(),
                roles,
                operation.json().path("x-scope").asText(),
                content.has("application/json"));
    }

    /** Whether it needs no credential. */
    public boolean isOpen() {
        return roles.isEmpty();
    }

    public Set<String> variables() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = VARIABLE.matcher(path);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** The path with values in place of its variables. */
    public String at(UnaryOperator<String> values) {
        return VARIABLE.matcher(path).replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
    }

    /** Sends the least that the operation takes: an empty document, or nothing. */
    public Api.Response by(Api caller, String concretePath) {
        return caller.send(method, concretePath, json ? Map.of() : null);
    }

    /** The one of these that a request of this method to this path is. */
    public static Optional<DescribedOperation> find(List<DescribedOperation> all, String method, String concretePath) {
        return all.stream()
                .filter(one -> one.method().equals(method)
                        && concretePath.matches(VARIABLE.matcher(one.path()).replaceAll("[^/]+")))
                .findFirst();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
