package campaignflows.e2e.contract;

import campaignflows.e2e.client.Api;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as somebody makes it who tries what happens: an operation of the document, with values that belong elsewhere, a
 * query and a body of anything, and headers that a proxy or a service would send.
 *
 * @param genuine whether its path is plain: each variable is an id or a word
 */
record FuzzedRequest(
        DescribedOperation operation,
        String path,
        boolean genuine,
        @Nullable Object body,
        String[] headers) {
    private static final List<String> STRANGE = List.of(
            "%2e%2e",
            "..%2f..%2finternal%2fv1%2ftenants",
            "%00",
            "'%20or%201=1",
            "null",
            "-1",
            "*",
            "%F0%9F%98%80",
            "a".repeat(300),
            "00000000-0000-0000-0000-000000000000");
    private static final List<String> QUERIES = List.of(
            "",
            "",
            "?limit=500",
            "?limit=-1",
            "?limit=99999999999",
            "?cursor=AAAA",
            "?tenant=%s",
            "?tenant_id=%s",
            "?roles=admin&role=admin",
            "?sort=name;drop",
            "?from=yesterday&to=0001-01-01");
    private static final List<List<String>> HEADERS = List.of(
            List.of(),
            List.of(),
            List.of("X-Tenant-Id", "%s"),
            List.of("X-Forwarded-For", "127.0.0.1", "X-Forwarded-User", "admin"),
            List.of("Cookie", "cf_session=cfs_0123456789012345678901234567890123456789012"),
            List.of("X-Http-Method-Override", "DELETE"),
            List.of("X-Requested-With", "x", "Origin", "https://elsewhere.example"),
            List.of("If-Match", "*"),
            List.of("Accept", "text/html"));

    static FuzzedRequest of(Random random, List<DescribedOperation> operations, Map<String, String> ids, UUID tenant) {
        DescribedOperation operation = operations.get(random.nextInt(operations.size()));
        boolean genuine = random.nextInt(4) > 0;
        String path = operation.at(variable -> {
            if (!genuine && random.nextBoolean()) {
                return one(random, STRANGE);
            }
            String known = ids.get(variable);
            return known != null && random.nextInt(8) > 0
                    ? known
                    : new UUID(random.nextLong(), random.nextLong()).toString();
        });
        String query = one(random, QUERIES).formatted(tenant);
        String[] headers = one(random, HEADERS).stream()
                .map(text -> text.formatted(tenant))
                .toArray(String[]::new);
        Object body = operation.json() ? body(random, 0) : null;
        return new FuzzedRequest(operation, path + query, genuine, body, headers);
    }

    /** Any document, with names that the API knows here and there. */
    private static @Nullable Object body(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 6 : 9)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextBoolean();
            case 2 -> "\u0000\uFFFF'\"<x>".substring(random.nextInt(7));
            case 3 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 4 -> random.nextDouble() * 1e300;
            case 5 -> "x".repeat(random.nextInt(2_000));
            case 6 -> list(random, depth);
            default -> document(random, depth);
        };
    }

    private static List<@Nullable Object> list(Random random, int depth) {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            all.add(body(random, depth + 1));
        }
        return all;
    }

    private static Map<String, @Nullable Object> document(Random random, int depth) {
        List<String> names = List.of(
                "tenant_id",
                "tenant",
                "roles",
                "role",
                "id",
                "settings",
                "scopes",
                "expression",
                "nodes",
                "items",
                "password",
                "token");
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            all.put(one(random, names), body(random, depth + 1));
        }
        return all;
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    Api.Response by(Api caller) {
        return caller.send(operation.method(), path, body, headers);
    }

    @Override
    public String toString() {
        return operation.method() + " " + path + " " + String.join(" ", headers);
    }
}
