package campaignflows.upload;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told to the audit log of files, once each, and what is not. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(OtherServices.class)
@SuppressWarnings("NullAway.Init")
class UploadAuditQuarkusTest {
    private static final String TRANSFERS = "/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/uploads/transfers";
    private static final String FILE = "email\nann@example.org\nnobody at all\n";

    @Inject
    InternalTokens tokens;

    @Inject
    StoredAuditLines audit;

    private Uploads uploads;

    @BeforeEach
    void forget() {
        OtherServices.forget();
        uploads = new Uploads(tokens);
    }

    @Test
    void shouldTellOfAFileAndOfWhoeverDownloadsWhatFailed() {
        String id = uploads.upload(FILE);
        uploads.ended(id);
        assertThat(audit.actionsOn(id)).containsExactly("upload_created", "upload_started");

        uploads.errors(id);
        uploads.failedRows(id).then().statusCode(200);
        uploads.errors(id);

        assertThat(audit.actionsOn(id))
                .containsExactly(
                        "upload_created",
                        "upload_started",
                        "upload_errors_exported",
                        "upload_rows_exported",
                        "upload_errors_exported");
        List<String> lines =
                audit.all().stream().filter(line -> line.contains(id)).toList();
        assertThat(lines)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"campaign_id\":\"" + OtherServices.CAMPAIGN + "\"", "\"id\":\"someone\"")
                        .doesNotContain("ann@example.org", "nobody at all", ".csv"));
    }

    @Test
    void shouldTellNothingOfWhatWasRefusedOrIsNotThere() {
        String id = uploads.upload(FILE);
        uploads.ended(id);
        int before = audit.all().size();

        uploads.cancel(id).then().statusCode(409);
        uploads.cancel(Ids.v7().toString()).then().statusCode(404);
        uploads.failedRows(Ids.v7().toString()).then().statusCode(404);
        Uploads stranger = new Uploads(tokens, UUID.randomUUID(), OtherServices.CAMPAIGN);
        stranger.failedRows(id).then().statusCode(404);
        stranger.cancel(id).then().statusCode(404);

        assertThat(audit.all()).hasSize(before);
    }

    @Test
    void shouldTellOfATransferThatIsDeletedAndOfOneThatIsCanceledOnce() {
        String deleted = transfer(100);
        resumable().delete(TRANSFERS + "/" + deleted).then().statusCode(204);
        resumable().delete(TRANSFERS + "/" + deleted).then().statusCode(410);
        assertThat(audit.actionsOn(deleted)).containsExactly("upload_created", "upload_deleted");

        String canceled = transfer(100);
        uploads.cancel(canceled).then().statusCode(200);
        uploads.cancel(canceled);
        assertThat(audit.actionsOn(canceled)).containsExactly("upload_created", "upload_canceled");
    }

    @Test
    void shouldTellOfTheImportOfATransferWhenItsLastByteHasCome() {
        byte[] file = FILE.getBytes(StandardCharsets.UTF_8);
        String id = transfer(file.length);
        piece(id, 0, "email\n".getBytes(StandardCharsets.UTF_8));
        assertThat(audit.actionsOn(id)).containsExactly("upload_created");

        piece(id, 6, FILE.substring(6).getBytes(StandardCharsets.UTF_8));
        piece(id, file.length, new byte[0]);
        Await.until(
                "the import has ended",
                () -> !uploads.get(id).getString("status").equals("processing"));

        assertThat(audit.actionsOn(id)).containsExactly("upload_created", "upload_started");
    }

    private String transfer(long length) {
        String location = uploads.as(Role.OPERATOR)
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", length)
                .post(TRANSFERS)
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private RequestSpecification resumable() {
        return uploads.as(Role.OPERATOR).header("Tus-Resumable", "1.0.0");
    }

    private void piece(String transfer, long offset, byte[] bytes) {
        resumable()
                .header("Upload-Offset", offset)
                .contentType("application/offset+octet-stream")
                .body(bytes)
                .patch(TRANSFERS + "/" + transfer)
                .then()
                .statusCode(204);
    }
}
