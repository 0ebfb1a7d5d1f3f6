package campaignflows.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Concurrent edits, an exhausted pool, and callers that disconnect. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class ConcurrencyQuarkusTest {
    private static final String TENANT = "/api/v1/tenant";
    private static final int POOL = 12;

    @ConfigProperty(name = "test.url")
    URI base;

    @Inject
    GatewayTables tables;

    private Api admin;
    private UUID tenant;

    @BeforeEach
    void client() {
        admin = new Api(base, null).newTenant();
        tenant = UUID.fromString(admin.get(TENANT).json().path("id").asText());
    }

    @Test
    void shouldLetEditsAtOnceAllSucceedOneAfterTheOther() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection lock = tables.lockTenant(tenant)) {
            List<Future<Api.Response>> edits = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String change = i % 2 == 0
                        ? "{\"name\":\"Edited " + i + " " + tenant + "\"}"
                        : "{\"region\":\"D" + "EKZOMJ".charAt(i / 2) + "\"}";
                edits.add(threads.submit(() -> admin.patch(TENANT, change)));
            }
            Await.until("all wait for the row", () -> tables.waiting() >= 8);
            lock.close();
            for (Future<Api.Response> edit : edits) {
                assertThat(edit.get().status()).isEqualTo(200);
            }
        }
        assertThat(tables.rows(
                        "select revision, name like 'Edited %', region is not null from tenants where id = ?", tenant))
                .containsExactly("9|t|t");
    }

    @Test
    void shouldAnswerBusyWhenAllConnectionsAreInUse() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection lock = tables.lockTenant(tenant)) {
            List<Future<Api.Response>> edits = new ArrayList<>();
            for (int i = 0; i < POOL; i++) {
                String change = "{\"name\":\"Held " + i + " " + tenant + "\"}";
                edits.add(threads.submit(() -> admin.patch(TENANT, change)));
            }
            Await.until("all connections wait for the row", () -> tables.waiting() >= POOL);

            // when
            Future<Api.Response> ofResource = threads.submit(() -> admin.get(TENANT));
            Api.Response ofUnknown =
                    admin.with("cf_unknown_" + UUID.randomUUID()).get("/api/v1/campaigns");

            // then
            assertThat(ofUnknown.status()).isEqualTo(503);
            assertThat(ofUnknown.code()).isEqualTo("unavailable");
            assertThat(ofResource.get().status()).isEqualTo(503);
            assertThat(ofResource.get().header("Retry-After")).isNotEmpty();
            lock.close();
            for (Future<Api.Response> edit : edits) {
                assertThat(edit.get().status()).isEqualTo(200);
            }
        }
        assertThat(admin.get(TENANT).status()).isEqualTo(200);
    }

    @Test
    void shouldRevokeAndForgetAKeyThoughTheCallerHangsUp() throws Exception {
        // given a key that is remembered, and a revocation that waits
        Api.Response made = admin.post("/api/v1/api-keys", "{\"name\":\"K\",\"roles\":[\"viewer\"]}");
        UUID id = UUID.fromString(made.json().path("id").asText());
        Api holder = admin.with(made.json().path("api_key").asText());
        try (Connection lock = tables.lockTenant(tenant)) {
            try (Socket caller = new Socket(base.getHost(), base.getPort())) {
                caller.getOutputStream()
                        .write("DELETE /api/v1/api-keys/%s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                                .formatted(id, base.getHost(), base.getPort(), admin.credential())
                                .getBytes(StandardCharsets.US_ASCII));
                Await.until("it waits for the row", () -> tables.waiting() >= 1);
            }
            assertThat(holder.get("/api/v1/campaigns").status()).isEqualTo(200);
            lock.close();
        }
        // then
        Await.until(
                "it is revoked",
                () -> tables.rows("select 1 from api_keys where id = ? and revoked_at is not null", id)
                                .size()
                        == 1);
        long begin = System.nanoTime();
        Await.until("it is forgotten", () -> holder.get("/api/v1/campaigns").status() == 401);
        // Remembered it would be for 3 s.
        assertThat(System.nanoTime() - begin).isLessThan(2_500_000_000L);
    }
}
