package campaignflows.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Api.Response;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every operation of the OpenAPI document, asked as every role, as nobody and as the operator of the installation: whom the
 * document names may call it, and nobody else, neither at the gateway nor at the service behind it (T2). What is asked about does
 * not exist, so that whoever may ask changes nothing.
 */
@Order(70)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class RolesE2EIT {
    private static final List<String> ROLES = List.of("admin", "campaign_manager", "operator", "viewer");
    private static final String OPERATOR = "installation_operator";
    private static final List<String> SERVICES =
            List.of("campaign-service", "participant-service", "upload-service", "communication-service");

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final Map<String, Api> callers = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private LocalSystem system;
    private UUID tenant;
    private Api admin;
    private List<DescribedOperation> operations;

    @BeforeAll
    void prepare(LocalSystem running) {
        system = running;
        operations = DescribedOperation.of(running.address());
        JsonNode made =
                running.operator().post("/api/v1/tenants", Map.of("name", "Roles", "timezone", "Europe/Berlin"));
        tenant = UUID.fromString(made.path("tenant").path("id").asText());
        admin = running.withKey(made.path("api_key").asText());
        for (String role : ROLES) {
            JsonNode key = admin.post("/api/v1/api-keys", Map.of("name", role, "roles", List.of(role)));
            callers.put(role, running.withKey(key.path("api_key").asText()));
        }
        callers.put(OPERATOR, running.operator());
    }

    @BeforeEach
    void begin() {
        wrong.clear();
    }

    @Test
    void shouldAdmitWhomTheDocumentNamesAndNobodyElse() {
        assertThat(operations).hasSizeGreaterThanOrEqualTo(84);
        for (DescribedOperation operation : operations) {
            if (operation.isOpen()) {
                continue;
            }
            callers.forEach((role, caller) -> judge(
                    operation, role, operation.roles().contains(role), operation.by(caller, somewhere(operation))));
        }
        assertThat(wrong).isEmpty();
    }

    /** An administrator's key that has one scope may do what takes it, and nothing else. */
    @Test
    void shouldAdmitAKeyWithAScopeToWhatTakesIt() {
        Set<String> scopes = operations.stream()
                .map(DescribedOperation::scope)
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toSet());
        assertThat(scopes).hasSize(6);
        for (String scope : scopes) {
            JsonNode key = admin.post(
                    "/api/v1/api-keys", Map.of("name", scope, "roles", List.of("admin"), "scopes", List.of(scope)));
            Api caller = system.withKey(key.path("api_key").asText());
            for (DescribedOperation operation : operations) {
                if (operation.roles().contains("admin")) {
                    judge(
                            operation,
                            "a key for " + scope,
                            operation.scope().equals(scope),
                            operation.by(caller, somewhere(operation)));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldAskWhoeverHasNoCredentialForOne() {
        Api nobody = system.withKey(null);
        for (DescribedOperation operation : operations) {
            Response answer = operation.by(nobody, somewhere(operation));
            boolean asked = answer.status() == 401 && isProblem(operation, answer, "unauthenticated");
            if (!operation.isOpen() && !asked) {
                wrong.add(operation + " as nobody gave " + answer);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Where no credential is needed, none opens anything: what a provider signs counts, or what the path holds. */
    @Test
    void shouldTreatEverybodyAlikeWhereNoCredentialIsNeeded() {
        Api nobody = system.withKey(null);
        for (DescribedOperation operation : operations) {
            if (!operation.isOpen()) {
                continue;
            }
            String path = somewhere(operation);
            int expected = operation.by(nobody, path).status();
            callers.forEach((role, caller) -> {
                Response answer = operation.by(caller, path);
                if (answer.status() != expected || answer.status() >= 500) {
                    wrong.add("%s as %s gave %s, and %d as nobody".formatted(operation, role, answer, expected));
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    /** A request that came past the gateway finds the same table. */
    @Test
    void shouldAdmitNobodyElseAtTheServicesThemselves() {
        ServiceTokens tokens = new ServiceTokens(system.secret("token-key"));
        int asked = 0;
        for (String service : SERVICES) {
            URI address = system.endpoint(service);
            for (DescribedOperation operation : operationsOf(service)) {
                String path = somewhere(operation);
                List<String> may = DescribedOperation.find(operations, operation.method(), path)
                        .map(DescribedOperation::roles)
                        .orElse(List.of());
                for (String role : ROLES) {
                    Api caller = Api.ofService(address, tokens.sign(service, tenant, role));
                    judge(operation, role + " at " + service, may.contains(role), operation.by(caller, path));
                    asked++;
                }
                Response answer = operation.by(Api.ofService(address, null), path);
                if (answer.status() != 401) {
                    wrong.add("%s as nobody at %s gave %s".formatted(operation, service, answer));
                }
            }
        }
        assertThat(asked).isGreaterThan(ROLES.size() * 70);
        assertThat(wrong).isEmpty();
    }

    private List<DescribedOperation> operationsOf(String service) {
        JsonNode document =
                Api.ofService(system.endpoint(service + "-management"), null).get("/q/openapi?format=json");
        List<DescribedOperation> all = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    if (METHODS.contains(entry.getKey())) {
                        boolean json = entry.getValue()
                                .path("requestBody")
                                .path("content")
                                .has("application/json");
                        String method = entry.getKey().toUpperCase(Locale.ROOT);
                        all.add(new DescribedOperation(method, path.getKey(), List.of(), "", json));
                    }
                }));
        return all;
    }

    private void judge(DescribedOperation operation, String role, boolean may, Response answer) {
        boolean refused = answer.status() == 403 && isProblem(operation, answer, "forbidden");
        boolean admitted = answer.status() != 401 && answer.status() != 403 && answer.status() < 500;
        if (may ? !admitted : !refused) {
            wrong.add("%s as %s, who %s, gave %s".formatted(operation, role, may ? "may" : "may not", answer));
        }
    }

    /** A response to HEAD has no body. */
    private static boolean isProblem(DescribedOperation operation, Response answer, String code) {
        return operation.method().equals("HEAD")
                || (answer.contentType().startsWith("application/problem+json")
                        && answer.json().path("code").asText().equals(code));
    }

    /** A path of that form at which there is nothing. */
    private static String somewhere(DescribedOperation operation) {
        return operation.at(variable -> switch (variable) {
            case "channel" -> "email";
            case "name", "order" -> "nothing";
            default -> UUID.randomUUID().toString();
        });
    }
}
