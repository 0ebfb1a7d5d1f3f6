package campaignflows.upload.erasure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.database.Database;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import campaignflows.upload.OtherServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(OtherServices.class)
class ErasureQuarkusTest {
    private static final String UPLOADS = "/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/uploads";

    @Inject
    InternalTokens tokens;

    @Inject
    Database database;

    /** In every text of the person, and of no other in the database. */
    private final String mark = Ids.v7().toString().substring(24);

    @BeforeEach
    void forget() {
        OtherServices.forget();
    }

    @Test
    void shouldEraseThePersonsRowsAndKeepTheCounts() throws IOException {
        String id = ended(
                "external_id,email,Mail\nxq%1$s,bad,\nother,bad,\nthird,bad,xenia.%1$s@example.org\n".formatted(mark)
                        + "fourth,\u00e4,\"xenia.%s@example.org\n\"x\n".formatted(mark));
        String headless = ended("xenia.%s@example.org,email\nx,bad\n".formatted(mark));
        assertThat(traces()).isNotEmpty();

        assertThat(erase(Instant.now().plusSeconds(60))).isTrue();

        assertThat(traces()).isEmpty();
        JsonPath upload = as(Role.VIEWER).get(UPLOADS + "/" + id).jsonPath();
        assertThat(upload.getLong("failed")).isEqualTo(upload.getLong("total")).isGreaterThanOrEqualTo(3);
        String report = as(Role.VIEWER)
                .get(UPLOADS + "/" + id + "/errors")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(report)
                .contains("2,email,," + Erasure.ERASED_ROW)
                .contains("3,email,bad,'=not an email")
                .contains("4,email,," + Erasure.ERASED_ROW);
        assertThat(as(Role.VIEWER).get(UPLOADS + "/" + id + "/errors/rows").asString())
                .startsWith("external_id,email,Mail,_error\r\nother,bad,")
                .doesNotContain("third");
        assertThat(as(Role.VIEWER).get(UPLOADS + "/" + headless).jsonPath().<String>getList("unknown_columns"))
                .isEmpty();
        assertThat(erase(Instant.now())).isTrue();
    }

    @Test
    void shouldNotBeFinishedWhileAnUploadFromBeforeGoesOn() throws IOException {
        UUID open = Ids.v7();
        database.useTransaction(tx -> tx.query("""
                        insert into uploads (id, tenant_id, campaign_id, source, status, lease_owner, lease_until)
                        values (:id, :tenant, :campaign, 'api', 'processing', :id, clock_timestamp() + interval '1 hour')
                        """)
                .bind("id", open)
                .bind("tenant", OtherServices.TENANT)
                .bind("campaign", Ids.v7())
                .execute());
        try {
            assertThat(erase(Instant.now())).isFalse();
            assertThat(erase(Instant.now().minusSeconds(3600))).isTrue();
        } finally {
            database.useTransaction(tx -> tx.query("delete from uploads where id = :id")
                    .bind("id", open)
                    .execute());
        }
        assertThat(erase(Instant.now())).isTrue();
    }

    @Test
    void shouldServeServicesOnly() throws IOException {
        as(Role.ADMIN)
                .contentType("application/json")
                .body(Json.mapper().writeValueAsBytes(order(Instant.now())))
                .post("/internal/v1/erasures")
                .then()
                .statusCode(403);
    }

    private boolean erase(Instant requestedAt) throws IOException {
        return given().header(
                        "Authorization",
                        "Bearer "
                                + tokens.mint(
                                        "upload-service", Caller.service("participant-service", OtherServices.TENANT)))
                .contentType("application/json")
                .body(Json.mapper().writeValueAsBytes(order(requestedAt)))
                .post("/internal/v1/erasures")
                .then()
                .statusCode(200)
                .extract()
                .path("finished");
    }

    private Erasure.Order order(Instant requestedAt) {
        return new Erasure.Order(
                OtherServices.TENANT,
                Ids.v7(),
                requestedAt,
                "DE",
                Map.of("external_id", "xq" + mark),
                Map.of("email", List.of("xenia.newer@example.org", "Xenia." + mark + "@example.org")));
    }

    private String ended(String csv) {
        String id = as(Role.OPERATOR)
                .contentType("text/csv")
                .body(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post(UPLOADS + "?filename=people.csv")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Await.until(
                "the upload has ended",
                () -> Set.of("completed", "failed")
                        .contains(as(Role.VIEWER)
                                .get(UPLOADS + "/" + id)
                                .jsonPath()
                                .getString("status")));
        return id;
    }

    private RequestSpecification as(Role role) {
        return given().header(
                        "Authorization",
                        "Bearer "
                                + tokens.mint("upload-service", new Caller(OtherServices.TENANT, "ann", Set.of(role))));
    }

    /** The tables in which the mark is found in any column; bytes are searched as text. */
    private List<String> traces() {
        List<String> found = new ArrayList<>();
        for (String table : List.of("uploads", "row_errors", "failed_rows", "api_batches")) {
            long count = database.<Long>read(tx -> tx.query("select count(*) as n from " + table
                            + " t where t::text like :mark::text or t::text like :hex::text")
                    .bind("mark", "%" + mark + "%")
                    .bind(
                            "hex",
                            "%"
                                    + java.util.HexFormat.of()
                                            .formatHex(mark.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                                    + "%")
                    .one(row -> row.bigint("n"))
                    .orElseThrow());
            if (count > 0) {
                found.add(table);
            }
        }
        return found;
    }
}
