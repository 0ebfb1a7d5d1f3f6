package campaignflows.upload.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.database.Database;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.Role;
import campaignflows.upload.OtherServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Transfers on disk, and what does not depend on the storage. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(OtherServices.class)
class TransferQuarkusTest extends TransferTests {
    private static final byte[] NOTHING = new byte[0];

    @Inject
    Database database;

    @Test
    void shouldSayWhatItSpeaks() {
        String path = TRANSFERS + "/" + UUID.randomUUID();
        for (String address : new String[] {TRANSFERS, path}) {
            HttpResponse<String> answer = tus.send("OPTIONS", address, NOTHING);
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(TusClient.header(answer, "Tus-Version")).isEqualTo("1.0.0");
            assertThat(TusClient.header(answer, "Tus-Max-Size")).isEqualTo("4294967296");
            assertThat(TusClient.header(answer, "Tus-Extension")).contains("creation", "termination", "expiration");
            assertThat(TusClient.header(answer, "Tus-Checksum-Algorithm")).contains("sha1");
        }
    }

    @Test
    void shouldRefuseRequestsOfTheWrongForm() {
        String path = TRANSFERS + "/" + UUID.randomUUID();
        HttpResponse<String> otherVersion =
                tus.send("POST", TRANSFERS, NOTHING, "Tus-Resumable", "0.2.2", "Upload-Length", "1");
        assertThat(otherVersion.statusCode()).isEqualTo(412);
        assertThat(TusClient.header(otherVersion, "Tus-Version")).isEqualTo("1.0.0");
        assertThat(tus.send("HEAD", path, NOTHING, "Tus-Resumable", "2.0.0").statusCode())
                .isEqualTo(412);
        assertThat(tus.send("POST", TRANSFERS, NOTHING).statusCode()).isEqualTo(400);
        assertThat(tus.send("POST", TRANSFERS, NOTHING, "Upload-Length", "-1").statusCode())
                .isEqualTo(400);
        assertThat(tus.send("POST", TRANSFERS, NOTHING, "Upload-Defer-Length", "1")
                        .statusCode())
                .isEqualTo(400);
        assertThat(tus.send("POST", TRANSFERS, NOTHING, "Upload-Length", "4294967297")
                        .statusCode())
                .isEqualTo(413);
        assertThat(tus.send("POST", TRANSFERS, NOTHING, "Upload-Length", "1", "Upload-Metadata", "filename ###")
                        .statusCode())
                .isEqualTo(400);
        assertThat(tus.head(path).statusCode()).isEqualTo(404);
        assertThat(tus.patch(path, 0, NOTHING).statusCode()).isEqualTo(404);
        assertThat(tus.send("DELETE", path, NOTHING).statusCode()).isEqualTo(404);
        assertThat(tus.send("PATCH", path, new byte[1], "Upload-Offset", "0", "Content-Type", "text/csv")
                        .statusCode())
                .isEqualTo(415);
        assertThat(client(TRANSFERS, Role.VIEWER)
                        .send("POST", TRANSFERS, NOTHING, "Upload-Length", "1")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldTakeNothingBeyondTheEnd() {
        String path = tus.create(10);

        assertThat(tus.patch(path, 0, new byte[11]).statusCode()).isEqualTo(413);
        assertThat(tus.offset(path)).isZero();
        assertThat(tus.patch(path, 5, new byte[1]).statusCode()).isEqualTo(409);
        assertThat(tus.send("PATCH", path, new byte[1], "Content-Type", TusClient.PIECE)
                        .statusCode())
                .isEqualTo(400);
        assertThat(tus.send("DELETE", path, NOTHING).statusCode()).isEqualTo(204);
    }

    @Test
    void shouldShowNothingToAnotherTenant() {
        String path = tus.create(10);
        TusClient foreign = new TusClient(
                RestAssured.port,
                TRANSFERS,
                tokens.mint("upload-service", new Caller(UUID.randomUUID(), "someone", Set.of(Role.ADMIN))));

        assertThat(foreign.head(path).statusCode()).isEqualTo(404);
        assertThat(foreign.patch(path, 0, new byte[1]).statusCode()).isEqualTo(404);
        assertThat(foreign.send("DELETE", path, NOTHING).statusCode()).isEqualTo(404);
        assertThat(foreign.send("POST", TRANSFERS, NOTHING, "Upload-Length", "1")
                        .statusCode())
                .isEqualTo(404);
        String otherCampaign = path.replace(
                OtherServices.CAMPAIGN.toString(), UUID.randomUUID().toString());
        assertThat(tus.head(otherCampaign).statusCode()).isEqualTo(404);
        assertThat(tus.send("DELETE", path, NOTHING).statusCode()).isEqualTo(204);
    }

    @Test
    void shouldTakeTheFirstBytesWithTheCreation() {
        byte[] file = file(10);
        HttpResponse<String> part = tus.send(
                "POST",
                TRANSFERS,
                java.util.Arrays.copyOf(file, 20),
                "Upload-Length",
                Integer.toString(file.length),
                "Content-Type",
                TusClient.PIECE);
        assertThat(part.statusCode()).as(part.body()).isEqualTo(201);
        assertThat(TusClient.header(part, "Upload-Offset")).isEqualTo("20");
        assertThat(TusClient.header(part, "Upload-Expires")).endsWith(" GMT");
        String path = TusClient.header(part, "Location");
        HttpResponse<String> rest = tus.patch(path, 20, java.util.Arrays.copyOfRange(file, 20, file.length));
        assertThat(ended(TusClient.header(rest, "Upload-Resource")).getLong("new"))
                .isEqualTo(10);

        HttpResponse<String> empty = tus.send("POST", TRANSFERS, NOTHING, "Upload-Length", "0");
        assertThat(empty.statusCode()).isEqualTo(201);
        assertThat(ended(TusClient.header(empty, "Upload-Resource")).getString("message"))
                .startsWith("The file is empty");
    }

    @Test
    void shouldGiveUpATransferThatIsSilentForTooLong() {
        String path = tus.create(10);
        assertThat(tus.patch(path, 0, new byte[5]).statusCode()).isEqualTo(204);
        String id = path.substring(path.lastIndexOf('/') + 1);

        database.useTransaction(
                tx -> tx.query("update uploads set lease_until = now() - interval '1 second' where id = :id")
                        .bind("id", UUID.fromString(id))
                        .execute());

        Await.until("it is given up", () -> tus.head(path).statusCode() == 410);
        assertThat(upload(UPLOADS + "/" + id).getString("message"))
                .startsWith("The transfer of the file was interrupted");
        io.restassured.response.Response next = plain("email\n");
        assertThat(next.statusCode()).isEqualTo(202);
        assertThat(ended(UPLOADS + "/" + next.path("id")).getString("status")).isEqualTo("completed");
    }
}
