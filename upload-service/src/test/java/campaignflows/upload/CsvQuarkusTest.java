package campaignflows.upload;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as they occur in practice: each ends in the right rows, or in a clear error that names the row. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(OtherServices.class)
class CsvQuarkusTest {
    @Inject
    InternalTokens tokens;

    private Uploads uploads;

    @BeforeEach
    void forget() {
        OtherServices.forget();
        uploads = new Uploads(tokens);
    }

    /** Imports a file of which no row fails; its rows as number and cells. */
    private List<String> rows(byte[] file) {
        OtherServices.forget();
        JsonPath upload = uploads.imported(file);
        assertThat(upload.getString("status")).as(upload.prettify()).isEqualTo("completed");
        assertThat(upload.getLong("total")).isEqualTo(OtherServices.imported().size());
        return OtherServices.imported().stream()
                .map(row -> row.number() + " "
                        + row.cells().stream()
                                .map(cell -> cell == null ? "-" : cell)
                                .collect(Collectors.joining("|")))
                .toList();
    }

    private List<String> rows(String file) {
        return rows(file.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadEveryDialect() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            for (String delimiter : List.of(",", ";", "\t")) {
                for (String mark : List.of("", "\ufeff")) {
                    String file = mark
                            + ("email,due_date,,~\"a@x.de\",\"say \"\"hi\"\"\r\n,;\tthere\",~~b@x.de~\"\",x~c@x.de,y,,,~")
                                    .replace(",", delimiter)
                                    .replace("~", end);
                    assertThat(rows(file))
                            .as(file)
                            .containsExactly(
                                    "2 a@x.de|say \"hi\"\r\n" + delimiter + ";\tthere",
                                    "3 b@x.de|-",
                                    "4 -|x",
                                    "5 c@x.de|y");
                }
            }
        }
        assertThat(rows("email;due_date\na@x.de;ä€\uD83D\uDE00")).containsExactly("2 a@x.de|ä€\uD83D\uDE00");
        assertThat(rows("EMAIL ,Due Date\n a@x.de ,=1+1\n")).containsExactly("2  a@x.de |=1+1");
    }

    @Test
    void shouldImportWideRowsLargeCellsAndRowsLargerThanAChunk() {
        String header = IntStream.range(0, 499).mapToObj(i -> ",column " + i).collect(Collectors.joining());
        JsonPath wide = uploads.imported("email" + header + "\na@x.de" + ",v".repeat(499) + "\nb@x.de\n");
        assertThat(wide.getLong("new")).isEqualTo(2);
        assertThat(wide.getList("unknown_columns")).hasSize(499);

        OtherServices.forget();
        String large = "x".repeat(1_000_000);
        String larger = "y".repeat(1_500_000);
        JsonPath cells = uploads.imported("email,due_date\na@x.de," + large + "\nb@x.de,\"" + larger + "\"\nc@x.de,"
                + "z".repeat(3_000_000) + "\nd@x.de,\n");
        assertThat(cells.getLong("new")).isEqualTo(3);
        assertThat(cells.getLong("failed")).isEqualTo(1);
        assertThat(uploads.errors(cells.getString("id"))).contains("4,,,The row is too large");
        assertThat(OtherServices.imported())
                .extracting(row ->
                        row.cells().get(1) == null ? 0 : row.cells().get(1).length())
                .containsExactly(1_000_000, 1_500_000, 0);
    }

    @Test
    void shouldFailRowsThatCannotBeReadAndNameThem() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write("email,due_date\na@x.de,1\nb@x.de,1,2,3\n".getBytes(StandardCharsets.UTF_8));
        file.write("\u00fcber@x.de,\u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
        // Half of a surrogate pair as some programs write it.
        file.write(new byte[] {'c', '@', 'x', '.', 'd', 'e', ',', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '\n'});
        file.write("\"d@x.de\"x,1\n\"e@x.de\",\"1\n2\"\n".getBytes(StandardCharsets.UTF_8));

        JsonPath upload = uploads.imported(file.toByteArray());

        assertThat(upload.getString("status")).isEqualTo("failed");
        assertThat(upload.getString("message")).isNull();
        List<String> report = uploads.errors(upload.getString("id")).lines().toList();
        assertThat(report).hasSize(1 + upload.getInt("failed"));
        assertThat(report.get(1)).startsWith("3,,,\"The row has 4 cells, but the header has 2");
        assertThat(report.get(2)).startsWith("4,,,The row has bytes that are not UTF-8");
        assertThat(report.get(3)).startsWith("5,,,The row has bytes that are not UTF-8");
        assertThat(OtherServices.imported())
                .extracting(ImportBatch.Row::number)
                .contains(2L, 7L)
                .doesNotContain(3L, 4L, 5L);
    }

    @Test
    void shouldFailFilesThatCannotBeReadBeforeAnyRowLands() {
        fails("", "The file is empty");
        fails("\ufeff", "The file is empty");
        fails("\r\n\r\n", "The file is empty");
        fails("email,name of pet,name of pet\na@x.de,1,2\n", "The column \"name of pet\" occurs twice");
        fails("email,Email\na@x.de,b@x.de\n", "Two columns belong to the field email");
        fails(",,\na@x.de,,\n", "No column of the file belongs to a field");
        fails("email|due_date\na@x.de|1\n", "separate them with commas, semicolons or tabs");
        fails("email,\u0000\na@x.de,1\n", "The header has NUL characters");
        fails("email," + "h".repeat(1_100_000) + "\na@x.de,1\n", "The header is larger than 1 MiB");
        fails("email,\"" + "h".repeat(1_100_000), "The header is larger than 1 MiB");
        fails("email,\"due_date\na@x.de,1\n", "A quote that is opened in row 1, the header, is never closed");
        fails("email\n".getBytes(StandardCharsets.UTF_16), "The file is UTF-16");
        fails("email\na@x.de\n".getBytes(StandardCharsets.UTF_16LE), "the file is UTF-16");
        fails("pr\u00e9nom,email\nx,a@x.de\n".getBytes(StandardCharsets.ISO_8859_1), "The header cannot be read");
        assertThat(rows("email")).isEmpty();
        assertThat(rows("\ufeffemail;due_date\r\n")).isEmpty();
    }

    private void fails(String file, String message) {
        fails(file.getBytes(StandardCharsets.UTF_8), message);
    }

    private void fails(byte[] file, String message) {
        JsonPath upload = uploads.imported(file);
        assertThat(upload.getString("status")).isEqualTo("failed");
        assertThat(upload.getString("message")).contains(message);
        assertThat(upload.getLong("total")).isZero();
        assertThat(OtherServices.imported()).isEmpty();
    }

    @Test
    void shouldGiveBackFailedRowsThatLandWhenTheyAreCorrected() {
        String first = uploads.imported(
                        "\ufeff\"email\";\"Shoe\";due_date\r\nok@x.de;1;2\r\nbad;\"4\r\n2\";=cmd()\r\nbad\r\n")
                .getString("id");
        String rows = uploads.failedRows(first).then().statusCode(200).extract().asString();
        assertThat(rows)
                .isEqualTo("\ufeff\"email\";\"Shoe\";due_date;_error\r\n"
                        + "bad;\"4\r\n2\";=cmd();\"email: =not an email\"\r\nbad;;;\"email: =not an email\"\r\n");
        assertThat(uploads.errors(first))
                .isEqualTo(
                        "\ufeffrow,field,value,message\r\n3,email,bad,'=not an email\r\n4,email,bad,'=not an email\r\n");

        String second =
                uploads.imported(rows.replaceFirst("bad;\"4", "good@x.de;\"4")).getString("id");
        assertThat(uploads.get(second).getLong("new")).isEqualTo(1);
        assertThat(uploads.get(second).getList("unknown_columns")).isEqualTo(List.of("Shoe"));
        String again = uploads.failedRows(second).asString();
        assertThat(again).startsWith("\ufeff\"email\";\"Shoe\";due_date;_error;_error\r\nbad;;;\"email: =not");

        JsonPath third = uploads.imported(again.replace("\nbad;", "\nlast@x.de;"));
        assertThat(third.getString("status")).isEqualTo("completed");
        assertThat(third.getLong("new")).isEqualTo(1);
        assertThat(OtherServices.imported())
                .extracting(row -> row.cells().getFirst())
                .containsExactly("ok@x.de", "good@x.de", "last@x.de");
    }

    @Test
    void shouldReadAFileWithALineThatNamesItsSeparatorAndGiveItBackAsItWas() {
        String file = "\ufeff\"sep=;\"\r\nEMAIL;\u00fc,1;due_date\r\nok@x.de;1,2,3,4;5\r\nbad;\u00fc;6\r\n";

        JsonPath first = uploads.imported(file);

        assertThat(first.getLong("new")).isEqualTo(1);
        assertThat(first.getList("unknown_columns")).isEqualTo(List.of("\u00fc,1"));
        assertThat(uploads.errors(first.getString("id"))).contains("\r\n3,email,bad,");
        String rows = uploads.failedRows(first.getString("id")).asString();
        assertThat(rows)
                .isEqualTo(
                        "\ufeff\"sep=;\"\r\nEMAIL;\u00fc,1;due_date;_error\r\nbad;\u00fc;6;\"email: =not an email\"\r\n");
        JsonPath second = uploads.imported(rows.replace("\nbad;", "\ngood@x.de;"));
        assertThat(second.getLong("new")).isEqualTo(1);
        assertThat(second.getLong("failed")).isZero();
    }

    @Test
    void shouldSkipAndCountRowsOfNothing() {
        JsonPath upload = uploads.imported(
                "email;due_date\n;\na@x.de;1\n\u00a0;\u3000\n\"\";\"\"\n;;;;;\n \t\n\nb@x.de;\u00a0\n;x\n");

        assertThat(upload.getLong("skipped")).isEqualTo(5);
        assertThat(upload.getLong("total")).isEqualTo(3);
        assertThat(upload.getString("status")).isEqualTo("completed");
        assertThat(OtherServices.imported().stream().map(row -> row.number() + " " + row.cells()))
                .containsExactly("3 [a@x.de, 1]", "8 [b@x.de, null]", "9 [null, x]");
    }

    @Test
    void shouldSayWhichColumnsWereIgnored() {
        JsonPath upload = uploads.imported("email,Shoe,Hidden,\na@x.de,1,2,\n");

        assertThat(upload.getString("status")).isEqualTo("completed");
        assertThat(upload.getString("message"))
                .isEqualTo("3 columns are ignored (no field with Import on has that name or title):"
                        + " \"Shoe\", \"Hidden\", one without a name");
        JsonPath list = uploads.as(Role.VIEWER)
                .get("/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/uploads")
                .jsonPath();
        assertThat(list.getString("items[0].message")).isEqualTo(upload.getString("message"));
        assertThat(list.getList("items[0].unknown_columns")).isEqualTo(List.of("Shoe", "Hidden", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/csv; charset=utf-8",
                "application/vnd.ms-excel",
                "application/csv",
                "text/plain",
                "text/plain;charset=UTF-8",
                "application/octet-stream",
                "text/x-csv",
                "application/x-csv",
                "text/comma-separated-values",
                "text/tab-separated-values"
            })
    void shouldTakeACsvFileByEveryTypeThatIsSentForOne(String type) {
        byte[] file = "email\nx@x.de\n".getBytes(StandardCharsets.UTF_8);
        String path = "/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/uploads";

        String id = uploads.as(Role.OPERATOR)
                .contentType(type)
                .queryParam("filename", "C:\\dir\\li\u202Este\n.csv")
                .body(file)
                .post(path)
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        assertThat(uploads.ended(id).getString("filename")).isEqualTo("liste.csv");
        uploads.as(Role.OPERATOR)
                .contentType(type)
                .body(file)
                .post(path + "/preview")
                .then()
                .statusCode(200);
    }

    @Test
    void shouldMarkReportsAsUtf8ForSpreadsheetsUnlessToldNotTo() throws IOException {
        String plain = uploads.imported("email,due_date\nbad,1\n").getString("id");
        String umlaut = uploads.imported("email,due_date\nbad,\u00fc\n").getString("id");
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        mixed.write("email,due_date\nbad,\u00fc\n".getBytes(StandardCharsets.UTF_8));
        mixed.write("bad,\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
        String notUtf8 = uploads.imported(mixed.toByteArray()).getString("id");

        assertThat(uploads.errors(plain)).startsWith("\ufeffrow,field,value,message\r\n");
        assertThat(uploads.errors(plain, "?bom=false")).startsWith("row,field,value,message\r\n");
        assertThat(uploads.failedRows(plain).asString()).startsWith("email,due_date,_error\r\nbad,1,");
        assertThat(uploads.failedRows(umlaut).asString()).startsWith("\ufeffemail,due_date,_error\r\nbad,\u00fc,");
        assertThat(uploads.failedRows(umlaut, "?bom=false").asString())
                .startsWith("email,due_date,_error\r\nbad,\u00fc,");
        assertThat(uploads.failedRows(notUtf8).asString()).startsWith("email,due_date,_error");
    }

    @Test
    void shouldTellOneItemAHundredErrorsAtMost() {
        String attributes = IntStream.range(0, 5_000)
                .mapToObj(i -> "\"no_such_%d\": 1".formatted(i))
                .collect(Collectors.joining(","));
        JsonPath answer = uploads.as(Role.OPERATOR)
                .contentType("application/json")
                .body(
                        "[{\"attributes\": {%s}, \"timezone\": 5, \"object_id\": 5}, {\"attributes\": {\"email\": \"m@x.de\"}}]"
                                .formatted(attributes))
                .post("/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/participants")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getLong("failed")).isEqualTo(1);
        assertThat(answer.getLong("new")).isEqualTo(1);
        assertThat(answer.getList("errors")).hasSize(100);
        assertThat(answer.getString("errors[99].message"))
                .isEqualTo("4903 more errors are not listed: correct these first");
    }

    @Test
    void shouldTrimTheObjectsIdAndTheTimeZoneOfAllWhiteSpace() {
        uploads.imported("email,object_id,timezone\na@x.de,\u00a07\u200b,\ufeffUTC\u2007\nb@x.de,\u00a0,\u00a0\n");
        uploads.as(Role.OPERATOR)
                .contentType("application/json")
                .body(
                        "[{\"attributes\": {\"email\": \"c@x.de\"}, \"object_id\": \"\u00a07\", \"timezone\": \"\u00a0\"}]")
                .post("/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/participants")
                .then()
                .statusCode(200);

        assertThat(OtherServices.imported().stream().map(row -> row.objectId() + " " + row.timezone()))
                .containsExactly("7 UTC", "null null", "7 null");
    }

    @Test
    void shouldFailOnlyTheApiItemsThatCannotBeStored() {
        JsonPath answer = uploads.as(Role.OPERATOR)
                .contentType("application/json")
                .body("""
                        [{"attributes": {"email": "a@x.de"}},
                         {"attributes": {"email": "b@x.de", "due_date": "x\\u0000y"}},
                         {"attributes": {"email": "\\ud83d"}},
                         {"attributes": {"email": "c@x.de", "pet\\u0000": "\\udc00"}},
                         {"attributes": {"email": "d@x.de"}, "object_id": "1\\u00002"},
                         {"attributes": {"email": "e@x.de"}, "timezone": 5},
                         {"attributes": {"email": "f@x.de"}, "timezone": null, "object_id": "7"}]""")
                .post("/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/participants")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getLong("new")).isEqualTo(2);
        assertThat(answer.getLong("failed")).isEqualTo(5);
        assertThat(answer.getList("errors.index", Integer.class)).containsExactly(1, 2, 3, 4, 5);
        assertThat(answer.getList("errors.field"))
                .isEqualTo(List.of("due_date", "email", "pet\ufffd", "object_id", "timezone"));
        assertThat(uploads.errors(answer.getString("upload_id"))).contains("1,due_date,x\ufffdy,The value holds");
    }

    @Test
    void shouldRefuseAFileOverTheLimitBeforeItsBody() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", io.restassured.RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/campaigns/" + OtherServices.CAMPAIGN
                            + "/uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nAuthorization: Bearer "
                            + uploads.token(Role.OPERATOR) + "\r\nContent-Length: 4294967297\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
    }
}
