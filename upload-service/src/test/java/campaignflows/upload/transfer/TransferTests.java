package campaignflows.upload.transfer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import campaignflows.upload.OtherServices;
import campaignflows.upload.storage.UploadStorage;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds with every storage. */
abstract class TransferTests {
    static final String UPLOADS = "/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/uploads";
    static final String TRANSFERS = UPLOADS + "/transfers";

    @Inject
    InternalTokens tokens;

    @Inject
    UploadStorage storage;

    TusClient tus;

    @BeforeEach
    void begin() {
        OtherServices.forget();
        tus = client(TRANSFERS, Role.OPERATOR);
    }

    @Test
    void shouldImportAFileThatComesInPiecesOnce() {
        // given
        long seed = System.nanoTime();
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        byte[] file = file(60_000);
        String path = tus.create(file.length);
        // when
        int offset = 0;
        HttpResponse<String> answer = tus.head(path);
        while (offset < file.length) {
            assertThat(tus.offset(path)).isEqualTo(offset);
            assertThat(TusClient.header(tus.head(path), "Upload-Resource")).isEmpty();
            int end = Math.min(file.length, offset + random.nextInt(1, 900_000));
            answer = tus.patch(path, offset, Arrays.copyOfRange(file, offset, end));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
            offset = end;
            assertThat(TusClient.header(answer, "Upload-Offset")).isEqualTo(Integer.toString(end));
        }
        // then
        String upload = TusClient.header(answer, "Upload-Resource");
        HttpResponse<String> repeat = tus.patch(path, 0, file);
        assertThat(repeat.statusCode()).isEqualTo(409);
        assertThat(TusClient.header(repeat, "Upload-Offset")).isEqualTo(Integer.toString(file.length));
        assertThat(TusClient.header(repeat, "Upload-Resource")).isEqualTo(upload);
        assertThat(tus.patch(path, file.length, new byte[0]).statusCode()).isEqualTo(204);
        JsonPath ended = ended(upload);
        assertThat(ended.getString("status")).isEqualTo("completed");
        assertThat(ended.getString("filename")).isEqualTo("people.csv");
        assertThat(ended.getLong("new")).isEqualTo(60_000);
        assertThat(ended.getLong("bytes")).isEqualTo(file.length);
        assertThat(OtherServices.imported()).hasSize(60_000);
        assertThat(tus.offset(path)).isEqualTo(file.length);
        assertThat(TusClient.header(tus.head(path), "Upload-Resource")).isEqualTo(upload);
    }

    @Test
    void shouldKeepWhatCameBeforeAConnectionBroke() throws IOException {
        // given
        byte[] file = file(1_000);
        String path = tus.create(file.length);
        // when
        try (Socket ignored = tus.beginPatch(path, 0, file.length, Arrays.copyOf(file, 5_000))) {
            Await.until("all that came is kept", () -> tus.offset(path) == 5_000);
        }
        // then
        Await.until(
                "the broken request has ended",
                () -> tus.patch(path, 5_000, new byte[0]).statusCode() == 204);
        assertThat(tus.patch(path, 4_999, new byte[10]).statusCode()).isEqualTo(409);
        HttpResponse<String> last = tus.patch(path, 5_000, Arrays.copyOfRange(file, 5_000, file.length));
        assertThat(last.statusCode()).isEqualTo(204);
        assertThat(ended(TusClient.header(last, "Upload-Resource")).getLong("new"))
                .isEqualTo(1_000);
        assertThat(OtherServices.imported().getLast())
                .extracting(ImportBatch.Row::number)
                .isEqualTo(1_001L);
    }

    @Test
    void shouldLetOneOfTwoRequestsSend() throws IOException {
        byte[] file = file(100);
        String path = tus.create(file.length);
        try (Socket first = tus.beginPatch(path, 0, file.length, Arrays.copyOf(file, 300))) {
            Await.until("the first one sends", () -> tus.offset(path) == 300);

            assertThat(tus.patch(path, 300, new byte[10]).statusCode()).isEqualTo(423);

            first.getOutputStream().write(file, 300, file.length - 300);
            first.getOutputStream().flush();
            assertThat(new String(first.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 204");
        }
        assertThat(ended(TusClient.header(tus.head(path), "Upload-Resource")).getLong("new"))
                .isEqualTo(100);
    }

    @Test
    void shouldGoOnInPlaceOfASilentRequest() throws IOException {
        byte[] file = file(100);
        String path = tus.create(file.length);
        try (Socket silent = tus.beginPatch(path, 0, file.length, Arrays.copyOf(file, 300))) {
            Await.until("the first one sends", () -> tus.offset(path) == 300);

            Await.until(
                    "the second one takes its place",
                    () -> tus.patch(path, 300, Arrays.copyOfRange(file, 300, file.length))
                                    .statusCode()
                            == 204);

            silent.getOutputStream().write(file, 300, file.length - 300);
            silent.getOutputStream().flush();
            assertThat(new String(silent.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 409");
        }
        assertThat(ended(TusClient.header(tus.head(path), "Upload-Resource")).getLong("new"))
                .isEqualTo(100);
        assertThat(OtherServices.imported()).hasSize(100);
    }

    @Test
    void shouldOccupyTheCampaignUntilItIsDeleted() {
        String path = tus.create(1_000);
        assertThat(tus.patch(path, 0, new byte[10]).statusCode()).isEqualTo(204);

        HttpResponse<String> second = tus.send("POST", TRANSFERS, new byte[0], "Upload-Length", "1");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains(path);
        assertThat(plain("email\n").statusCode()).isEqualTo(409);

        assertThat(tus.send("DELETE", path, new byte[0]).statusCode()).isEqualTo(204);
        assertThat(tus.send("DELETE", path, new byte[0]).statusCode()).isEqualTo(410);
        assertThat(tus.head(path).statusCode()).isEqualTo(410);
        assertThat(tus.patch(path, 10, new byte[10]).statusCode()).isEqualTo(410);
        JsonPath upload = upload(path.replace("/transfers", ""));
        assertThat(upload.getString("status")).isEqualTo("failed");
        assertThat(upload.getString("message")).isEqualTo("The transfer was deleted; nothing was imported");
        io.restassured.response.Response next = plain("email\nnext@x.de\n");
        assertThat(next.statusCode()).isEqualTo(202);
        assertThat(ended(UPLOADS + "/" + next.path("id")).getLong("new")).isEqualTo(1);
    }

    @Test
    void shouldTakeOnlyBytesThatAmountToTheirChecksum() {
        byte[] file = "email\na@x.de\n".getBytes(StandardCharsets.US_ASCII);
        String path = tus.create(file.length);

        HttpResponse<String> wrong =
                tus.patch(path, 0, file, "Upload-Checksum", "sha1 " + TusClient.base64("01234567890123456789"));
        assertThat(wrong.statusCode()).isEqualTo(460);
        assertThat(wrong.body()).contains("checksum_mismatch");
        assertThat(tus.offset(path)).isZero();
        assertThat(tus.patch(path, 0, file, "Upload-Checksum", "crc64 AAAA").statusCode())
                .isEqualTo(400);

        HttpResponse<String> right = tus.patch(path, 0, file, "Upload-Checksum", "sha1 " + sha1(file));
        assertThat(right.statusCode()).isEqualTo(204);
        assertThat(ended(TusClient.header(right, "Upload-Resource")).getLong("new"))
                .isEqualTo(1);
    }

    @Test
    void shouldKeepWhatWasSyncedThroughAnyHistory() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        byte[] model = new byte[3 << 20];
        random.nextBytes(model);
        UUID id = UUID.randomUUID();
        int synced = 0;
        while (synced < model.length) {
            // A writer that dies is not closed.
            var file = storage.append(id, synced);
            int position = synced;
            for (int i = random.nextInt(4); i >= 0 && position < model.length; i--) {
                int count = Math.min(model.length - position, random.nextInt(random.nextBoolean() ? 1_500_000 : 2_000));
                file.write(model, position, count);
                position += count;
                if (random.nextBoolean()) {
                    file.sync();
                    synced = position;
                }
            }
        }
        int from = random.nextInt(model.length);
        try (var in = storage.open(id, from)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(model, from, model.length));
        }
        assertThat(storage.stored()).contains(id);
        storage.delete(id);
        assertThat(storage.stored()).doesNotContain(id);
        storage.delete(id);
    }

    TusClient client(String transfers, Role role) {
        return new TusClient(
                RestAssured.port,
                transfers,
                tokens.mint("upload-service", new Caller(OtherServices.TENANT, "someone", Set.of(role))));
    }

    static byte[] file(int rows) {
        StringBuilder file = new StringBuilder("email\n");
        for (int i = 0; i < rows; i++) {
            file.append("person-").append(i).append("@example.org\n");
        }
        return file.toString().getBytes(StandardCharsets.US_ASCII);
    }

    io.restassured.response.Response plain(String file) {
        return given().auth()
                .oauth2(token())
                .contentType("text/csv")
                .body(file.getBytes(StandardCharsets.UTF_8))
                .post(UPLOADS);
    }

    JsonPath ended(String upload) {
        assertThat(upload).startsWith(UPLOADS + "/");
        Await.until(
                "the upload has ended",
                () -> !upload(upload).getString("status").equals("processing"));
        return upload(upload);
    }

    JsonPath upload(String path) {
        return given().auth()
                .oauth2(token())
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    String token() {
        return tokens.mint("upload-service", new Caller(OtherServices.TENANT, "someone", Set.of(Role.OPERATOR)));
    }

    private static String sha1(byte[] bytes) {
        try {
            return java.util.Base64.getEncoder()
                    .encodeToString(
                            java.security.MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
