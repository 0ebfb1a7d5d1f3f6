package campaignflows.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.gateway.database.GatewayTables;
import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit log from the change to the list: what is told, to whom, once, and that it stays. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
@SuppressWarnings("NullAway.Init")
class AuditLogIT {
    @ConfigProperty(name = "test.url")
    URI base;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    GatewayTables tables;

    @Inject
    AuditRetention retention;

    private Api admin;
    private UUID tenant;

    @BeforeEach
    void client() {
        admin = new Api(base, null).newTenant();
        tenant = UUID.fromString(admin.get("/api/v1/tenant").json().path("id").asText());
    }

    @Test
    void shouldTellOfKeysAndOfTheTenantWithoutAnySecret() {
        JsonNode made = admin.post("/api/v1/api-keys", "{\"name\":\"Import\",\"roles\":[\"viewer\"]}")
                .json();
        String key = made.path("id").asText();
        admin.patch("/api/v1/api-keys/" + key, "{\"requests_per_minute\":7}");
        JsonNode rotated =
                admin.post("/api/v1/api-keys/" + key + "/rotate", "{}").json();
        admin.delete("/api/v1/api-keys/" + key);
        admin.patch("/api/v1/tenant", "{\"timezone\":\"Asia/Tokyo\"}");
        admin.patch("/api/v1/tenant", "{\"timezone\":\"Asia/Tokyo\"}");

        List<JsonNode> lines = lines("", 7);

        assertThat(lines)
                .extracting(line -> line.path("action").asText())
                .containsExactly(
                        "tenant_changed",
                        "api_key_revoked",
                        "api_key_rotated",
                        "api_key_changed",
                        "api_key_created",
                        "api_key_created",
                        "tenant_created");
        assertThat(lines.get(0).path("before").toString()).isEqualTo("{\"timezone\":\"Europe/Berlin\"}");
        assertThat(lines.get(0).path("after").toString()).isEqualTo("{\"timezone\":\"Asia/Tokyo\"}");
        assertThat(lines.get(3).path("after").toString()).isEqualTo("{\"requests_per_minute\":7}");
        assertThat(lines.get(0).at("/actor/kind").asText()).isEqualTo("api_key");
        assertThat(lines.get(0).at("/actor/name").asText()).isEqualTo("First key");
        assertThat(lines.get(0).at("/actor/address").asText()).isEqualTo("127.0.0.1");
        assertThat(lines.get(0).at("/actor/request_id").asText()).isNotEmpty();
        assertThat(lines.get(6).at("/actor/kind").asText()).isEqualTo("operator");
        assertThat(lines.toString())
                .doesNotContain(
                        made.path("api_key").asText(), rotated.path("api_key").asText(), admin.credential());
    }

    @Test
    void shouldHaveALineOfWhatAViewerWasRefused() {
        Api viewer = key("viewer");

        Api.Response refused = viewer.send(viewer.request("/api/v1/tenant")
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "forged-1")
                .method("PATCH", java.net.http.HttpRequest.BodyPublishers.ofString("{\"name\":\"Mine\"}")));
        assertThat(refused.status()).isEqualTo(403);

        JsonNode line = lines("outcome=refused", 1).getFirst();
        assertThat(line.path("action").asText()).isEqualTo("request_refused");
        assertThat(line.path("object_id").asText()).isEqualTo("PATCH /api/v1/tenant");
        assertThat(line.path("reason").asText()).isEqualTo("forbidden");
        assertThat(line.at("/actor/name").asText()).isEqualTo("A viewer");
        assertThat(line.at("/actor/request_id").asText()).isEqualTo("forged-1");
        assertThat(lines("action=tenant_changed", 0)).isEmpty();
    }

    @Test
    void shouldTellOfSignInsThatSucceededAndThatFailed() {
        Api nobody = new Api(base, null);
        Api local = nobody.with(StubServices.LOCAL_KEY);
        String since = "object_type=user&from=" + Instant.now();

        assertThat(nobody.post("/api/v1/session", "{\"password\":\"wrong\"}").status())
                .isEqualTo(401);
        String token = nobody.post("/api/v1/session", "{\"password\":\"" + StubServices.PASSWORD + "\"}")
                .json()
                .path("token")
                .asText();
        assertThat(nobody.with(token).delete("/api/v1/session").status()).isEqualTo(204);

        Await.until("the sign-ins are listed", () -> all(local, since).size() >= 3);
        List<JsonNode> lines = all(local, since);
        assertThat(lines)
                .extracting(line -> line.path("action").asText() + " "
                        + line.path("outcome").asText())
                .containsExactly("signed_out succeeded", "signed_in succeeded", "signed_in failed");
        assertThat(lines.get(2).path("reason").asText()).isEqualTo("wrong_password");
        assertThat(lines.toString()).doesNotContain(StubServices.PASSWORD, token, "\"wrong\"");
    }

    @Test
    void shouldShowATenantItsOwnLinesAndAdministratorsOnly() {
        lines("", 2);
        Api other = new Api(base, null).newTenant();

        Await.until("their lines are listed", () -> all(other, "").size() == 2);
        assertThat(all(other, "").toString()).doesNotContain(tenant.toString());
        assertThat(all(other, "object_id=" + tenant)).isEmpty();
        for (String role : List.of("viewer", "operator", "campaign_manager")) {
            assertThat(key(role).get("/api/v1/audit").status()).as(role).isEqualTo(403);
            assertThat(key(role).get("/api/v1/audit/export").status()).as(role).isEqualTo(403);
        }
        assertThat(admin.with(null).get("/api/v1/audit").status()).isEqualTo(401);
    }

    @Test
    void shouldFilterAndPage() {
        for (String zone : List.of("Asia/Tokyo", "UTC", "Europe/Rome", "Africa/Cairo")) {
            admin.patch("/api/v1/tenant", "{\"timezone\":\"" + zone + "\"}");
        }
        List<JsonNode> lines = lines("", 6);

        List<JsonNode> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = admin.get("/api/v1/audit?limit=2" + cursor).json();
            assertThat(page.path("items").size()).isBetween(1, 2);
            page.path("items").forEach(paged::add);
            cursor = page.has("next_cursor")
                    ? "&cursor=" + page.path("next_cursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        assertThat(paged).isEqualTo(lines);

        String third = lines.get(2).path("at").asText();
        assertThat(all(admin, "action=tenant_changed")).isEqualTo(lines.subList(0, 4));
        assertThat(all(admin, "object_type=api_key")).isEqualTo(List.of(lines.get(4)));
        assertThat(all(admin, "actor=" + lines.get(0).at("/actor/id").asText())).isEqualTo(lines.subList(0, 4));
        assertThat(all(admin, "from=" + third)).isEqualTo(lines.subList(0, 3));
        assertThat(all(admin, "to=" + third)).isEqualTo(lines.subList(3, 6));
        assertThat(all(admin, "campaign_id=" + Ids.v7())).isEmpty();
        assertThat(admin.get("/api/v1/audit?outcome=perhaps").status()).isEqualTo(400);
        assertThat(admin.get("/api/v1/audit?from=yesterday").status()).isEqualTo(400);
        assertThat(admin.get("/api/v1/audit?campaign_id=1").status()).isEqualTo(400);
    }

    @Test
    void shouldExportWhatIsListedAndTellOfIt() {
        admin.patch("/api/v1/tenant", "{\"name\":\"=1+1 " + tenant + "\"}");
        List<JsonNode> lines = lines("", 3);

        Api.Response csv = admin.get("/api/v1/audit/export?action=tenant_changed");
        Api.Response json = admin.get("/api/v1/audit/export?format=jsonl&action=tenant_changed");

        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.text().lines()).hasSize(2);
        assertThat(csv.text()).startsWith("at,actor_kind,").contains("tenant_changed", "127.0.0.1");
        assertThat(json.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(json.text().lines()).hasSize(1);
        assertThat(json.json().path("id")).isEqualTo(lines.get(0).path("id"));
        assertThat(lines("action=audit_exported", 2))
                .extracting(line -> line.at("/after/format").asText())
                .containsExactly("jsonl", "csv");
        assertThat(admin.get("/api/v1/audit/export?format=xml").status()).isEqualTo(400);
    }

    @Test
    void shouldKeepALineOnceHoweverOftenItIsReceivedAndGoOnBehindWhatIsMalformed() throws Exception {
        byte[] line = AuditRecorded.FAMILY.encode(new Envelope<>(
                Ids.v7(),
                "campaign-service",
                tenant,
                "1",
                Instant.parse("2026-06-30T10:00:00.123456Z"),
                null,
                0,
                AuditRecorded.of(AuditAction.CAMPAIGN_STARTED, "1", Actor.system("campaign-service"))));
        String text = new String(line, StandardCharsets.UTF_8);
        write(line, line, bytes("{"), bytes(text.replace("\"1\"", "\"\\u0000\"")), line);
        write(bytes(text.replace("\"campaign_started\"", "\"from_the_future\"")
                .replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"" + Ids.v7() + "\"")));

        List<JsonNode> found = lines("actor=campaign-service", 2);
        assertThat(found)
                .extracting(each -> each.path("action").asText())
                .containsExactlyInAnyOrder("campaign_started", "from_the_future");
    }

    @Test
    void shouldLetNobodyChangeOrDeleteALineBeforeItsTime() {
        lines("", 2);
        for (String change : List.of(
                "update audit_events set action = 'nothing'", "delete from audit_events", "truncate audit_events")) {
            assertThatThrownBy(() -> tables.execute(change))
                    .as(change)
                    .rootCause()
                    .hasMessageContaining("audit events stay as they are");
        }
        assertThat(tables.rows("select delete_expired_audit_events(100000)")).containsExactly("0");
        assertThat(lines("", 2)).hasSize(2);
    }

    @Test
    void shouldDeleteWhatATenantKeepsNoLongerAndNothingElse() throws Exception {
        assertThat(admin.get("/api/v1/audit/retention").json().path("days").asInt())
                .isEqualTo(730);
        assertThat(put("{\"days\":89}").status()).isEqualTo(422);
        assertThat(put("{}").status()).isEqualTo(422);
        assertThat(put("{\"days\":90}").status()).isEqualTo(200);
        Instant now = Instant.now();
        write(aged(now.minusSeconds(91L * 86_400)), aged(now.minusSeconds(89L * 86_400)));
        lines("actor=campaign-service", 2);

        assertThat(retention.deleteExpired()).isGreaterThanOrEqualTo(1);

        assertThat(lines("actor=campaign-service", 1)).hasSize(1);
        assertThat(lines("action=tenant_changed", 1).getFirst().path("after").toString())
                .isEqualTo("{\"audit_retention_days\":90}");
    }

    private byte[] aged(Instant at) {
        return AuditRecorded.FAMILY.encode(new Envelope<>(
                Ids.v7(),
                "campaign-service",
                tenant,
                "1",
                at,
                null,
                0,
                AuditRecorded.of(AuditAction.CAMPAIGN_STARTED, "1", Actor.system("campaign-service"))));
    }

    private Api.Response put(String body) {
        return admin.send(admin.request("/api/v1/audit/retention")
                .header("Content-Type", "application/json")
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    }

    private Api key(String role) {
        return admin.with(admin.post("/api/v1/api-keys", "{\"name\":\"A %s\",\"roles\":[\"%s\"]}".formatted(role, role))
                .json()
                .path("api_key")
                .asText());
    }

    /** Waits until there are as many lines; those then. */
    private List<JsonNode> lines(String query, int count) {
        Await.until(
                "%d lines of %s".formatted(count, query),
                () -> all(admin, query).size() >= count);
        List<JsonNode> found = all(admin, query);
        assertThat(found).hasSize(count);
        return found;
    }

    private static List<JsonNode> all(Api api, String query) {
        List<JsonNode> lines = new ArrayList<>();
        api.get("/api/v1/audit?limit=500" + (query.isEmpty() ? "" : "&" + query))
                .json()
                .path("items")
                .forEach(lines::add);
        return lines;
    }

    private void write(byte[]... values) throws Exception {
        Map<String, Object> config = new HashMap<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka));
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                producer.send(new ProducerRecord<>(Topics.AUDIT_EVENTS, tenant.toString(), value))
                        .get();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
