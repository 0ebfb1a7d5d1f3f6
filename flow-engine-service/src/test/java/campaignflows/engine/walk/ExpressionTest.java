package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.check;
import static campaignflows.engine.walk.WalkFixture.commands;
import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.plan;
import static campaignflows.engine.walk.WalkFixture.update;
import static campaignflows.engine.walk.WalkFixture.updates;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.values.FieldType;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule E1 in each place where a value may be an expression. It is the 28th in Berlin and still the 27th in UTC. */
class ExpressionTest {
    private static WalkFixture fixture() {
        return new WalkFixture()
                .at("2026-06-27T22:30:00Z")
                .zone("Europe/Berlin")
                .region("DE")
                .field("s", FieldType.STRING)
                .field("i", FieldType.INTEGER)
                .field("price", FieldType.NUMERIC)
                .field("d", FieldType.DATE)
                .field("t", FieldType.DATETIME)
                .field("b", FieldType.BOOLEAN)
                .field(new FieldDefinition(
                        "e", "e", FieldType.ENUMERATION, FieldLevel.PARTICIPANT, true, false, false, List.of("gold")))
                .result("score", FieldType.INTEGER)
                .customer("name", "Ann Lee")
                .customer("phone", "491701234567")
                .customer("email", "Ann@Example.com")
                .participant("s", "text")
                .participant("i", "7")
                .participant("price", "19.90")
                .participant("d", "2026-07-01")
                .participant("t", "2026-07-01T10:00:00Z")
                .participant("e", "gold")
                .lastCommunication(WalkFixture.communicationState(
                        "HELLO", CommunicationStatus.NO_RESPONSE, "2026-06-20T10:00:00Z", Map.of("score", "9")));
    }

    static String expression(String code) {
        try {
            return "{\"kind\": \"expression\", \"code\": %s}"
                    .formatted(Json.mapper().writeValueAsString(code));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "participant.d | is_on          | date.today() + timedelta(days=3)          | MATCHED",
                "participant.d | is_before      | datetime.now()                            | OTHERWISE",
                "participant.t | is_after       | datetime.now() + timedelta(days=3)        | MATCHED",
                "participant.t | is_on          | '2026-07-01'                              | MATCHED",
                "participant.i | gt             | communication.score - 3                   | MATCHED",
                "participant.i | equals         | '7'                                       | MATCHED",
                "participant.price | lte        | 10 * 1.99                                 | MATCHED",
                "participant.price | lt         | price * 1.01                              | MATCHED",
                "participant.price | equals     | 19.9                                      | MATCHED",
                "participant.s | equals         | name.split()[0]                           | OTHERWISE",
                "customer.name | starts_with    | 'Ann '                                    | MATCHED",
                "customer.name | contains       | ' '                                       | MATCHED",
                "customer.email | equals        | email.upper()                             | MATCHED",
                "customer.phone | equals        | '0170 1234567'                            | MATCHED",
                "customer.phone | equals        | customer.phone                            | MATCHED",
                "participant.e | is_one_of      | ['silver', 'go' + 'ld']                   | MATCHED",
                "participant.e | is_none_of     | ('gold',)                                 | OTHERWISE",
                "participant.e | equals         | 'gold' if i > 5 else 'silver'             | MATCHED",
                "communication.status | equals  | 'no_response'                             | MATCHED"
            })
    void shouldCompareAPropertyWithAnExpression(String property, String operator, String code, String expected) {
        // when
        EventEffects effects =
                fixture().flow(check("n", property, operator, expression(code))).created();

        // then
        assertThat(commands(effects)).containsExactly(expected);
        assertThat(WalkFixture.step(effects, "n").message()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "participant.i | gt     | 1 / 0     | The expression failed in line 1: ZeroDivisionError: division by zero",
                "participant.i | gt     | b + 1     | The expression failed in line 1: TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'",
                "participant.i | gt     | b         | The expression gave None",
                "participant.i | gt     | [1, 2]    | The expression gave a list, but one value is wanted",
                "participant.i | gt     | {'a': 1}  | A value of Python's type dict is no value of a field",
                "participant.i | gt     | 'many'    | Not a number: use digits with a point for decimals, such as 1234.50",
                "participant.b | equals | 1 / 0     | participant.b is not set"
            })
    void shouldLeaveByElseAndSayWhyWhenThereIsNothingToCompareWith(
            String property, String operator, String code, String reason) {
        // when
        EventEffects effects =
                fixture().flow(check("n", property, operator, expression(code))).created();

        // then
        assertThat(commands(effects)).containsExactly("OTHERWISE");
        assertThat(WalkFixture.step(effects, "n").message()).isEqualTo(reason);
    }

    /** Whichever limit is reached first: on a busy machine a million steps take longer than half a second. */
    @Test
    void shouldLeaveByElseWhenTheCodeGoesOnForTooLong() {
        EventEffects effects = fixture()
                .flow(check("n", "participant.i", "gt", expression("sum(range(10 ** 9))")))
                .created();

        assertThat(commands(effects)).containsExactly("OTHERWISE");
        assertThat(WalkFixture.step(effects, "n").message())
                .matches(
                        "The expression failed in line 1: TimeoutError: the code takes more than (1,000,000 steps|500 ms)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "participant.s  | f'{price * 2:.1f} for {name.split()[0]}'   | participant.s=39.8 for Ann",
                "participant.s  | '  text '                                  | participant.s=text",
                "participant.s  | i * 2                                      | participant.s=14",
                "participant.i  | i + 1                                      | participant.i=8",
                "participant.i  | i / 7 * 3                                  | participant.i=3",
                "participant.price | price * 1.19                            | participant.price=23.6810",
                "participant.price | i / 3                                   | participant.price=2.3333333333333335",
                "participant.price | price / 3                               | participant.price=6.633333333333333333",
                "participant.b  | i > 3 and d > date.today()                 | participant.b=true",
                "participant.d  | d + timedelta(days=14)                     | participant.d=2026-07-15",
                "participant.d  | datetime.now()                             | participant.d=2026-06-28",
                "participant.t  | datetime(2026, 7, 2, 9, 30)                | participant.t=2026-07-02T07:30:00Z",
                "participant.t  | t.replace(hour=9)                          | participant.t=2026-07-01T07:00:00Z",
                "participant.t  | date.today()                               | participant.t=2026-06-27T22:00:00Z",
                "participant.e  | 'gold' if price > 19.5 else 'silver'       | participant.e=gold",
                "participant.s  | None                                       | participant.s=null",
                "customer.phone | phone                                     | customer.phone=+491701234567",
                "customer.phone | '+49 170 7654321'                          | customer.phone=+491707654321"
            })
    void shouldWriteWhatAnExpressionGives(String field, String code, String expected) {
        // when
        EventEffects effects =
                fixture().flow(update("n", field, expression(code))).created();

        // then
        assertThat(updates(effects)).containsExactly(expected);
        assertThat(WalkFixture.step(effects, "n").message()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "participant.i | 1.5                  | Not a whole number, or too large for one: round it",
                "participant.i | 10 ** 30             | Not a whole number, or too large for one: round it",
                "participant.s | ''                   | The expression gave an empty text",
                "participant.e | 'silver'             | Not an allowed value: use one of gold",
                "participant.s | name[20]             | The expression failed in line 1: IndexError: string index out of range",
                "participant.s | 'x' * 10 ** 9        | The expression failed in line 1: MemoryError: a text may have 1,048,576 characters at most",
                "participant.price | float('inf')     | An infinite number, or none (nan), is no value of a field",
                "customer.email | None                | it says who the customer is and cannot be cleared"
            })
    void shouldRecordAndSkipWhatCannotBeWritten(String field, String code, String reason) {
        // when
        EventEffects effects = fixture()
                .flow(update("n", field, expression(code), "participant.b", expression("True")))
                .created();

        // then
        assertThat(updates(effects)).containsExactly("participant.b=true");
        assertThat(WalkFixture.step(effects, "n").message()).isEqualTo(field + " was skipped: " + reason);
        assertThat(WalkFixture.walk(effects).outcome()).isEqualTo(WalkOutcome.COMPLETED);
    }

    @Test
    void shouldPassExpressionsOnAsParametersAndRecordThoseThatFail() {
        // when
        String parameters = ", \"parameters\": {\"first\": %s, \"due\": %s, \"none\": %s, \"bad\": %s}"
                .formatted(
                        expression("name.split()[0]"),
                        expression("t + timedelta(hours=1)"),
                        expression("participant.b"),
                        expression("name.split()[5]"));
        EventEffects effects =
                fixture().flow(communication("n", "telegram", "HI", parameters)).created();

        // then
        assertThat(plan(effects).parameters()).isEqualTo(Map.of("first", "Ann", "due", "2026-07-01T11:00:00Z"));
        assertThat(WalkFixture.step(effects, "n").message())
                .isEqualTo(
                        "Parameter bad was left out: The expression failed in line 1: IndexError: list index out of range");
    }

    @Test
    void shouldFillWhatsAppVariablesWithExpressionsAsPeopleReadThem() {
        // when
        String template = ", \"template\": {\"name\": \"a\", \"language\": \"en\", \"variables\": [%s, %s, %s]}"
                .formatted(expression("f'{price:.2f} €'"), expression("d - timedelta(days=1)"), expression("1 // 0"));
        EventEffects effects = fixture()
                .dateFormat("dd.MM.yyyy")
                .flow(communication("n", "whatsapp", "HI", template))
                .created();

        // then
        assertThat(java.util.Objects.requireNonNull(plan(effects).content().template())
                        .variables())
                .containsExactly("19.90 €", "30.06.2026", "");
        assertThat(WalkFixture.step(effects, "n").message())
                .startsWith("Variable 3 was left empty: The expression failed in line 1: ZeroDivisionError");
    }

    @Test
    void shouldReckonAScheduleFromAnExpression() {
        // when
        Schedule moment = scheduled("datetime.now() + timedelta(days=3)");
        Schedule day = scheduled("d - timedelta(days=2)");
        Schedule text = scheduled("'2026-07-05T09:00'");
        Schedule none = scheduled("None if price > 5 else d");
        Schedule wrong = scheduled("5");

        // then
        assertThat(moment.instant()).isEqualTo(Instant.parse("2026-06-30T22:30:00Z"));
        assertThat(day.date()).isEqualTo(LocalDate.parse("2026-06-29"));
        assertThat(text.instant()).isEqualTo(Instant.parse("2026-07-05T07:00:00Z"));
        assertThat(none.missing()).isEqualTo("The expression gave None");
        assertThat(wrong.missing()).isEqualTo("The expression gave something that is neither a date nor a datetime");
    }

    private static Schedule scheduled(String code) {
        String when = ", \"when\": {\"base\": %s}".formatted(expression(code));
        return plan(fixture().flow(communication("n", "telegram", "HI", when)).created())
                .schedule();
    }

    @Test
    void shouldFailEveryWalkOfAFlowWhoseExpressionDoesNotCompile() {
        // when
        EventEffects effects = fixture()
                .flow(check("n", "participant.i", "gt", expression("import os")))
                .created();

        // then
        assertThat(WalkFixture.walk(effects).outcome()).isEqualTo(WalkOutcome.FAILED);
        assertThat(WalkFixture.walk(effects).error())
                .isEqualTo("Node n: Value is not a valid expression."
                        + " Line 1, column 1: Expected an expression, but there is import");
    }
}
