package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.check;
import static campaignflows.engine.walk.WalkFixture.literal;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.walk.WalkRecorded.Step;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.Operator;
import campaignflows.platform.values.WireName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The product's operator table, whole: each row is a property, what it is compared with, and all operators that match. Every
 * other operator leads to Else, whether it is of the type or not.
 */
class OperatorTableTest {
    private static final String DATES = "is_on is_on_or_before is_on_or_after is_set";

    /** In Berlin it is the 28th already, and still the 27th in UTC. */
    private static final String NOW = "2026-06-27T22:30:00Z";

    private static WalkFixture fixture() {
        return new WalkFixture()
                .at(NOW)
                .dateFormat("dd.MM.yyyy")
                .region("DE")
                .tenantZone("Asia/Tokyo")
                .zone("Europe/Berlin")
                .field("day", FieldType.DATE)
                .participant("day", "2026-06-30")
                .field("unset_day", FieldType.DATE)
                .field("text", FieldType.STRING)
                .participant("text", "Ann");
    }

    @ParameterizedTest
    @DisplayName("Field Check: every operator of every type")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "unset",
            value = {
                // texts, exactly
                "string | Ann   | 'Ann' | equals contains starts_with ends_with is_set",
                "string | Ann   | 'ann' | not_equals not_contains is_set",
                "string | Ann B | 'n B' | not_equals contains ends_with is_set",
                "string | Ann B | 'Ann' | not_equals contains starts_with is_set",
                "string | unset | 'Ann' | is_not_set",
                // email without case
                "email | Ann@Example.org | 'ann@EXAMPLE.org' | equals contains starts_with ends_with is_set",
                "email | Ann@Example.org | '@example.ORG'    | not_equals contains ends_with is_set",
                "email | Ann@Example.org | 'bob@example.org' | not_equals not_contains is_set",
                "email | unset           | 'ann@example.org' | is_not_set",
                // phone by digits
                "phone | 491701234567 | '+49 (170) 123-4567' | equals contains starts_with ends_with is_set",
                "phone | 491701234567 | '0170 1234567'       | equals not_contains is_set",
                "phone | 491701234567 | '+49'                | not_equals contains starts_with is_set",
                "phone | unset        | '+49 170 1234567'    | is_not_set",
                "integer | 42    | 42     | equals gte lte is_set",
                "integer | 42    | '41.5' | not_equals gt gte is_set",
                "integer | -5    | 0      | not_equals lt lte is_set",
                "integer | unset | 0      | is_not_set",
                "numeric | 10.00 | '10.0' | equals gte lte is_set",
                "numeric | 0.3   | 0.1    | not_equals gt gte is_set",
                "numeric | 9.99  | 10     | not_equals lt lte is_set",
                "numeric | unset | 10     | is_not_set",
                "boolean | true  | true   | equals is_set",
                "boolean | false | 'yes'  | not_equals is_set",
                "boolean | unset | false  | is_not_set",
                "enumeration | gold   | 'gold'   | equals is_one_of is_set",
                "enumeration | bronze | 'gold'   | not_equals is_none_of is_set",
                "enumeration | unset  | 'gold'   | is_not_set",
                // days
                "date | 2026-06-30 | '2026-06-30'           | " + DATES,
                "date | 2026-06-30 | '30.06.2026'           | " + DATES,
                "date | 2026-06-29 | '2026-06-30'           | is_not_on is_before is_on_or_before is_set",
                "date | 2026-07-01 | '2026-06-30'           | is_not_on is_after is_on_or_after is_set",
                "date | unset      | '2026-06-30'           | is_not_set",
                // a date against a datetime: calendar days in the participant's zone
                "date | 2026-06-30 | '2026-06-29T22:30:00Z' | " + DATES,
                "date | 2026-06-30 | '2026-06-30T23:59'     | " + DATES,
                "datetime | 2026-06-29T22:30:00Z | '2026-06-30'           | " + DATES,
                "datetime | 2026-06-29T21:59:59Z | '2026-06-30'           | is_not_on is_before is_on_or_before is_set",
                // moments
                "datetime | 2026-06-29T22:30:00Z | '2026-06-30T00:30'     | " + DATES,
                "datetime | 2026-06-29T22:30:00Z | '2026-06-30T08:00'     | is_before " + DATES,
                "datetime | 2026-06-29T22:30:00Z | '2026-06-29T22:00:00Z' | is_after " + DATES,
                "datetime | 2026-06-30T22:30:00Z | '2026-06-30T08:00'     | is_not_on is_after is_on_or_after is_set",
                "datetime | unset                | '2026-06-30T08:00'     | is_not_set",
                // relative dates, other fields, expressions
                "date | 2026-06-28 | {'kind': 'relative_date', 'base': 'today'} | " + DATES,
                "date | 2026-07-01 | {'kind': 'relative_date', 'base': 'today', 'offset_days': 3} | " + DATES,
                "date | 2026-06-27 | {'kind': 'relative_date', 'base': 'field', 'field': 'participant.day', 'offset_days': -3} | "
                        + DATES,
                "datetime | 2026-06-27T20:30:00Z | {'kind': 'relative_date', 'base': 'now', 'offset_hours': -2} | is_on is_on_or_before is_on_or_after is_set",
                "date | 2026-06-30 | {'kind': 'field', 'field': 'participant.day'} | " + DATES,
                "date | 2026-06-29 | {'kind': 'expression', 'code': 'date.today() + timedelta(days=1)'} | " + DATES,
                "string | Ann | {'kind': 'field', 'field': 'participant.text'} | equals contains starts_with ends_with is_set",
                "integer | 4 | {'kind': 'expression', 'code': '2 * 2'} | equals gte lte is_set",
                "boolean | true | {'kind': 'expression', 'code': 'len(participant.text) == 3'} | equals is_set",
                "enumeration | gold | {'kind': 'expression', 'code': '\\u0027gold\\u0027'} | equals is_one_of is_set",
                // no value to compare with: only what needs none matches
                "date | 2026-06-30 | {'kind': 'field', 'field': 'participant.unset_day'} | is_set",
                "date | 2026-06-30 | {'kind': 'relative_date', 'base': 'field', 'field': 'participant.unset_day'} | is_set",
                "date | unset | {'kind': 'field', 'field': 'participant.unset_day'} | is_not_set",
                "integer | 42 | 'many' | is_set",
                "integer | 42 | {'kind': 'expression', 'code': '1 / 0'} | is_set",
                "integer | 42 | {'kind': 'expression', 'code': 'None'} | is_set",
                "integer | 42 | {'kind': 'field', 'field': 'participant.day'} | is_set",
                "date | 2026-06-30 | 'soon' | is_set",
                // what is stored is none of the type: recorded, and always Else
                "integer | forty | 42 | ''",
                "boolean | maybe | true | ''",
            })
    void shouldMatchExactly(String type, @Nullable String actual, String value, String matching) {
        Set<String> expected = matching.equals("''") ? Set.of() : Set.of(matching.split(" "));

        Set<String> found = new TreeSet<>();
        for (Operator operator : Operator.values()) {
            Step step = step(type, actual, operator, value.replace('\'', '"'));
            if (step.port() == Port.MATCH) {
                found.add(operator.wireName());
            } else {
                assertThat(step.port()).isEqualTo(Port.ELSE);
                if (!operator.appliesTo(typeOf(type)) && actual != null && !expected.isEmpty()) {
                    assertThat(step.message()).as("%s %s", type, operator).isNotBlank();
                }
            }
        }

        assertThat(found).isEqualTo(new TreeSet<>(expected));
    }

    private static Step step(String type, @Nullable String actual, Operator operator, String value) {
        WalkFixture fixture = fixture()
                .field(new FieldDefinition(
                        "f",
                        "f",
                        typeOf(type),
                        FieldLevel.PARTICIPANT,
                        true,
                        false,
                        false,
                        List.of("gold", "silver", "bronze")));
        if (actual != null) {
            fixture.participant("f", actual);
        }
        String source = value.startsWith("{") ? value : literal(listed(operator) ? "[" + value + "]" : value);
        fixture.flow(check(
                "n",
                "participant.f",
                operator.wireName(),
                operator.operands() == Operator.Operands.NONE ? null : source));
        return WalkFixture.step(fixture.created(), "n");
    }

    private static boolean listed(Operator operator) {
        return operator.operands() == Operator.Operands.MANY;
    }

    private static FieldType typeOf(String type) {
        return Arrays.stream(FieldType.values())
                .filter(each -> WireName.of(each).equals(type))
                .findFirst()
                .orElseThrow();
    }
}
