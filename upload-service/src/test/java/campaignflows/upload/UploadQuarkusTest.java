package campaignflows.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(OtherServices.class)
class UploadQuarkusTest {
    private static final String UPLOADS = "/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/uploads";
    private static final String PARTICIPANTS = "/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/participants";

    @Inject
    InternalTokens tokens;

    @BeforeEach
    void forget() {
        OtherServices.forget();
    }

    @Test
    void shouldImportAFileAndCountItsRows() {
        JsonPath upload = ended(upload("email,due_date,shoe\na@x.de,2026-06-30,1\nb@x.de,,2\na@x.de,,\nbad,,\n"));

        assertThat(upload.getString("status")).isEqualTo("failed");
        assertThat(upload.getString("message"))
                .startsWith("1 column is ignored")
                .endsWith(": \"shoe\"");
        assertThat(upload.getLong("total")).isEqualTo(4);
        assertThat(upload.getLong("new")).isEqualTo(2);
        assertThat(upload.getLong("updated")).isEqualTo(1);
        assertThat(upload.getLong("failed")).isEqualTo(1);
        assertThat(upload.getString("source")).isEqualTo("file");
        assertThat(upload.getString("filename")).isEqualTo("people.csv");
        assertThat(upload.<String>getList("unknown_columns")).containsExactly("shoe");
        assertThat(upload.getLong("bytes_processed")).isEqualTo(upload.getLong("bytes"));
        assertThat(OtherServices.imported()).extracting(ImportBatch.Row::number).containsExactly(2L, 3L, 4L);
    }

    @Test
    void shouldReportTheErrorsAndGiveBackTheFailedRows() {
        String id = ended(upload("\"email\";due_date\r\nbad;\"x\ny\"\r\ngood@x.de;1;2\r\nok@x.de;"))
                .getString("id");

        String report = as(Role.VIEWER)
                .get(UPLOADS + "/" + id + "/errors")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        String rows = as(Role.VIEWER)
                .get(UPLOADS + "/" + id + "/errors/rows")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(report)
                .startsWith("\ufeffrow,field,value,message\r\n2,email,bad,'=not an email\r\n3,,,\"The row has 3 cells");
        assertThat(rows)
                .startsWith(
                        "\"email\";due_date;_error\r\nbad;\"x\ny\";\"email: =not an email\"\r\ngood@x.de;1;2;\"The row");
    }

    @Test
    void shouldFailOnlyTheRowThatIsNotUtf8() {
        byte[] file = "email\na@x.de\n\u00ff@x.de\nb@x.de\n".getBytes(StandardCharsets.ISO_8859_1);

        JsonPath upload = ended(post(file).then().statusCode(202).extract().path("id"));

        assertThat(upload.getLong("new")).isEqualTo(2);
        assertThat(upload.getLong("failed")).isEqualTo(1);
        assertThat(as(Role.VIEWER)
                        .get(UPLOADS + "/" + upload.getString("id") + "/errors")
                        .asString())
                .contains("3,,,The row has bytes that are not UTF-8");
    }

    @Test
    void shouldFailAFileThatCannotBeImportedBeforeAnyRowLands() {
        failsWith("", "The file is empty");
        failsWith("\n\n", "The file is empty");
        failsWith("email,email\na@x.de,b@x.de\n", "occurs twice");
        failsWith("hidden\nx\n", "No column of the file belongs to a field with Import on");
        failsWith("\"email\na@x.de\n", "row 1, the header, is never closed");
        assertThat(OtherServices.imported()).isEmpty();
    }

    @Test
    void shouldKeepTheRowsBeforeAnUnclosedQuote() {
        JsonPath upload = ended(upload("email\na@x.de\n\"b@x.de\nc@x.de\n"));

        assertThat(upload.getString("message")).startsWith("A quote that is opened in row 3 is never closed");
        assertThat(upload.getString("status")).isEqualTo("failed");
        assertThat(upload.getLong("new")).isEqualTo(1);
    }

    @Test
    void shouldCompleteAFileWithAHeaderOnlyAndSkipAByteOrderMark() {
        JsonPath upload = ended(upload("\ufeffemail\r\n"));

        assertThat(upload.getString("status")).isEqualTo("completed");
        assertThat(upload.getLong("total")).isZero();
    }

    @Test
    void shouldLandEveryRowOnceWhenParticipantServiceFailsAndAnswersAreLost() {
        StringBuilder file = new StringBuilder("email\n");
        for (int i = 0; i < 5_000; i++) {
            file.append("p").append(i).append("@x.de\n");
        }
        OtherServices.refuse(2);
        OtherServices.dropAnswers(5);

        JsonPath upload = ended(upload(file.toString()));

        assertThat(upload.getString("status")).isEqualTo("completed");
        assertThat(upload.getLong("new")).isEqualTo(5_000);
        assertThat(OtherServices.imported()).hasSize(5_000);
    }

    @Test
    void shouldRefuseASecondFileOfTheCampaign() {
        OtherServices.refuse(1_000_000);
        String first = upload("email\na@x.de\n");

        post("email\nb@x.de\n".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("conflict"));

        OtherServices.refuse(0);
        assertThat(ended(first).getString("status")).isEqualTo("completed");
    }

    @Test
    void shouldImportNothingOfABrokenTransfer() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", io.restassured.RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + UPLOADS
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nAuthorization: Bearer "
                            + token(Role.OPERATOR) + "\r\nContent-Length: 1000\r\n\r\nemail\nbroken@x.de\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Await.until(
                    "the transfer has begun",
                    () -> list().getInt("items.size()") > 0
                            && list().getString("items[0].status").equals("processing"));
        }

        Await.until(
                "the transfer has failed",
                () -> list().getString("items[0].status").equals("failed"));
        assertThat(list().getString("items[0].message")).startsWith("The transfer of the file was interrupted");
        assertThat(OtherServices.imported()).isEmpty();
    }

    @Test
    void shouldShowNothingToAnotherTenant() {
        String id = ended(upload("email\na@x.de\n")).getString("id");
        String foreign = tokens.mint("upload-service", new Caller(UUID.randomUUID(), "someone", Set.of(Role.ADMIN)));

        for (String path : new String[] {"", "/" + id, "/" + id + "/errors", "/" + id + "/errors/rows"}) {
            given().auth().oauth2(foreign).get(UPLOADS + path).then().statusCode(404);
        }
        given().auth()
                .oauth2(foreign)
                .contentType("text/csv")
                .body("email\n")
                .post(UPLOADS)
                .then()
                .statusCode(404);
        as(Role.VIEWER)
                .contentType("text/csv")
                .body("email\n")
                .post(UPLOADS)
                .then()
                .statusCode(403);
    }

    @Test
    void shouldLandTheGoodItemsOfABatch() {
        as(Role.OPERATOR)
                .contentType("application/json")
                .body("""
                        [{"attributes": {"email": "a@x.de", "due_date": null}, "timezone": "Europe/London", "object_id": "loan_456"},
                         {"attributes": {"email": "b@x.de", "colour": "red"}},
                         {"attributes": {"email": "c@x.de", "hidden": ""}},
                         {"attributes": {"email": "bad"}},
                         {"attributes": {"email": ["x"]}},
                         {"attributes": {}},
                         {"attributes": {"email": "a@x.de", "due_date": 12.50}, "object_id": "loan_456"}]""")
                .post(PARTICIPANTS)
                .then()
                .statusCode(200)
                .body("total", equalTo(7))
                .body("new", equalTo(1))
                .body("updated", equalTo(1))
                .body("failed", equalTo(5))
                .body("errors.index", equalTo(java.util.List.of(1, 2, 3, 4, 5)))
                .body("errors[0].field", equalTo("colour"))
                .body("errors[1].message", containsString("Import is off"));

        assertThat(OtherServices.imported().getFirst())
                .satisfies(row -> assertThat(row.timezone()).isEqualTo("Europe/London"))
                .satisfies(row -> assertThat(row.objectId()).isEqualTo("loan_456"));
        assertThat(list().getString("items[0].source")).isEqualTo("api");
    }

    @Test
    void shouldAnswerARepeatWithTheSameKeyAsTheFirst() {
        String body = "[{\"attributes\":{\"email\":\"k@x.de\"}},{\"attributes\":{\"email\":\"bad\"}}]";
        OtherServices.dropAnswers(3);

        keyed("key-1", body).then().statusCode(503);
        String first = keyed("key-1", body)
                .then()
                .statusCode(200)
                .body("new", equalTo(1))
                .extract()
                .asString();
        String second = keyed("key-1", body).then().statusCode(200).extract().asString();

        assertThat(second).isEqualTo(first);
        assertThat(OtherServices.imported()).hasSize(1);
        keyed("key-1", body.replace("k@", "z@")).then().statusCode(422).body("code", equalTo("invalid"));
    }

    @Test
    void shouldRefuseBatchesOfTheWrongForm() {
        keyed(null, "[]").then().statusCode(400);
        keyed(null, "{}").then().statusCode(400);
        keyed(null, "[{\"attributes\":{\"email\":\"a@x.de\"}}").then().statusCode(400);
        keyed(null, "[1]").then().statusCode(400);
        keyed(null, "[{\"attributes\":{\"email\":\"a@x.de\"},\"colour\":1}]")
                .then()
                .statusCode(400)
                .body("detail", containsString("colour"));
        keyed(null, "[" + "{},".repeat(10_000) + "{}]").then().statusCode(413);
        assertThat(OtherServices.imported()).isEmpty();
    }

    /** As the list of campaigns asks for it. */
    private Map<String, String> lastUploads(String campaignIds) {
        return given().header(
                        "Authorization",
                        "Bearer "
                                + tokens.mint(
                                        "upload-service", Caller.service("campaign-service", OtherServices.TENANT)))
                .contentType("application/json")
                .body("{\"campaign_ids\": %s}".formatted(campaignIds))
                .post("/internal/v1/campaigns/last-uploads")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("last_upload_at");
    }

    @Test
    void shouldListNewestFirstPageByPage() {
        for (int i = 0; i < 3; i++) {
            ended(upload("email\nlist" + i + "@x.de\n"));
        }

        JsonPath first = as(Role.VIEWER).get(UPLOADS + "?limit=2").jsonPath();
        JsonPath second = as(Role.VIEWER)
                .queryParam("cursor", first.getString("next_cursor"))
                .get(UPLOADS + "?limit=1")
                .jsonPath();

        assertThat(first.getList("items")).hasSize(2);
        assertThat(first.getString("items[0].id")).isGreaterThan(first.getString("items[1].id"));
        assertThat(second.getString("items[0].id")).isLessThan(first.getString("items[1].id"));
        assertThat(first.getLong("total_processed")).isGreaterThanOrEqualTo(3);
        assertThat(first.getString("last_upload_at")).isNotBlank();
        assertThat(lastUploads("[\"%s\", \"%s\"]".formatted(OtherServices.CAMPAIGN, UUID.randomUUID())))
                .isEqualTo(Map.of(OtherServices.CAMPAIGN.toString(), first.getString("last_upload_at")));
        as(Role.VIEWER).get(UPLOADS + "?cursor=nonsense").then().statusCode(400);
        as(Role.VIEWER)
                .get(UPLOADS + "/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
    }

    private void failsWith(String file, String message) {
        JsonPath upload = ended(upload(file));
        assertThat(upload.getString("status")).isEqualTo("failed");
        assertThat(upload.getString("message")).contains(message);
        assertThat(upload.getLong("total")).isZero();
    }

    private String upload(String file) {
        return post(file.getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private io.restassured.response.Response post(byte[] file) {
        return as(Role.OPERATOR)
                .contentType("text/csv")
                .queryParam("filename", "people.csv")
                .body(file)
                .post(UPLOADS);
    }

    private io.restassured.response.Response keyed(@Nullable String key, String body) {
        RequestSpecification request =
                as(Role.OPERATOR).contentType("application/json").body(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).post(PARTICIPANTS);
    }

    private JsonPath list() {
        return as(Role.VIEWER).get(UPLOADS).jsonPath();
    }

    private JsonPath ended(String id) {
        Await.until("the upload has ended", () -> !get(id).getString("status").equals("processing"));
        return get(id);
    }

    private JsonPath get(String id) {
        return as(Role.VIEWER)
                .get(UPLOADS + "/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private RequestSpecification as(Role role) {
        return given().auth().oauth2(token(role));
    }

    private String token(Role role) {
        return tokens.mint("upload-service", new Caller(OtherServices.TENANT, "someone", Set.of(role)));
    }
}
