package campaignflows.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Api.Response;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random requests to every path of the document as every role of ours and of another tenant, as the operator of the installation
 * and as nobody, about what is ours: nobody reaches what they should not, nothing of ours changes or is told, and nothing breaks.
 * {@code -De2e.fuzz=20000} makes as many, {@code -De2e.seed} repeats those of a seed.
 */
@Order(71)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class FuzzedRequestsE2EIT {
    private static final int REQUESTS = Integer.getInteger("e2e.fuzz", 600);
    private static final List<String> ROLES = List.of("admin", "campaign_manager", "operator", "viewer");
    private static final String OPERATOR = "installation_operator";
    private static final String NOBODY = "nobody";
    /** At once: who sends many unknown cookies waits longer and longer for the response to each. */
    private static final int GUESSING = 16;

    /** In the names and values of all that is ours: no response to anybody else may hold it. */
    private static final String MARK = "Quoll-" + UUID.randomUUID();

    private final Map<String, Api> members = new LinkedHashMap<>();
    private final Map<String, Api> strangers = new LinkedHashMap<>();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private LocalSystem system;
    private Api admin;
    private UUID tenant;
    private Map<String, String> ids;
    private List<DescribedOperation> operations;

    @BeforeAll
    void prepare(LocalSystem running) {
        system = running;
        operations = DescribedOperation.of(running.address());
        JsonNode ours = newTenant("Ours " + MARK);
        tenant = UUID.fromString(ours.path("tenant").path("id").asText());
        admin = running.withKey(ours.path("api_key").asText());
        ids = fill();
        Api theirs = running.withKey(newTenant("Theirs").path("api_key").asText());
        for (String role : ROLES) {
            members.put(role, key(admin, role));
            strangers.put(role, key(theirs, role));
        }
    }

    private JsonNode newTenant(String name) {
        return system.operator()
                .post("/api/v1/tenants", Map.of("name", name + " " + UUID.randomUUID(), "timezone", "Europe/Berlin"));
    }

    private Api key(Api administrator, String role) {
        return system.withKey(administrator
                .post("/api/v1/api-keys", Map.of("name", role, "roles", List.of(role)))
                .path("api_key")
                .asText());
    }

    /** Something of ours for each variable of the paths that is easily had. */
    private Map<String, String> fill() {
        Campaign campaign = Campaign.create(admin, "Campaign " + MARK).field("size", "Size " + MARK, "string", true);
        UUID flow = campaign.flow(new FlowDraft("Flow " + MARK).node("created", "participant_created"));
        campaign.add(Person.named("fuzz-" + MARK));
        var participant = Objects.requireNonNull(campaign.byKey().get("fuzz-" + MARK));
        String channel = made("/api/v1/channels", Map.of("name", "Channel " + MARK, "type", "whatsapp"));
        String agent = made(
                "/api/v1/agents",
                Map.of("name", "Agent " + MARK, "kind", "simulated", "channel_ids", List.of(channel)));
        String user = admin.post(
                        "/api/v1/users", Map.of("email", MARK + "@example.com", "name", MARK, "role", "viewer"))
                .path("user")
                .path("id")
                .asText();
        return Map.ofEntries(
                Map.entry("campaign_id", campaign.id().toString()),
                Map.entry("flow_id", flow.toString()),
                Map.entry("participant_id", participant.id().toString()),
                Map.entry("customer_id", participant.customerId().toString()),
                Map.entry("agent_id", agent),
                Map.entry("channel_id", channel),
                Map.entry("user_id", user),
                Map.entry("key_id", admin.get("/api/v1/me").path("id").asText()),
                Map.entry("name", "size"),
                Map.entry("channel", "email"));
    }

    private String made(String path, Map<String, ?> document) {
        return admin.post(path, document).path("id").asText();
    }

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void shouldReachNothingThatTheyShouldNot() {
        long seed = Long.getLong("e2e.seed", System.nanoTime());
        System.out.println("e2e: %d requests with -De2e.fuzz=%d -De2e.seed=%d".formatted(REQUESTS, REQUESTS, seed));
        Random random = new Random(seed);
        String before = state();
        try (ExecutorService nobodies = Executors.newFixedThreadPool(GUESSING)) {
            for (int i = 0; i < REQUESTS; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> asMember(random);
                    case 1 -> asNobody(random, nobodies);
                    case 2 -> asOperator(random);
                    default -> asStranger(random);
                }
            }
        }
        assertThat(wrong)
                .as("with -De2e.fuzz=%d -De2e.seed=%d".formatted(REQUESTS, seed))
                .isEmpty();
        assertThat(state()).isEqualTo(before);
    }

    /** Asks about what is ours only for what the role does not allow, so that nothing of ours has a reason to change. */
    private void asMember(Random random) {
        String role = ROLES.get(1 + random.nextInt(ROLES.size() - 1));
        FuzzedRequest request = request(random);
        if (request.operation().isOpen() || request.operation().roles().contains(role)) {
            return;
        }
        Response answer = request.by(Objects.requireNonNull(members.get(role)));
        judge(request, "our " + role, answer, request.genuine() ? answer.status() == 403 : isRefused(answer));
    }

    private void asStranger(Random random) {
        String role = ROLES.get(random.nextInt(ROLES.size()));
        FuzzedRequest request = request(random);
        if (request.operation().isOpen()) {
            return;
        }
        Response answer = request.by(Objects.requireNonNull(strangers.get(role)));
        boolean may = request.operation().roles().contains(role);
        // OPTIONS tells how transfers work, of no campaign in particular.
        boolean ofOurs = !request.operation().method().equals("OPTIONS")
                && request.operation().variables().stream().anyMatch(variable -> variable.endsWith("_id"));
        boolean right = !may && request.genuine() ? answer.status() == 403 : may && !ofOurs || isRefused(answer);
        judge(request, "another tenant's " + role, answer, right);
    }

    private void asOperator(Random random) {
        FuzzedRequest request = request(random);
        if (request.operation().isOpen() || request.operation().roles().contains(OPERATOR)) {
            return;
        }
        Response answer = request.by(system.operator());
        judge(request, OPERATOR, answer, request.genuine() ? answer.status() == 403 : isRefused(answer));
    }

    private void asNobody(Random random, ExecutorService threads) {
        FuzzedRequest request = request(random);
        if (!request.operation().isOpen()) {
            threads.execute(() -> asNobody(request));
        }
    }

    private void asNobody(FuzzedRequest request) {
        Response answer;
        try {
            answer = request.by(system.withKey(null));
        } catch (RuntimeException | AssertionError e) {
            wrong.add("%s as %s gave %s".formatted(request, NOBODY, e));
            return;
        }
        // A cookie that changes something without the header of our pages is refused before it is looked up.
        boolean right = request.genuine() ? answer.status() == 401 || answer.status() == 403 : isRefused(answer);
        judge(request, NOBODY, answer, right);
    }

    private FuzzedRequest request(Random random) {
        return FuzzedRequest.of(random, operations, ids, tenant);
    }

    private static boolean isRefused(Response answer) {
        return answer.status() >= 400 && answer.status() < 500;
    }

    private void judge(FuzzedRequest request, String caller, Response answer, boolean right) {
        if (!right || answer.status() >= 500 || answer.body().contains(MARK)) {
            wrong.add("%s as %s gave %s".formatted(request, caller, answer));
        }
    }

    /** All of ours that somebody could have changed or removed. */
    private String state() {
        String campaign = "/api/v1/campaigns/" + ids.get("campaign_id");
        List<String> all = new ArrayList<>();
        for (String path : List.of(
                campaign,
                campaign + "/fields",
                campaign + "/flows/" + ids.get("flow_id"),
                campaign + "/participants/" + ids.get("participant_id"),
                "/api/v1/customers/" + ids.get("customer_id"),
                "/api/v1/agents",
                "/api/v1/channels",
                "/api/v1/users",
                "/api/v1/contact-limits",
                "/api/v1/stop-words",
                "/api/v1/retention",
                "/api/v1/audit/retention",
                "/api/v1/tenant")) {
            all.add(admin.text(path));
        }
        admin.get("/api/v1/api-keys")
                .path("items")
                .forEach(key -> all.add(key.path("id").asText()));
        return String.join("\n", all);
    }
}
