package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.commands;
import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.node;
import static campaignflows.engine.walk.WalkFixture.updates;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.values.FieldType;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Python Custom Action (rules E1 and E2): a script between the trigger and a communication. */
class PythonActionTest {
    private static EventEffects run(String script) {
        return fixture(script).created();
    }

    private static WalkFixture fixture(String script) {
        return new WalkFixture()
                .at("2026-06-27T22:30:00Z")
                .zone("Europe/Berlin")
                .field("contacted", FieldType.BOOLEAN)
                .field("visits", FieldType.INTEGER)
                .field("due_date", FieldType.DATE)
                .result("score", FieldType.INTEGER)
                .customer("name", "Ann")
                .participant("visits", "3")
                .participant("due_date", "2026-07-01")
                .lastCommunication(WalkFixture.communicationState(
                        "HELLO", CommunicationStatus.COMPLETED, "2026-06-20T10:00:00Z", Map.of("score", "9")))
                .flow(
                        UUID.fromString("00000000-0000-7000-8000-00000000000f"),
                        node("t", "participant_created", "{}")
                                + "," + node("n", "python_action", "{\"script\": %s}".formatted(quoted(script))) + ","
                                + communication("next", "telegram", "NEXT"),
                        edge("t", "out", "n") + "," + edge("n", "out", "next"));
    }

    private static String quoted(String script) {
        try {
            return Json.mapper().writeValueAsString(script);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void shouldWriteTheUpdatesThatTheScriptReturnsAndWalkOn() {
        // when
        EventEffects effects = run("""
                def days_left(context):
                    return (context.participant.due_date - context.now.date()).days

                def run(context):
                    score = context.communication.score
                    if score is None or score < 5:
                        return None
                    return {
                        "participant.contacted": True,
                        "visits": context.participant.visits + days_left(context),
                        "customer.name": context.customer.name.upper(),
                    }
                """);

        // then
        assertThat(updates(effects))
                .containsExactly("participant.contacted=true", "participant.visits=6", "customer.name=ANN");
        assertThat(WalkFixture.step(effects, "n").operands())
                .containsExactly("participant.contacted = true", "participant.visits = 6", "customer.name = ANN");
        assertThat(WalkFixture.step(effects, "n").message()).isNull();
        assertThat(commands(effects)).containsExactly("NEXT");
    }

    @Test
    void shouldWalkOnWithoutUpdatesWhenTheScriptReturnsNone() {
        // when
        EventEffects effects = run("def run(context):\n    pass\n");

        // then
        assertThat(updates(effects)).isEmpty();
        assertThat(commands(effects)).containsExactly("NEXT");
    }

    @Test
    void shouldClearWithNoneAndSetResultAtWithTheResult() {
        // when
        EventEffects effects = run("def run(context):\n    return {'visits': None, 'participant.result': True}");

        // then
        assertThat(updates(effects))
                .containsExactly(
                        "participant.visits=null",
                        "participant.result=true",
                        "participant.result_at=2026-06-27T22:30:00Z");
    }

    @Test
    void shouldWriteResultAt() {
        EventEffects effects = run("def run(context):\n    return {'participant.result_at': context.now}");
        assertThat(updates(effects)).containsExactly("participant.result_at=2026-06-27T22:30:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "key = 'participant.nothing'; return {key: 1, 'contacted': True} | participant.nothing was skipped: there is no such field of the customer or participant",
                "return {'communication.score': 1, 'contacted': True} | communication.score was skipped: there is no such field of the customer or participant",
                "return {'visits': 'many', 'contacted': True} | visits was skipped: Not a whole number: use digits only, such as 42 or -7",
                "return {'visits': [1], 'contacted': True} | visits was skipped: The expression gave a list, but one value is wanted"
            })
    void shouldRecordAndSkipAnUpdateThatIsNotValid(String body, String message) {
        // when
        EventEffects effects = run("def run(context):\n    " + body);

        // then
        assertThat(updates(effects)).containsExactly("participant.contacted=true");
        assertThat(WalkFixture.step(effects, "n").message()).isEqualTo(message);
        assertThat(commands(effects)).containsExactly("NEXT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "return {'visits': 1 / 0}        | ZeroDivisionError: division by zero (line 2 of the script)",
                "return context.customer.email.lower() | AttributeError: 'NoneType' object has no attribute 'lower' (line 2 of the script)",
                "return 5                        | run returned a value of type int, but it returns a dict of field updates or None",
                "return {chr(0): 1}              | run returned a dict with a key that is no name of a field, such as \"participant.contacted\"",
                "return {'visits': {}[chr(0)]}   | KeyError: '\\x00' (line 2 of the script)",
                "return {'visits': f'{1:{chr(0)}}'} | ValueError: Unknown format code '\\x0' for object of type 'int' (line 2 of the script)",
                "return {1 + i: 1 for i in [1]}  | run returned a dict with a key that is no name of a field, such as \"participant.contacted\"",
                "return run(context)             | RecursionError: maximum recursion depth exceeded (line 2 of the script)",
                "return {'visits': len([0] * 10 ** 9)} | MemoryError: a list may have 1,048,576 items at most (line 2 of the script)"
            })
    void shouldRecordAFailureAndEndTheWalkThere(String body, String reason) {
        // when
        EventEffects effects = run("def run(context):\n    " + body);

        // then
        assertThat(updates(effects)).isEmpty();
        assertThat(commands(effects)).isEmpty();
        assertThat(WalkFixture.walk(effects).outcome()).isEqualTo(WalkOutcome.FAILED);
        assertThat(WalkFixture.walk(effects).error()).isEqualTo(reason);
        assertThat(WalkFixture.step(effects, "n").message()).isEqualTo(reason);
    }

    /** Whichever limit is reached first: on a busy machine five million steps may take longer than two seconds. */
    @Test
    void shouldRecordAFailureOfAScriptThatGoesOnForTooLong() {
        EventEffects effects = run("def run(context):\n    while True: pass");

        assertThat(commands(effects)).isEmpty();
        assertThat(WalkFixture.walk(effects).error())
                .matches("TimeoutError: the code takes more than (5,000,000 steps|2000 ms) \\(line 2 of the script\\)");
    }

    @Test
    void shouldFailTheWalksOfAFlowWhoseScriptDoesNotCompile() {
        // when
        EventEffects effects = run("def run(context):\n    import os\n");

        // then
        assertThat(WalkFixture.walk(effects).error())
                .isEqualTo("Node n: The script is not valid. Line 2, column 5: import is not supported:"
                        + " datetime, date and timedelta are there already");
    }
}
