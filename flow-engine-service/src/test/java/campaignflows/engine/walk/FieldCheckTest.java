package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.check;
import static campaignflows.engine.walk.WalkFixture.commands;
import static campaignflows.engine.walk.WalkFixture.fieldValue;
import static campaignflows.engine.walk.WalkFixture.literal;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.values.FieldType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operator with every type that has it, and what happens where it has no answer. */
class FieldCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "unset",
            value = {
                "string  | Ann    | equals       | 'Ann'   | true",
                "string  | Ann    | equals       | ' Ann ' | true",
                "string  | Ann    | equals       | 'ann'   | false",
                "string  | Ann    | not_equals   | 'Bob'   | true",
                "string  | unset  | not_equals   | 'Bob'   | false",
                "string  | Anna B | contains     | 'a B'   | true",
                "string  | Anna B | contains     | ' '     | true",
                "string  | Anna B | not_contains | 'x'     | true",
                "string  | Anna B | starts_with  | 'Anna'  | true",
                "string  | Anna B | ends_with    | 'b'     | false",
                "string  | Ann    | is_set       | unset   | true",
                "string  | unset  | is_set       | unset   | false",
                "string  | unset  | is_not_set   | unset   | true",
                "string  | Ann    | is_not_set   | unset   | false",
                "email   | Ann@Example.org | equals      | 'ann@example.ORG' | true",
                "email   | Ann@Example.org | ends_with   | '@example.org'    | true",
                "email   | Ann@Example.org | contains    | 'EXAMPLE'         | true",
                "email   | Ann@Example.org | starts_with | 'bob'             | false",
                "phone   | 491701234567 | equals      | '+49 170 1234567' | true",
                "phone   | 491701234567 | equals      | '0170 1234567'    | true",
                "phone   | 491701234567 | starts_with | '+49'             | true",
                "phone   | 491701234567 | contains    | '(170)'           | true",
                "integer | 42 | equals     | 42     | true",
                "integer | 42 | equals     | '42'   | true",
                "integer | 42 | equals     | 42.0   | true",
                "integer | 42 | not_equals | 41     | true",
                "integer | 42 | gt         | 41.5   | true",
                "integer | 42 | gte        | 42     | true",
                "integer | 42 | lt         | 42     | false",
                "integer | 42 | lte        | 42     | true",
                "numeric | 10.00 | equals  | '10.0' | true",
                "numeric | 0.3   | equals  | 0.3    | true",
                "numeric | 10.01 | gt      | 10     | true",
                "numeric | 10.01 | lt      | 1e3    | true",
                "boolean | true  | equals     | true  | true",
                "boolean | true  | equals     | 'yes' | true",
                "boolean | false | not_equals | true  | true",
                "boolean | unset | equals     | false | false",
                "enumeration | gold   | equals     | 'gold'              | true",
                "enumeration | gold   | not_equals | 'silver'            | true",
                "enumeration | gold   | is_one_of  | ['silver', 'gold']  | true",
                "enumeration | gold   | is_one_of  | 'gold'              | true",
                "enumeration | bronze | is_one_of  | ['silver', 'gold']  | false",
                "enumeration | bronze | is_none_of | ['silver', 'gold']  | true",
                "enumeration | unset  | is_none_of | ['silver', 'gold']  | false",
                "date | 2026-06-30 | is_on           | '2026-06-30' | true",
                "date | 2026-06-30 | is_not_on       | '2026-07-01' | true",
                "date | 2026-06-30 | is_before       | '2026-07-01' | true",
                "date | 2026-06-30 | is_on_or_before | '2026-06-30' | true",
                "date | 2026-06-30 | is_after        | '2026-06-30' | false",
                "date | 2026-06-30 | is_on_or_after  | '2026-06-30' | true",
                "date | 2026-06-30 | is_on           | '30.06.2026' | true",
                "date | 2026-06-30 | is_on           | '2026-06-29T22:30:00Z' | true",
                "datetime | 2026-06-29T22:30:00Z | is_on           | '2026-06-30'           | true",
                "datetime | 2026-06-29T22:30:00Z | is_after        | '2026-06-30'           | false",
                "datetime | 2026-06-29T22:30:00Z | is_on_or_before | '2026-06-30'           | true",
                "datetime | 2026-06-29T22:30:00Z | is_after        | '2026-06-30 00:29'     | true",
                "datetime | 2026-06-29T22:30:00Z | is_before       | '2026-06-30T00:31'     | true",
                "datetime | 2026-06-29T22:30:00Z | is_on           | '2026-06-30T23:59'     | true",
                "datetime | 2026-06-29T22:30:00Z | is_not_on       | '2026-06-29T21:59:59Z' | true"
            })
    void shouldCompare(String type, String actual, String operator, String value, boolean matches) {
        // given: a participant in Berlin
        WalkFixture fixture = new WalkFixture()
                .field(new FieldDefinition(
                        "f",
                        "f",
                        FieldType.valueOf(type.strip().toUpperCase(Locale.ROOT)),
                        FieldLevel.PARTICIPANT,
                        true,
                        false,
                        false,
                        List.of("gold", "silver", "bronze")))
                .dateFormat("dd.MM.yyyy")
                .region("DE")
                .tenantZone("Asia/Tokyo")
                .zone("Europe/Berlin")
                .flow(check("n", "participant.f", operator, value == null ? null : literal(value.replace('\'', '"'))));
        if (actual != null) {
            fixture.participant("f", actual);
        }

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(WalkFixture.step(effects, "n").port()).isEqualTo(matches ? Port.MATCH : Port.ELSE);
        assertThat(commands(effects)).containsExactly(matches ? "MATCHED" : "OTHERWISE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'base': 'today', 'offset_days': 1}                                     | 2026-06-28           | is_on    | true",
                "{'base': 'today', 'offset_days': -1}                                    | 2026-06-26           | is_on    | true",
                "{'base': 'now', 'offset_hours': 2}                                      | 2026-06-27T12:00:01Z | is_after | true",
                "{'base': 'now', 'offset_hours': 2}                                      | 2026-06-27T12:00:00Z | is_after | false",
                "{'base': 'field', 'field': 'participant.other', 'offset_days': 5}       | 2026-06-15           | is_on    | true",
                "{'base': 'field', 'field': 'participant.other', 'offset_hours': 1}      | 2026-06-15           | is_on    | false",
                "{'base': 'field', 'field': 'participant.unset_date', 'offset_days': 1}  | 2026-06-15           | is_on    | false"
            })
    void shouldCompareWithARelativeDate(String relative, String actual, String operator, boolean matches) {
        // given: 2026-06-27T10:00:00Z, other is 2026-06-10
        WalkFixture fixture = new WalkFixture()
                .field("f", actual.contains("T") ? FieldType.DATETIME : FieldType.DATE)
                .field("other", FieldType.DATE)
                .field("unset_date", FieldType.DATE)
                .participant("f", actual)
                .participant("other", "2026-06-10")
                .flow(check(
                        "n",
                        "participant.f",
                        operator,
                        relative.replace('\'', '"').replaceFirst("\\{", "{\"kind\": \"relative_date\", ")));

        // when / then
        assertThat(WalkFixture.step(fixture.created(), "n").port()).isEqualTo(matches ? Port.MATCH : Port.ELSE);
    }

    @Test
    void shouldKeepTheTimeOfDayWhenDaysAreAddedOverAClockChange() {
        // given: 28 March 12:00 in Berlin plus one day is 29 March 12:00 there, 23 hours later
        WalkFixture fixture = new WalkFixture()
                .zone("Europe/Berlin")
                .at("2026-03-28T11:00:00Z")
                .field("f", FieldType.DATETIME)
                .participant("f", "2026-03-29T10:00:00Z")
                .flow(check(
                        "n",
                        "participant.f",
                        "is_after",
                        "{\"kind\": \"relative_date\", \"base\": \"now\", \"offset_days\": 1}"));

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(WalkFixture.step(effects, "n").operands())
                .containsExactly("2026-03-29T10:00:00Z", "2026-03-29T10:00:00Z");
        assertThat(WalkFixture.step(effects, "n").port()).isEqualTo(Port.ELSE);
    }

    @Test
    void shouldCompareWithAnotherField() {
        // given
        WalkFixture fixture = new WalkFixture()
                .field("paid", FieldType.NUMERIC)
                .field("owed", FieldType.INTEGER)
                .participant("paid", "99.5")
                .participant("owed", "100")
                .flow(check("n", "participant.paid", "lt", fieldValue("participant.owed")));

        // when / then
        assertThat(commands(fixture.created())).containsExactly("MATCHED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "participant.n | gt     | {'kind': 'field', 'field': 'participant.unset'} | participant.unset is not set",
                "participant.n | gt     | {'kind': 'field', 'field': 'participant.s'}     | A field of type integer cannot be compared with this value of type string",
                "participant.n | gt     | {'kind': 'literal', 'value': 'many'}            | Not a number: use digits with a point for decimals, such as 1234.50",
                "participant.n | contains | {'kind': 'literal', 'value': '4'}             | The operator contains does not apply to a field of type integer",
                "participant.n | gt     | {'kind': 'literal', 'value': ''}                | The value is empty",
                "participant.n | gt     | {'kind': 'literal', 'value': [1, 2]}            | The value is a list, but gt takes one value",
                "participant.damaged | gt | {'kind': 'literal', 'value': 1}               | participant.damaged is not a valid value of type integer"
            })
    void shouldGoToElseWithTheReasonWhereThereIsNoAnswer(
            String property, String operator, String value, String message) {
        // given
        WalkFixture fixture = new WalkFixture()
                .field("n", FieldType.INTEGER)
                .field("s", FieldType.STRING)
                .field("unset", FieldType.INTEGER)
                .field("damaged", FieldType.INTEGER)
                .participant("n", "5")
                .participant("s", "five")
                .participant("damaged", "five")
                .flow(check("n", property, operator, value.replace('\'', '"')));

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(WalkFixture.step(effects, "n").message()).isEqualTo(message);
        assertThat(commands(effects)).containsExactly("OTHERWISE");
    }

    @Test
    void shouldAskForTheLastCommunicationAndItsResults() {
        // given
        WalkFixture fixture = new WalkFixture()
                .result("promised", FieldType.BOOLEAN)
                .lastCommunication(WalkFixture.communicationState(
                        "FIRST", CommunicationStatus.NO_RESPONSE, "2026-06-01T00:00:00Z", Map.of("promised", "true")));

        // when / then
        assertThat(commandsOf(fixture, "communication.promised", "equals", literal("true")))
                .containsExactly("MATCHED");
        assertThat(commandsOf(fixture, "communication.status", "is_one_of", literal("[\"no_response\", \"failed\"]")))
                .containsExactly("MATCHED");
        assertThat(commandsOf(fixture, "communication.channel", "equals", literal("\"telegram\"")))
                .containsExactly("MATCHED");
        assertThat(commandsOf(fixture, "communication.name", "equals", literal("\"FIRST\"")))
                .containsExactly("MATCHED");
        assertThat(commandsOf(fixture, "communication.unknown", "is_not_set", null))
                .containsExactly("MATCHED");
        assertThat(commandsOf(fixture, "communication.unknown", "equals", literal("1")))
                .containsExactly("OTHERWISE");
    }

    @Test
    void shouldFindNoCommunicationWhereThereWasNone() {
        assertThat(commandsOf(new WalkFixture(), "communication.name", "is_set", null))
                .containsExactly("OTHERWISE");
        assertThat(commandsOf(new WalkFixture(), "communication.status", "is_not_set", null))
                .containsExactly("MATCHED");
    }

    private static List<String> commandsOf(
            WalkFixture fixture, String property, String operator, @org.jspecify.annotations.Nullable String value) {
        WalkFixture fresh = new WalkFixture();
        fixture.campaign().communicationResults().forEach(result -> fresh.result(result.name(), result.type()));
        var last = fixture.snapshot().lastCommunication();
        if (last != null) {
            fresh.lastCommunication(last);
        }
        return commands(fresh.flow(check("n", property, operator, value)).created());
    }
}
