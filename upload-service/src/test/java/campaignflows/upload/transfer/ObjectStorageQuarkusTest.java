package campaignflows.upload.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.upload.ObjectStorage;
import campaignflows.upload.OtherServices;
import campaignflows.upload.storage.StorageException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transfers and imports with the files on object storage. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(OtherServices.class)
@QuarkusTestResource(value = ObjectStorage.class, restrictToAnnotatedClass = true)
class ObjectStorageQuarkusTest extends TransferTests {

    @AfterEach
    void shouldLeaveNothingBehind() {
        Await.until("nothing is left", () -> ObjectStorage.objects() == 0);
    }

    @Test
    void shouldImportAFileThatComesInOneBody() {
        io.restassured.response.Response answer = plain(new String(file(50_000), StandardCharsets.US_ASCII));
        assertThat(answer.statusCode()).isEqualTo(202);

        JsonPath upload = ended(UPLOADS + "/" + answer.path("id"));

        assertThat(upload.getString("status")).isEqualTo("completed");
        assertThat(upload.getLong("new")).isEqualTo(50_000);
        assertThat(OtherServices.imported()).hasSize(50_000);
    }

    @Test
    void shouldKeepAWriterThatWasReplacedFromAddingAnything() throws IOException {
        UUID id = UUID.randomUUID();
        try (var old = storage.append(id, 0)) {
            old.write(new byte[] {1, 2, 3}, 0, 3);
            old.sync();
            old.write(new byte[] {4}, 0, 1);
            try (var next = storage.append(id, 3)) {
                assertThatThrownBy(old::sync).isInstanceOf(StorageException.class);
                next.write(new byte[] {5, 6}, 0, 2);
                next.sync();
            }
            try (var in = storage.open(id, 1)) {
                assertThat(in.readAllBytes()).containsExactly(2, 3, 5, 6);
            }
            assertThatThrownBy(() -> storage.append(id, 6)).isInstanceOf(StorageException.class);
        }
        storage.delete(id);
    }
}
