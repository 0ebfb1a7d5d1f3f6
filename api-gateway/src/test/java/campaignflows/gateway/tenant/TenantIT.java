package campaignflows.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class TenantIT {
    @ConfigProperty(name = "test.url")
    URI base;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Api operator;

    @BeforeEach
    void client() {
        operator = new Api(base, StubServices.OPERATOR_KEY);
    }

    @Test
    void shouldMakeATenantThatItsKeyCanChangeAndTellTheOthers() {
        // given
        String name = "Acme " + UUID.randomUUID();
        // when
        Api.Response created = operator.post(
                "/api/v1/tenants",
                "{\"name\":\"%s\",\"timezone\":\"Europe/Berlin\",\"date_format\":\"dd.MM.yyyy\",\"region\":\"DE\"}"
                        .formatted(name));
        // then
        assertThat(created.status()).isEqualTo(201);
        JsonNode tenant = created.json().path("tenant");
        UUID id = UUID.fromString(tenant.path("id").asText());
        assertThat(tenant.size()).isEqualTo(5);
        assertThat(tenant.path("date_format").asText()).isEqualTo("dd.MM.yyyy");
        assertThat(created.json().path("api_key").asText()).matches("cf_[0-9a-f]{32}_[A-Za-z0-9_-]{43}");
        // when
        Api admin = operator.with(created.json().path("api_key").asText());
        JsonNode changed = admin.patch("/api/v1/tenant", "{\"timezone\":\"Asia/Tokyo\",\"region\":null}")
                .json();
        admin.patch("/api/v1/tenant", "{\"timezone\":\"Asia/Tokyo\"}");
        // then
        assertThat(changed.path("timezone").asText()).isEqualTo("Asia/Tokyo");
        assertThat(changed.path("region").isNull()).isTrue();
        assertThat(admin.get("/api/v1/tenant").json()).isEqualTo(changed);
        assertThat(published(id, 2))
                .containsExactly(
                        new TenantDefined(id, name, 1, ZoneId.of("Europe/Berlin"), "dd.MM.yyyy", "DE"),
                        new TenantDefined(id, name, 2, ZoneId.of("Asia/Tokyo"), "dd.MM.yyyy", null));
    }

    @Test
    void shouldRefuseATakenNameInAnyCase() {
        String name = "Beta " + UUID.randomUUID();
        Api first = newTenant(name);
        assertThat(operator.post("/api/v1/tenants", body(name.toUpperCase(java.util.Locale.ROOT)))
                        .status())
                .isEqualTo(409);
        Api second = newTenant(name + " 2");
        assertThat(second.patch("/api/v1/tenant", "{\"name\":\"" + name + "\"}").code())
                .isEqualTo("conflict");
        assertThat(first.get("/api/v1/tenant").json().path("name").asText()).isEqualTo(name);
    }

    @Test
    void shouldRefuseWhatIsNotValid() {
        Api.Response answer =
                operator.post("/api/v1/tenants", "{\"name\":\"\",\"timezone\":\"+02:00\",\"region\":\"X\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors"))
                .extracting(error -> error.path("field").asText())
                .containsExactly("name", "timezone", "region");
        assertThat(operator.post("/api/v1/tenants", "{\"nam\":1}").status()).isEqualTo(400);
        assertThat(operator.post("/api/v1/tenants", "").status()).isBetween(400, 422);
    }

    @Test
    void shouldListTenantsPageByPage() {
        String name = "Gamma " + UUID.randomUUID();
        newTenant(name);
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = operator.get("/api/v1/tenants?limit=2" + cursor).json();
            page.path("items").forEach(tenant -> names.add(tenant.path("name").asText()));
            cursor = page.has("next_cursor")
                    ? "&cursor=" + page.path("next_cursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        assertThat(names).doesNotHaveDuplicates().contains("Local", name);
    }

    private Api newTenant(String name) {
        return operator.with(operator.post("/api/v1/tenants", body(name))
                .json()
                .path("api_key")
                .asText());
    }

    private static String body(String name) {
        return "{\"name\":\"" + name + "\",\"timezone\":\"UTC\"}";
    }

    private List<TenantDefined> published(UUID tenant, int count) {
        List<TenantDefined> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(Topics.TENANTS, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Await.until("the tenant is published", () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    Envelope<TenantDefined> message =
                            TenantDefined.FAMILY.decode(record.value()).orElseThrow();
                    if (record.key().equals(tenant.toString())
                            && message.tenant().equals(tenant)) {
                        found.add(message.data());
                    }
                });
                return found.size() >= count;
            });
        }
        return found;
    }
}
