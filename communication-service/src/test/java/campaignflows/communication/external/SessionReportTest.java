package campaignflows.communication.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class SessionReportTest {
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    private static final UUID ID = UUID.fromString("01970000-0000-7000-8000-000000000001");

    /** One of each type, named after it. */
    private static final List<ResultField> RESULTS = Arrays.stream(FieldType.values())
            .map(type -> new ResultField(
                    WireName.of(type),
                    type.name(),
                    type,
                    type == FieldType.ENUMERATION ? List.of("paid", "refused") : List.of()))
            .toList();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "string|\"Yes, Friday\"|Yes, Friday",
                "integer|42|42",
                "integer|-9223372036854775808|-9223372036854775808",
                "numeric|12.50|12.50",
                "numeric|\"12.50\"|12.50",
                "numeric|7|7",
                "boolean|true|true",
                "date|\"2026-06-30\"|2026-06-30",
                "datetime|\"2026-06-30T12:00:00+02:00\"|2026-06-30T10:00:00Z",
                "enumeration|\"paid\"|paid",
                "email|\"Ann@Example.org\"|Ann@Example.org",
                "phone|\"+49 30 1234567\"|+49301234567"
            })
    void shouldTakeEachTypeInItsForm(String name, String value, String canonical) {
        SessionReport report = read("\"results\":{\"%s\":%s}".formatted(name, value));

        assertThat(report.results()).isEqualTo(Map.of(name, canonical));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "string|1|give a text",
                "string|null|give a text",
                "string|[]|give a text",
                "string|\" \"|empty",
                "integer|\"42\"|whole number",
                "integer|42.0|whole number",
                "integer|9223372036854775808|too large",
                "integer|true|whole number",
                "numeric|true|a number",
                "numeric|\"1,5\"|Not a number",
                "numeric|1e999999999|Not a number",
                "boolean|1|true or false",
                "boolean|\"true\"|true or false",
                "date|20260630|2026-06-30",
                "date|\"tomorrow\"|date",
                "datetime|1750000000|2026-06-30T10:00:00Z",
                "enumeration|\"Paid\"|paid, refused",
                "enumeration|0|allowed values",
                "email|\"ann\"|email",
                "phone|491701234567|a text",
                "surprise|1|no result of this name"
            })
    void shouldRefuseAnotherTypeAndNameTheResult(String name, String value, String message) {
        assertThatThrownBy(() -> read("\"results\":{\"%s\":%s}".formatted(name, value)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code().status()).isEqualTo(422);
                    assertThat(problem.errors()).singleElement().satisfies(error -> {
                        assertThat(error.field()).isEqualTo("data.results." + name);
                        assertThat(error.message()).containsIgnoringCase(message);
                    });
                });
    }

    @Test
    void shouldReadMessagesAndReasons() {
        SessionReport report = read("""
                "status":"failed","reason":" The line\\nis dead ","messages":[
                 {"from":"agent","text":"Hello?","at":"2026-06-01T07:00:00Z"},
                 {"from":"contact","text":" Yes ","at":"2030-01-01T00:00:00Z"}]""");

        assertThat(report.status()).isEqualTo(AgentEvent.Status.FAILED);
        assertThat(report.reason()).isEqualTo("The line is dead");
        assertThat(report.messages())
                .containsExactly(
                        new SessionReport.Line(AgentEvent.From.AGENT, "Hello?", Instant.parse("2026-06-01T07:00:00Z")),
                        new SessionReport.Line(AgentEvent.From.CONTACT, "Yes", NOW));
        assertThat(report.hasContactsMessage()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"type\":\"session.ended\",\"data\":{\"communication_id\":\"01970000-0000-7000-8000-000000000001\",\"status\":\"read\"}}|422|type",
                "{\"type\":\"session.updated\",\"data\":{\"status\":\"read\"}}|422|data.communication_id",
                "{\"type\":\"session.updated\"}|422|data.communication_id",
                "{\"type\":\"session.updated\",\"data\":{\"communication_id\":\"01970000-0000-7000-8000-000000000001\"}}|422|data",
                "{\"type\":\"session.updated\",\"data\":{\"communication_id\":\"01970000-0000-7000-8000-000000000001\",\"messages\":[{\"text\":\"a\"}]}}|422|data.messages[0].from",
                "{\"type\":\"session.updated\",\"data\":{\"communication_id\":\"01970000-0000-7000-8000-000000000001\",\"messages\":[{\"from\":\"agent\"}]}}|422|data.messages[0].text"
            })
    void shouldNameTheFieldThatIsNotValid(String body, int status, String field) {
        assertThatThrownBy(() -> SessionReport.read(bytes(body), RESULTS, NOW))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code().status()).isEqualTo(status);
                    assertThat(problem.errors()).extracting(ProblemError::field).contains(field);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{|not JSON",
                "[]|The body",
                "null|not a JSON object",
                "{\"type\":\"session.updated\",\"data\":{\"surprise\":1}}|data.surprise",
                "{\"type\":\"session.updated\",\"data\":{\"status\":\"gone\"}}|data.status",
                "{\"type\":\"session.updated\",\"data\":{\"communication_id\":\"x\"}}|data.communication_id",
                "{\"type\":\"session.updated\",\"data\":{\"messages\":[{\"from\":\"robot\"}]}}|data.messages[0].from"
            })
    void shouldNameWhatIsNotOfTheForm(String body, String place) {
        assertThatThrownBy(() -> SessionReport.read(bytes(body), RESULTS, NOW))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code().status()).isEqualTo(400);
                    assertThat(problem.detail()).contains(place);
                });
    }

    private static SessionReport read(String data) {
        String body = "{\"type\":\"session.updated\",\"data\":{\"communication_id\":\"%s\",%s}}".formatted(ID, data);
        return SessionReport.read(bytes(body), RESULTS, NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
