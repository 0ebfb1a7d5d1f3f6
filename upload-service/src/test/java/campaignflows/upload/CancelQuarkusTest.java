package campaignflows.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import campaignflows.upload.storage.UploadStorage;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(OtherServices.class)
class CancelQuarkusTest {
    @Inject
    InternalTokens tokens;

    @Inject
    UploadStorage storage;

    @Inject
    AgroalDataSource database;

    private Uploads uploads;

    @BeforeEach
    void forget() {
        OtherServices.forget();
        uploads = new Uploads(tokens);
    }

    private static String people(int count) {
        StringBuilder file = new StringBuilder("email\n");
        for (int i = 0; i < count; i++) {
            file.append(i % 100 == 7 ? "bad" : "p" + i + "@example.org").append('\n');
        }
        return file.toString();
    }

    @Test
    void shouldEndARunningImportAndCountExactlyWhatLanded() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 3; round++) {
            OtherServices.forget();
            String id = uploads.upload(people(20_000));
            int wanted = random.nextInt(10_000);
            Await.until(
                    "some rows have been imported",
                    () -> OtherServices.imported().size() >= wanted);

            JsonPath canceled =
                    uploads.cancel(id).then().statusCode(200).extract().jsonPath();

            long total = canceled.getLong("total");
            assertThat(canceled.getString("status")).as("seed %d", seed).isEqualTo("failed");
            assertThat(canceled.getString("message")).isEqualTo("Canceled after " + total + " rows");
            assertThat(canceled.getLong("new"))
                    .isEqualTo(OtherServices.imported().size());
            assertThat(canceled.getLong("new") + canceled.getLong("failed")).isEqualTo(total);
            assertThat(uploads.errors(id).lines().count()).isEqualTo(canceled.getLong("failed") + 1);
            assertThat(storage.stored()).doesNotContain(UUID.fromString(id));
            assertThat(uploads.imported("email\nnext@example.org\n").getString("status"))
                    .isEqualTo("completed");
            uploads.cancel(id).then().statusCode(200).body("message", equalTo("Canceled after " + total + " rows"));
        }
    }

    @Test
    void shouldCountTheChunkThatIsUnderWayWhoeverCancels() throws Exception {
        OtherServices.hold(true);
        String id = uploads.upload(people(5_000));
        Await.until("a chunk is under way", () -> OtherServices.waiting() == 1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonPath>> cancels = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                cancels.add(threads.submit(() ->
                        uploads.cancel(id).then().statusCode(200).extract().jsonPath()));
            }
            // The first one settles the chunk itself: it does not wait for the worker that sent it.
            Await.until("the chunk is sent again", () -> OtherServices.waiting() == 2);
            OtherServices.hold(false);
            for (Future<JsonPath> cancel : cancels) {
                assertThat(cancel.get().getString("message")).isEqualTo("Canceled after 2000 rows");
            }
        }
        assertThat(OtherServices.imported()).hasSize(1_980);
    }

    @Test
    void shouldCancelWhatADeadReplicaHolds() throws Exception {
        OtherServices.hold(true);
        String id = uploads.upload(people(5_000));
        Await.until("a chunk is under way", () -> OtherServices.waiting() == 1);
        // As if the worker had died long before its lease ends.
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("update uploads set lease_owner = ?,"
                        + " lease_until = clock_timestamp() + interval '1 hour' where id = ?")) {
            update.setObject(1, UUID.randomUUID());
            update.setObject(2, UUID.fromString(id));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        OtherServices.hold(false);
        Await.until(
                "the chunk has been imported", () -> OtherServices.imported().size() == 1_980);
        assertThat(uploads.get(id).getLong("total")).isZero();

        JsonPath canceled = uploads.cancel(id).then().statusCode(200).extract().jsonPath();

        assertThat(canceled.getString("message")).isEqualTo("Canceled after 2000 rows");
        assertThat(canceled.getLong("new")).isEqualTo(1_980);
        assertThat(canceled.getLong("failed")).isEqualTo(20);
        assertThat(OtherServices.imported()).hasSize(1_980);
    }

    @Test
    void shouldCancelWhileParticipantServiceIsAwayAndEndWhenItIsBack() {
        OtherServices.refuse(1_000_000);
        String id = uploads.upload(people(10));

        uploads.cancel(id).then().statusCode(200);
        OtherServices.refuse(0);
        JsonPath canceled = uploads.ended(id);

        assertThat(canceled.getString("message")).isEqualTo("Canceled after " + canceled.getLong("total") + " rows");
        assertThat(canceled.getLong("new")).isEqualTo(OtherServices.imported().size());
    }

    @Test
    void shouldCancelAFileThatIsStillComing() throws Exception {
        String path = "/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/uploads";
        try (Socket socket = new Socket("127.0.0.1", io.restassured.RestAssured.port)) {
            socket.getOutputStream()
                    .write(("POST " + path
                                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nAuthorization: Bearer "
                                    + uploads.token(Role.OPERATOR)
                                    + "\r\nContent-Length: 1000000\r\n\r\nemail\nslow@example.org\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Await.until(
                    "the file is coming", () -> newest(path).getString("status").equals("processing"));
            String id = newest(path).getString("id");

            uploads.cancel(id).then().statusCode(200).body("message", equalTo("Canceled after 0 rows"));
            uploads.cancel(id).then().statusCode(200).body("status", equalTo("failed"));

            assertThat(uploads.imported("email\nnext@example.org\n").getString("status"))
                    .isEqualTo("completed");
        }
    }

    private JsonPath newest(String path) {
        return new JsonPath(uploads.as(Role.VIEWER).get(path).asString()).setRootPath("items[0]");
    }

    @Test
    void shouldRefuseToCancelWhatHasEndedAndRepeatWhatWasCanceled() {
        String done = uploads.imported("email\na@example.org\n").getString("id");
        OtherServices.hold(true);
        String running = uploads.upload(people(10));
        uploads.as(Role.VIEWER)
                .post("/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/uploads/" + running + "/cancel")
                .then()
                .statusCode(403);
        new Uploads(tokens, UUID.randomUUID(), OtherServices.CAMPAIGN)
                .cancel(running)
                .then()
                .statusCode(404);
        OtherServices.hold(false);

        uploads.cancel(done)
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"))
                .body("detail", containsString("has ended"));
        uploads.cancel(UUID.randomUUID().toString()).then().statusCode(404);
    }
}
