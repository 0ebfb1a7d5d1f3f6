package campaignflows.campaign.expressioncheck;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One expression or script, checked while it is typed. */
@QuarkusTest
class CodeCheckIT extends ServiceIT {
    private UUID campaign;
    private UUID flow;
    private UUID participant;

    @BeforeEach
    void campaignWithAParticipant() {
        campaign = api.createCampaign("A");
        api.post(
                        campaign,
                        "/fields",
                        "{\"name\": \"amount\", \"title\": \"Amount\", \"type\": \"numeric\", \"level\": \"participant\"}")
                .then()
                .statusCode(201);
        flow = api.addFlow(campaign, "F", Api.cancelWhenCreated());
        participant = Ids.v7();
        others.subjectsAre(subject());
    }

    private SimulationSubjectLine.Subject subject() {
        return new SimulationSubjectLine.Subject(
                new ParticipantSnapshot(
                        api.tenant(),
                        campaign,
                        participant,
                        Ids.v7(),
                        null,
                        "America/New_York",
                        Map.of("name", "Ann"),
                        Map.of("amount", "10.00"),
                        null,
                        null),
                true,
                List.of(),
                Set.of());
    }

    private ValidatableResponse check(String body) {
        return api.post(campaign, "/flows/" + flow + "/check-expression", body).then();
    }

    private static String quoted(String text) {
        try {
            return Json.mapper().writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 +                   | 1 | 4  | Expected an expression, but the code ends here
            amount + nothing      | 1 | 10 | There is no field and no function nothing
            participant.x         | 1 | 13 | There is no field participant.x
            """)
    void shouldSayWhereCodeIsWrong(String code, int line, int column, String message) {
        check("{\"code\": %s}".formatted(quoted(code)))
                .statusCode(200)
                .body("findings.severity", contains("error"))
                .body("findings.code", contains("expression_invalid"))
                .body("findings[0].flow_id", equalTo(flow.toString()))
                .body("findings[0].line", equalTo(line))
                .body("findings[0].column", equalTo(column))
                .body("findings[0].message", equalTo(message))
                .body("sample", nullValue());
    }

    @Test
    void shouldTryAnExpressionWithTheValuesOfAParticipant() {
        check("{\"code\": \"amount * 2\", \"participant_id\": \"%s\"}".formatted(participant))
                .body("findings", empty())
                .body("sample.participant_id", equalTo(participant.toString()))
                .body("sample.value", equalTo("20.00"))
                .body("sample.type", equalTo("numeric"))
                .body("sample.error", nullValue());
        check("{\"code\": \"'Dear ' + customer.name\", \"attributes\": {\"name\": \"Ann\"}}")
                .body("sample.participant_id", nullValue())
                .body("sample.value", equalTo("Dear Ann"));
        check("{\"code\": \"customer.email\", \"participant_id\": \"%s\"}".formatted(participant))
                .body("sample.value", nullValue())
                .body("sample.error", nullValue());
        check("{\"code\": \"amount\"}").body("findings", empty()).body("sample", nullValue());
    }

    @Test
    void shouldTellAValueOfAnotherTypeThanIsWanted() {
        String body = "{\"code\": \"customer.name\", \"expected_type\": \"%s\", \"participant_id\": \"%s\"}";
        check(body.formatted("string", participant)).body("findings", empty());
        check(body.formatted("integer", participant))
                .body("findings.severity", contains("warning"))
                .body("findings[0].message", containsString("not of type integer"));
    }

    @Test
    void shouldTryAScriptWithoutWritingAnything() {
        check(
                        "{\"kind\": \"script\", \"participant_id\": \"%s\", \"code\": %s}"
                                .formatted(
                                        participant,
                                        quoted(
                                                "def run(context):\n    return {'participant.amount': context.participant.amount + 1}")))
                .body("findings", empty())
                .body("sample.updates.field", contains("participant.amount"))
                .body("sample.updates.value", contains("11.00"));
        check("{\"kind\": \"script\", \"code\": \"amount\"}").body("findings.code", contains("expression_invalid"));
        check("{\"kind\": \"script\", \"participant_id\": \"%s\", \"code\": %s}"
                        .formatted(participant, quoted("def run(context):\n    return 1 / 0")))
                .body("sample.error", containsString("division"))
                .body("sample.line", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum(i * j for i in range(10000) for j in range(10000))",
                "'x' * 100000000",
                "[0] * 100000000",
                "9 ** 9 ** 9",
            })
    void shouldBoundWhatCodeMayUse(String code) {
        long begin = System.nanoTime();
        check("{\"code\": %s, \"participant_id\": \"%s\"}".formatted(quoted(code), participant))
                .statusCode(200)
                .body("sample.value", nullValue())
                .body("sample.error", org.hamcrest.Matchers.notNullValue());
        org.junit.jupiter.api.Assertions.assertTrue(System.nanoTime() - begin < 10_000_000_000L);
    }

    @Test
    void shouldRefuseWhatCannotBeChecked() {
        check("{}").statusCode(422).body("errors[0].field", equalTo("code"));
        check("{\"code\": \"1\", \"sample\": true, \"attributes\": {}}").statusCode(422);
        check("{\"code\": \"%s\"}".formatted("1".repeat(10_001))).statusCode(422);
        UUID other = api.createCampaign("B");
        api.post(other, "/flows/" + flow + "/check-expression", "{\"code\": \"1\"}")
                .then()
                .statusCode(404);
        newTenantApi()
                .post(campaign, "/flows/" + flow + "/check-expression", "{\"code\": \"1\"}")
                .then()
                .statusCode(404);
    }
}
