package campaignflows.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** One change of each kind over HTTP, and each in the audit log once (T3). */
@Order(9)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class AuditE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String EMAIL = "audited@people.example";
    private static final String OTHER_EMAIL = "audited.again@people.example";

    private final Map<String, Integer> expected = new TreeMap<>();
    private LocalSystem system;
    private Api admin;
    private String tenant;
    private UUID customer;

    @BeforeAll
    void change(LocalSystem running) {
        system = running;
        JsonNode made =
                running.operator().post("/api/v1/tenants", Map.of("name", "Audited", "timezone", "Europe/Berlin"));
        admin = running.withKey(made.path("api_key").asText());
        tenant = made.path("tenant").path("id").asText();
        expect("tenant_created", "api_key_created");
        settings();
        Sender sender = senders();
        Campaign campaign = campaign(sender);
        people(campaign);
        file(campaign);
        admin.post(campaign.path() + "/stop", null);
        admin.delete(campaign.path());
        expect("campaign_stopped", "campaign_deleted");
        admin.text("/api/v1/audit/export?format=jsonl");
        expect("audit_exported");
    }

    private void settings() {
        admin.patch("/api/v1/tenant", Map.of("timezone", "Asia/Tokyo"));
        JsonNode key = admin.post("/api/v1/api-keys", Map.of("name", "Reader", "roles", List.of("viewer")));
        String path = "/api/v1/api-keys/" + key.path("id").asText();
        admin.patch(path, Map.of("requests_per_minute", 600));
        admin.post(path + "/rotate", Map.of());
        admin.delete(path);
        admin.put("/api/v1/stop-words/email", Map.of("words", List.of("HALT")));
        admin.put(
                "/api/v1/contact-limits/email",
                Map.of("quiet_hours", Map.of("from", "20:00", "to", "08:00", "action", "postpone")));
        expect(
                "tenant_changed",
                "api_key_created",
                "api_key_changed",
                "api_key_rotated",
                "api_key_revoked",
                "stop_words_changed",
                "contact_limits_changed");
    }

    private Sender senders() {
        String channel = admin.post("/api/v1/channels", Map.of("name", "Phone", "type", "whatsapp"))
                .path("id")
                .asText();
        String agent = admin.post(
                        "/api/v1/agents",
                        Map.of("name", "Simulator", "kind", "simulated", "channel_ids", List.of(channel)))
                .path("id")
                .asText();
        for (String path : List.of("/api/v1/channels/" + channel, "/api/v1/agents/" + agent)) {
            admin.patch(path, Map.of("name", "Renamed"));
            admin.post(path + "/stop", null);
            admin.post(path + "/start", null);
        }
        String unused = admin.post("/api/v1/channels", Map.of("name", "Unused", "type", "whatsapp"))
                .path("id")
                .asText();
        admin.delete("/api/v1/channels/" + unused);
        String idle = admin.post(
                        "/api/v1/agents", Map.of("name", "Idle", "kind", "simulated", "channel_ids", List.of()))
                .path("id")
                .asText();
        admin.delete("/api/v1/agents/" + idle);
        for (String kind : List.of("channel", "agent")) {
            expect(
                    kind + "_created",
                    kind + "_created",
                    kind + "_changed",
                    kind + "_stopped",
                    kind + "_started",
                    kind + "_deleted");
        }
        return new Sender(agent, channel);
    }

    private Campaign campaign(Sender sender) {
        Campaign campaign = Campaign.create(admin, "Audited");
        String fields = campaign.path() + "/fields";
        admin.patch(campaign.path(), Map.of("description", "Watched"));
        campaign.field("size", "Size", "integer", true).field("spare", "Spare", "string", true);
        admin.patch(fields + "/size", Map.of("title", "Shoe size"));
        admin.put(fields + "/order", Map.of("names", campaign.fieldNames().reversed()));
        admin.delete(fields + "/spare");
        expect(
                "campaign_created",
                "campaign_changed",
                "field_added",
                "field_added",
                "field_changed",
                "fields_reordered",
                "field_removed");
        FlowDraft draft = new FlowDraft("Hello")
                .node("created", "participant_created")
                .check("secret", "Is it", "customer.email", "equals", FlowDraft.literal(EMAIL))
                .whatsapp("hello", "HELLO", sender)
                .line("created", "secret")
                .match("secret", "hello");
        UUID flow = campaign.flow(draft);
        UUID other = campaign.flow(new FlowDraft("Other").node("created", "participant_created"));
        String flows = campaign.path() + "/flows";
        admin.put(flows + "/order", Map.of("ids", List.of(other, flow)));
        admin.delete(flows + "/" + other);
        campaign.activate(flow);
        admin.post(flows + "/" + flow + "/deactivate", null);
        campaign.activate(flow);
        admin.text(campaign.path() + "/export");
        campaign.start();
        expect(
                "flow_created",
                "flow_created",
                "flow_changed",
                "flow_changed",
                "flows_reordered",
                "flow_deleted",
                "flow_activated",
                "flow_deactivated",
                "flow_activated",
                "campaign_exported",
                "campaign_started");
        return campaign;
    }

    private void people(Campaign campaign) {
        campaign.add(
                new Person(Map.of("external_id", "audit-1", "email", EMAIL), null, null),
                new Person(Map.of("external_id", "audit-2", "email", "two@people.example"), null, null));
        Participant first = Objects.requireNonNull(campaign.byKey().get("audit-1"));
        Participant second = Objects.requireNonNull(campaign.byKey().get("audit-2"));
        customer = first.customerId();
        admin.patch(campaign.path() + "/participants/" + first.id(), Map.of("attributes", Map.of("size", 44)));
        admin.delete(campaign.path() + "/participants/" + second.id());
        admin.text(campaign.path() + "/participants/export");
        String path = "/api/v1/customers/" + customer;
        admin.patch(path, Map.of("attributes", Map.of("email", OTHER_EMAIL)));
        admin.patch(path, Map.of("opt_outs", List.of("email")));
        admin.get(path + "/export");
        admin.delete(path);
        expect(
                "participant_changed",
                "participant_removed",
                "participants_exported",
                "customer_changed",
                "customer_opt_outs_changed",
                "customer_exported",
                "customer_erased");
    }

    private void file(Campaign campaign) {
        String path = campaign.path() + "/uploads/"
                + campaign.upload("audited.csv", "external_id,email,size\naudit-3,three@people.example,large\n")
                        .id();
        admin.text(path + "/errors");
        admin.text(path + "/errors/rows");
        expect("upload_created", "upload_started", "upload_errors_exported", "upload_rows_exported");
    }

    private void expect(String... actions) {
        for (String action : actions) {
            expected.merge(action, 1, Integer::sum);
        }
    }

    @Test
    void shouldHaveEachChangeOnce() {
        int count = expected.values().stream().mapToInt(each -> each).sum();

        List<JsonNode> lines = Await.until(
                "all lines", LIMIT, () -> lines(admin, "outcome=succeeded"), found -> found.size() >= count);

        Map<String, Integer> actions = new TreeMap<>();
        lines.forEach(line -> actions.merge(line.path("action").asText(), 1, Integer::sum));
        assertThat(actions).isEqualTo(expected);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.at("/actor/address").asText()).isEqualTo("127.0.0.1");
            assertThat(line.at("/actor/request_id").asText()).isNotEmpty();
            assertThat(line.at("/actor/kind").asText())
                    .isEqualTo(
                            line.path("action").asText().equals("tenant_created") || isFirstKey(line)
                                    ? "operator"
                                    : "api_key");
        });
    }

    private static boolean isFirstKey(JsonNode line) {
        return line.at("/after/name").asText().equals("First key");
    }

    @Test
    void shouldTellWhatChangedAndNoPersonalData() {
        List<JsonNode> lines = Await.until(
                "the erasure",
                LIMIT,
                () -> lines(admin, ""),
                found -> found.stream().anyMatch(line -> action(line, "audit_exported")));

        assertThat(one(lines, "tenant_changed").path("before").toString())
                .isEqualTo("{\"timezone\":\"Europe/Berlin\"}");
        assertThat(one(lines, "field_changed").path("after").toString()).isEqualTo("{\"title\":\"Shoe size\"}");
        assertThat(one(lines, "campaign_started").at("/after/status").asText()).isEqualTo("active");
        assertThat(one(lines, "customer_changed").path("after").toString()).isEqualTo("{\"fields\":[\"email\"]}");
        assertThat(one(lines, "customer_opt_outs_changed").path("after").toString())
                .isEqualTo("{\"channels\":[\"email\"]}");
        assertThat(one(lines, "customer_erased").path("object_id").asText()).isEqualTo(customer.toString());
        assertThat(lines.toString())
                .doesNotContain(
                        EMAIL, OTHER_EMAIL, "two@people.example", "audit-1", "three@people.example", "audited.csv");
        assertThat(system.records("audit-events").toString()).doesNotContain(EMAIL, OTHER_EMAIL);
    }

    @Test
    void shouldShowNothingToOthersAndHaveALineOfWhatAViewerForged() {
        JsonNode made = system.operator().post("/api/v1/tenants", Map.of("name", "Nosy", "timezone", "Europe/Berlin"));
        Api theirs = system.withKey(made.path("api_key").asText());
        Api viewer = system.withKey(admin.post("/api/v1/api-keys", Map.of("name", "Forger", "roles", List.of("viewer")))
                .path("api_key")
                .asText());
        expect("api_key_created");

        assertThat(lines(theirs, "object_id=" + tenant)).isEmpty();
        assertThat(lines(theirs, "").toString()).doesNotContain(tenant);
        assertThat(viewer.send("GET", "/api/v1/audit", null).status()).isEqualTo(403);
        assertThat(viewer.send("PATCH", "/api/v1/tenant", Map.of("name", "Mine"))
                        .status())
                .isEqualTo(403);

        List<JsonNode> refused =
                Await.until("the refusals", LIMIT, () -> lines(admin, "outcome=refused"), found -> found.size() >= 2);
        assertThat(refused)
                .extracting(line -> line.path("object_id").asText())
                .containsExactly("PATCH /api/v1/tenant", "GET /api/v1/audit");
        assertThat(refused.getFirst().at("/actor/name").asText()).isEqualTo("Forger");
    }

    private static JsonNode one(List<JsonNode> lines, String action) {
        List<JsonNode> found =
                lines.stream().filter(line -> action(line, action)).toList();
        assertThat(found).as(action).hasSize(1);
        return found.getFirst();
    }

    private static boolean action(JsonNode line, String action) {
        return line.path("action").asText().equals(action);
    }

    private static List<JsonNode> lines(Api api, String query) {
        List<JsonNode> lines = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/api/v1/audit?limit=500" + cursor + (query.isEmpty() ? "" : "&" + query));
            page.path("items").forEach(lines::add);
            cursor = page.hasNonNull("next_cursor")
                    ? "&cursor=" + page.path("next_cursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return lines;
    }
}
