package campaignflows.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The form in which writes store values: another database client could store another form without anything failing. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class StoredFormsQuarkusTest {
    @ConfigProperty(name = "test.url")
    URI base;

    @Inject
    GatewayTables tables;

    private Api nobody;
    private Api admin;

    @BeforeEach
    void client() {
        nobody = new Api(base, null);
        admin = nobody.newTenant();
    }

    @Test
    void shouldStoreATenantColumnByColumn() {
        UUID id = UUID.fromString(admin.get("/api/v1/tenant").json().path("id").asText());
        admin.patch("/api/v1/tenant", "{\"date_format\":\"dd.MM.yyyy\",\"region\":\"DE\"}");
        assertThat(tables.rows("""
                        select revision, timezone, date_format, region, updated_at > created_at,
                               abs(extract(epoch from now() - updated_at)) < 60
                          from tenants where id = ?
                        """, id)).containsExactly("2|Europe/Berlin|dd.MM.yyyy|DE|t|t");
        admin.patch("/api/v1/tenant", "{\"region\":null}");
        assertThat(tables.rows("select revision, region from tenants where id = ?", id))
                .containsExactly("3|null");
    }

    @Test
    void shouldStoreAKeyByItsHashAndItsRolesByTheirNames() {
        JsonNode created = admin.post("/api/v1/api-keys", "{\"name\":\"K\",\"roles\":[\"viewer\",\"operator\"]}")
                .json();
        UUID id = UUID.fromString(created.path("id").asText());
        String columns = """
                select name, roles::text, octet_length(secret_hash), from_bootstrap, last_used_at is null,
                       revoked_at is null, secret_hash = sha256(convert_to(?, 'UTF8'))
                  from api_keys where id = ?
                """;
        String secret = created.path("api_key").asText();
        assertThat(tables.rows(columns, secret, id)).containsExactly("K|{operator,viewer}|32|f|t|t|t");
        assertThat(nobody.with(secret).get("/api/v1/me").status()).isEqualTo(200);
        Await.until(
                "the use of the key is noted",
                () -> tables.rows(columns, secret, id).equals(List.of("K|{operator,viewer}|32|f|f|t|t")));
        assertThat(admin.delete("/api/v1/api-keys/" + id).status()).isEqualTo(204);
        assertThat(tables.rows(columns, secret, id)).containsExactly("K|{operator,viewer}|32|f|f|f|t");
    }

    @Test
    void shouldStoreASessionByTheHashOfItsToken() {
        JsonNode session = nobody.post("/api/v1/session", "{\"password\":\"" + StubServices.PASSWORD + "\"}")
                .json();
        assertThat(tables.rows(
                        """
                        select s.roles::text, s.user_id = u.id, s.tenant_id = u.tenant_id, s.expires_at = ?::timestamptz
                          from user_sessions s, built_in_users u where s.token_hash = sha256(convert_to(?, 'UTF8'))
                        """,
                        session.path("expires_at").asText(),
                        session.path("token").asText()))
                .containsExactly("{admin}|t|t|t");
        assertThat(
                        tables.rows(
                                "select octet_length(password_salt), octet_length(password_hash), password_iterations from built_in_users"))
                .containsExactly("16|32|210000");
    }

    @Test
    void shouldHaveNoJsonColumnThatHoldsAText() {
        for (String column : tables.rows("""
                        select table_name, column_name from information_schema.columns
                         where table_schema = 'public' and data_type in ('json', 'jsonb')
                        """)) {
            String[] parts = column.split("\\|");
            assertThat(tables.rows("select count(*) from %s where jsonb_typeof(%s::jsonb) = 'string'"
                            .formatted(parts[0], parts[1])))
                    .as(column)
                    .containsExactly("0");
        }
    }
}
