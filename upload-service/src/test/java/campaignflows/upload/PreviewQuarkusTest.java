package campaignflows.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(OtherServices.class)
class PreviewQuarkusTest {
    @Inject
    InternalTokens tokens;

    private Uploads uploads;

    @BeforeEach
    void forget() {
        OtherServices.forget();
        uploads = new Uploads(tokens);
    }

    private JsonPath preview(String query, byte[] part) {
        return uploads.post("/preview" + query, part)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath preview(String part) {
        return preview("", part.getBytes(StandardCharsets.UTF_8));
    }

    private static String estimate(JsonPath preview) {
        return "%d: %d %d %d %d of %d"
                .formatted(
                        preview.getLong("estimate.rows"),
                        preview.getLong("estimate.new"),
                        preview.getLong("estimate.changed"),
                        preview.getLong("estimate.same"),
                        preview.getLong("estimate.failed"),
                        preview.getLong("estimate.sampled"));
    }

    @Test
    void shouldShowColumnsRowsProblemsAndCountsAndWriteNothing() {
        uploads.imported("email\nknown@x.de\n");

        JsonPath preview = preview("\ufeffE-Mail;EMAIL;due_date;Hidden;_error;;TIMEZONE\r\n"
                + "x;known@x.de;\"a;\nb\";;;;UTC\r\nx;bad;;;;;\r\nx;new@x.de;1;2;3;4;5;6;7\r\nx;new@x.de");

        assertThat(preview.getString("delimiter")).isEqualTo(";");
        assertThat(preview.getList("columns.header"))
                .isEqualTo(List.of("E-Mail", "EMAIL", "due_date", "Hidden", "_error", "", "TIMEZONE"));
        assertThat(preview.getList("columns.field"))
                .isEqualTo(Arrays.asList(null, "email", "due_date", null, null, null, "timezone"));
        assertThat(preview.getList("columns.reason"))
                .isEqualTo(Arrays.asList("unknown", null, null, "import_off", "error_column", "unnamed", null));
        assertThat(preview.getList("rows[0]")).isEqualTo(List.of("x", "known@x.de", "a;\nb", "", "", "", "UTC"));
        assertThat(preview.getList("rows")).hasSize(4);
        assertThat(preview.getList("problems.row")).isEqualTo(List.of(3, 4));
        assertThat(preview.getString("problems[0].field")).isEqualTo("email");
        assertThat(preview.getString("problems[0].value")).isEqualTo("bad");
        assertThat(preview.getString("problems[1].message")).startsWith("The row has 9 cells");
        assertThat(estimate(preview)).isEqualTo("4: 1 0 1 2 of 4");
        assertThat(OtherServices.imported()).hasSize(1);
    }

    @Test
    void shouldTellWhatKeepsTheFileFromBeingImportedAsAProblemOfTheHeader() {
        problemOfHeader("", "The file is empty");
        problemOfHeader("\ufeff", "The file is empty");
        problemOfHeader("email,email\na,b\n", "occurs twice");
        problemOfHeader("hidden\na\n", "No column of the file belongs to a field with Import on");
        problemOfHeader("\"email\na@x.de\n", "row 1, the header, is never closed");
        JsonPath utf16 = preview("", "email\na@x.de\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(utf16.getString("problems[0].message")).contains("UTF-16");
        JsonPath latin = preview("", "pr\u00e9nom,email\nx,a@x.de\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(latin.getString("problems[0].message")).startsWith("The header cannot be read");
        assertThat(preview("email,email\na,b\n").getList("columns.field")).isEqualTo(List.of("email", "email"));
    }

    private void problemOfHeader(String file, String message) {
        JsonPath preview = preview(file);
        assertThat(preview.getList("problems.row")).isEqualTo(List.of(1));
        assertThat(preview.getString("problems[0].message")).contains(message);
        assertThat(preview.getLong("estimate.new")).isZero();
    }

    @Test
    void shouldTakeNoCutForAFault() {
        String file = "email,due_date\na@x.de,1\nbad,2\nlong@x.de,\"say \"\"hi\"\"\nthere\"\nlast@x.de,4\n";
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        int header = file.indexOf('\n') + 1;
        for (int length = header; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            for (String size : List.of("", "?size=" + bytes.length)) {
                JsonPath preview = preview(size, part);
                assertThat(preview.getList("problems.row", Integer.class))
                        .as("%d bytes %s", length, size)
                        .isSubsetOf(3);
                assertThat(preview.getLong("estimate.rows")).isLessThan(9);
            }
        }
        assertThat(estimate(preview("?size=" + bytes.length, bytes))).isEqualTo("4: 3 0 0 1 of 4");
        assertThat(estimate(preview(file.stripTrailing()))).isEqualTo("4: 3 0 0 1 of 4");
        assertThat(estimate(preview("email,due_date\nbad,1"))).isEqualTo("1: 0 0 0 1 of 1");
        byte[] open = "email\na@x.de\n\"b@x.de\nc@x.de\n".getBytes(StandardCharsets.UTF_8);
        assertThat(preview("?size=" + open.length, open).getString("problems[0].message"))
                .startsWith("A quote that is opened in row 3 is never closed");
        uploads.post("/preview?size=3", open).then().statusCode(400).body("detail", containsString("size"));
        uploads.post("/preview?size=x", open).then().statusCode(400);
    }

    @Test
    void shouldCarryTheCountsOverToTheWholeFile() {
        StringBuilder file = new StringBuilder("email\n");
        for (int i = 0; i < 30_000; i++) {
            file.append(i % 4 == 0 ? "bad\n" : "p%05d@example.org\n".formatted(i));
        }
        byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);

        assertThat(estimate(preview("", bytes))).isEqualTo("30000: 22500 0 0 7500 of 10000");
        JsonPath part = preview("?size=" + bytes.length, Arrays.copyOf(bytes, 60_001));
        assertThat(part.getLong("estimate.rows")).isBetween(29_900L, 30_100L);
        assertThat(part.getLong("estimate.new")).isBetween(22_300L, 22_700L);
        assertThat(part.getList("problems")).hasSize(100);
        assertThat(part.getList("rows")).hasSize(20);
    }

    @Test
    void shouldAnswerThoughTheWholeOfALargeFileIsSent() {
        byte[] file = ("email\n" + "someone@example.org\n".repeat(400_000)).getBytes(StandardCharsets.UTF_8);

        JsonPath preview = preview("", file);

        assertThat(preview.getLong("estimate.rows")).isEqualTo(400_000);
        assertThat(preview.getLong("estimate.sampled")).isEqualTo(10_000);
    }

    @Test
    void shouldBeAllowedWhileTheCampaignIsActiveAndAFileIsImportedButOnlyToItsOperators() {
        OtherServices.engine(CampaignStatus.ACTIVE, 0);
        OtherServices.hold(true);
        String running = uploads.upload("email\na@x.de\n");
        Await.until("a chunk is under way", () -> OtherServices.waiting() == 1);

        assertThat(estimate(preview("email\nb@x.de\n"))).isEqualTo("1: 1 0 0 0 of 1");
        new Uploads(tokens, UUID.randomUUID(), OtherServices.CAMPAIGN)
                .post("/preview", new byte[] {'a'})
                .then()
                .statusCode(404);
        uploads.as(Role.VIEWER)
                .contentType("text/csv")
                .body("email\n")
                .post("/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/uploads/preview")
                .then()
                .statusCode(403);

        OtherServices.hold(false);
        assertThat(uploads.ended(running).getString("status")).isEqualTo("completed");
    }
}
