package campaignflows.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.web.TestClient.Answer;
import campaignflows.platform.web.problem.ErrorCode;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class JsonQuarkusTest extends RunningEdge {
    @Test
    void shouldReadAndWriteTheDialect() {
        Answer answer = post("""
                {"display_name":"Zoë","color":"dark_red","amount":1.10,"created_at":"2026-06-30T12:00:00+02:00",
                 "parts":[{"count":1}],"active":true}""");

        assertThat(answer.text())
                .isEqualTo(
                        "{\"display_name\":\"Zoë\",\"color\":\"dark_red\",\"amount\":1.10,"
                                + "\"created_at\":\"2026-06-30T10:00:00Z\",\"parts\":[{\"count\":1,\"id\":null}],\"active\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"colour\":1}                                | colour         | Unknown property 'colour' (line 1, column 13)",
                "{\"color\":\"blue\"}                          | color          | use dark_red, green",
                "{\"display_name\":5}                          | display_name   | Expected a text",
                "{\"display_name\":true}                       | display_name   | Expected a text",
                "{\"display_name\":[]}                         | display_name   | Expected a text",
                "{\"display_name\":\"a\\u0000\"}               | display_name   | cannot be stored",
                "{\"display_name\":\"a\\ud800\"}               | display_name   | cannot be stored",
                "{\"parts\":[{\"count\":\"1\"}]}               | parts[0].count | Expected a whole number",
                "{\"parts\":[{\"count\":1},{\"count\":1.5}]}   | parts[1].count | Expected a whole number",
                "{\"parts\":[{\"count\":99999999999}]}         | parts[0].count | out of range",
                "{\"parts\":[{\"count\":null}]}                | parts[0].count | Expected a whole number",
                "{\"parts\":[{\"count\":1,\"id\":\"7\"}]}      | parts[0].id    | Expected a UUID",
                "{\"parts\":{}}                                | parts          | Expected a list",
                "{\"created_at\":\"yesterday\"}                | created_at     | ISO 8601",
                "{\"active\":\"yes\"}                          | active         | Expected true or false",
                "{\"active\":1}                                | active         | Expected true or false",
                "{\"amount\":\"1\"}                            | amount         | Expected a number",
                "{\"amount\":1e999999999}                      | amount         | not valid JSON",
            })
    void shouldNameTheFieldThatCannotBeRead(String body, String field, String message) {
        Answer answer = post(body);

        assertProblem(answer, ErrorCode.MALFORMED);
        assertThat(answer.json().path("errors").get(0).path("field").asText()).isEqualTo(field);
        assertThat(answer.json().path("errors").get(0).path("message").asText()).contains(message);
        assertThat(answer.text("detail")).startsWith(field + ": ");
    }

    @Test
    void shouldSayWhichPropertyIsThereTwice() {
        Answer answer = post("{\"parts\":[],\"parts\":[]}");

        assertProblem(answer, ErrorCode.MALFORMED);
        assertThat(answer.text("detail")).startsWith("The property 'parts' is there twice: keep one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "{\"display_name\":\"x\",\"display_name\":\"y\"}",
                "{\"display_name\":\"x\"} {}",
                "[]",
                "\"x\"",
                "7",
                "{'display_name':'x'}",
                "{\"display_name\":\"taken\"}"
            })
    void shouldRefuseWhatIsNotOneJsonObject(String body) {
        assertProblem(post(body), ErrorCode.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C0AF", "C180", "E080AF", "F08080AF", "EDA080", "F4908080", "FF", "80", "C3", "C328"})
    void shouldRefuseWhatIsNoUtf8(String bytes) throws Exception {
        assertRefused("{\"display_name\":\"", bytes, "\"}");
        assertRefused("{\"display_name\":\"a\",\"", bytes, "\":1}");
    }

    private void assertRefused(String before, String bytes, String after) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(before.getBytes(StandardCharsets.US_ASCII));
        body.write(HexFormat.of().parseHex(bytes));
        body.write(after.getBytes(StandardCharsets.US_ASCII));
        Answer answer = post(body.toByteArray());
        assertProblem(answer, ErrorCode.MALFORMED);
        assertThat(answer.text("detail")).contains("not valid UTF-8");
    }

    @Test
    void shouldBoundNestingAndLengthOfTexts() {
        assertProblem(post("{\"parts\":" + "[".repeat(100_000)), ErrorCode.MALFORMED);
        assertProblem(post("{\"display_name\":\"" + "y".repeat(1_100_000) + "\"}"), ErrorCode.MALFORMED);
        assertProblem(post("{\"amount\":" + "9".repeat(500) + "}"), ErrorCode.MALFORMED);
    }

    @Test
    void shouldTellTheMessageOfARecordThatRefusesItsValues() {
        assertThat(post("{\"display_name\":\"taken\"}").text("detail"))
                .startsWith("Expected a free name, but it is taken");
    }

    @Test
    void shouldNameConstraintViolationsByTheirNamesOnTheWire() {
        Answer answer = post("{\"display_name\":\"toolong\"}");

        assertProblem(answer, ErrorCode.INVALID);
        assertThat(answer.json().path("errors").toString())
                .isEqualTo("[{\"field\":\"display_name\",\"message\":\"size must be between 0 and 5\"}]");
    }
}
