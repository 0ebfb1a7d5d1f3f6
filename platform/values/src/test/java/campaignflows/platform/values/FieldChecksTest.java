package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.values.CheckOutcome.NoMatch;
import campaignflows.platform.values.CheckOutcome.Reason;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FieldChecksTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Map<FieldType, FieldValue> SOME = Map.of(
            FieldType.STRING, value(FieldType.STRING, "Ann"),
            FieldType.INTEGER, value(FieldType.INTEGER, "5"),
            FieldType.NUMERIC, value(FieldType.NUMERIC, "5.0"),
            FieldType.BOOLEAN, value(FieldType.BOOLEAN, "true"),
            FieldType.DATE, value(FieldType.DATE, "2026-06-30"),
            FieldType.DATETIME, value(FieldType.DATETIME, "2026-06-30T10:00:00Z"),
            FieldType.ENUMERATION, value(FieldType.ENUMERATION, "red"),
            FieldType.EMAIL, value(FieldType.EMAIL, "ann@example.org"),
            FieldType.PHONE, value(FieldType.PHONE, "491701234567"));

    private static FieldValue value(FieldType type, String canonical) {
        return FieldValue.ofCanonical(type, canonical);
    }

    private static FieldValue some(FieldType type) {
        FieldValue value = SOME.get(type);
        if (value == null) {
            throw new IllegalStateException("Expected a value of each type, but there is none of " + type);
        }
        return value;
    }

    private static FieldType type(String name) {
        return FieldType.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static Reason reason(CheckOutcome outcome) {
        return outcome instanceof NoMatch no ? no.reason() : Reason.COMPARED;
    }

    /** Reads "type:canonical text". */
    private static FieldValue typed(String text) {
        int colon = text.indexOf(':');
        return value(type(text.substring(0, colon)), text.substring(colon + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "string,equals not_equals contains not_contains starts_with ends_with is_set is_not_set",
        "email,equals not_equals contains not_contains starts_with ends_with is_set is_not_set",
        "phone,equals not_equals contains not_contains starts_with ends_with is_set is_not_set",
        "integer,equals not_equals is_set is_not_set gt gte lt lte",
        "numeric,equals not_equals is_set is_not_set gt gte lt lte",
        "boolean,equals not_equals is_set is_not_set",
        "enumeration,equals not_equals is_set is_not_set is_one_of is_none_of",
        "date,is_set is_not_set is_on is_not_on is_before is_on_or_before is_after is_on_or_after",
        "datetime,is_set is_not_set is_on is_not_on is_before is_on_or_before is_after is_on_or_after"
    })
    void shouldOfferTheOperatorsOfEachType(String type, String operators) {
        assertThat(Operator.of(type(type)).stream().map(Operator::wireName)).containsExactly(operators.split(" "));
        assertThat(Arrays.stream(operators.split(" ")).map(Operator::ofWireName))
                .allSatisfy(operator -> assertThat(operator).isPresent());
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void shouldMatchAnUnsetPropertyByIsNotSetOnly(FieldType type) {
        for (Operator operator : Operator.of(type)) {
            CheckOutcome outcome = FieldChecks.evaluate(type, operator, null, List.of(some(type)), BERLIN);
            assertThat(outcome.matches()).as(operator.wireName()).isEqualTo(operator == Operator.IS_NOT_SET);
            assertThat(reason(outcome)).isEqualTo(operator == Operator.IS_NOT_SET ? Reason.COMPARED : Reason.UNSET);
        }
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void shouldRefuseOperatorsOfOtherTypesAsAMismatch(FieldType type) {
        for (Operator operator : Operator.values()) {
            if (!operator.appliesTo(type)) {
                assertThat(reason(FieldChecks.evaluate(type, operator, some(type), some(type), BERLIN)))
                        .as(operator.wireName())
                        .isEqualTo(Reason.TYPE_MISMATCH);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void shouldDecideEveryOperatorAgainstEveryTypeOfOperandWithoutThrowing(FieldType type) {
        Set<FieldType> texts = Set.of(FieldType.STRING, FieldType.EMAIL, FieldType.PHONE, FieldType.ENUMERATION);
        Set<FieldType> numbers = Set.of(FieldType.INTEGER, FieldType.NUMERIC);
        Set<FieldType> moments = Set.of(FieldType.DATE, FieldType.DATETIME);
        for (Operator operator : Operator.of(type)) {
            for (FieldType operandType : FieldType.values()) {
                CheckOutcome outcome = FieldChecks.evaluate(type, operator, some(type), some(operandType), BERLIN);
                boolean comparable = operator.operands() == Operator.Operands.NONE
                        || type == operandType
                        || (texts.contains(type) && texts.contains(operandType))
                        || (numbers.contains(type) && numbers.contains(operandType))
                        || (moments.contains(type) && moments.contains(operandType));
                // A text without a digit says nothing about a phone.
                boolean noDigits = type == FieldType.PHONE && operandType != FieldType.PHONE;
                assertThat(reason(outcome) == Reason.TYPE_MISMATCH)
                        .as("%s %s %s", type, operator, operandType)
                        .isEqualTo(operator.operands() != Operator.Operands.NONE && (!comparable || noDigits));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void shouldNotMatchWithoutAValueToCompareWith(FieldType type) {
        for (Operator operator : Operator.of(type)) {
            if (operator.operands() == Operator.Operands.ONE) {
                assertThat(reason(FieldChecks.evaluate(type, operator, some(type), List.of(), BERLIN)))
                        .isEqualTo(Reason.OPERAND_UNSET);
                assertThat(reason(FieldChecks.evaluate(
                                type, operator, some(type), List.of(some(type), some(type)), BERLIN)))
                        .isEqualTo(Reason.TYPE_MISMATCH);
            }
        }
    }

    @Test
    void shouldNotTrustAValueOfAnotherTypeThanTheDefinition() {
        assertThat(reason(FieldChecks.evaluate(
                        FieldType.INTEGER, Operator.EQUALS, some(FieldType.STRING), some(FieldType.INTEGER), BERLIN)))
                .isEqualTo(Reason.TYPE_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({
        // text compares exactly
        "string:Ann,equals,string:Ann,true",
        "string:Ann,equals,string:ann,false",
        "string:Ann,not_equals,string:ann,true",
        "string:Ann,not_equals,string:Ann,false",
        "string:Anna,contains,string:nn,true",
        "string:Anna,contains,string:NN,false",
        "string:Anna,not_contains,string:NN,true",
        "string:Anna,not_contains,string:nn,false",
        "string:Anna,starts_with,string:An,true",
        "string:Anna,starts_with,string:na,false",
        "string:Anna,ends_with,string:na,true",
        "string:Anna,ends_with,string:An,false",
        "string:Anna,is_set,string:x,true",
        "string:Anna,is_not_set,string:x,false",
        "string:491701234567,equals,phone:491701234567,true",
        // email without case
        "email:Ann@Example.org,equals,email:ann@example.ORG,true",
        "email:Ann@Example.org,not_equals,string:ANN@example.org,false",
        "email:Ann@Example.org,contains,string:EXAMPLE,true",
        "email:Ann@Example.org,starts_with,string:ann@,true",
        "email:Ann@Example.org,ends_with,string:.ORG,true",
        "email:Ann@Example.org,not_contains,string:bob,true",
        // phone by digits
        "phone:491701234567,equals,string:+49 170 123-4567,true",
        "phone:491701234567,not_equals,phone:491701234568,true",
        "phone:491701234567,starts_with,string:+49,true",
        "phone:491701234567,ends_with,string:(45) 67,true",
        "phone:491701234567,contains,string:0 12,true",
        // integer and numeric are numbers
        "integer:5,equals,numeric:5.00,true",
        "integer:5,not_equals,integer:5,false",
        "integer:5,gt,integer:4,true",
        "integer:5,gt,integer:5,false",
        "integer:5,gte,integer:5,true",
        "integer:5,lt,numeric:5.000000000000000001,true",
        "integer:5,lte,numeric:4.999999999999999999,false",
        "integer:9223372036854775807,lt,numeric:9223372036854775808,true",
        "numeric:0.1,equals,numeric:0.100,true",
        "numeric:-1,lt,integer:0,true",
        "numeric:10,gt,numeric:9,true",
        // boolean
        "boolean:true,equals,boolean:true,true",
        "boolean:true,equals,boolean:false,false",
        "boolean:true,not_equals,boolean:false,true",
        "boolean:true,not_equals,boolean:true,false",
        // enumeration exactly
        "enumeration:red,equals,enumeration:red,true",
        "enumeration:red,equals,string:Red,false",
        "enumeration:red,not_equals,enumeration:blue,true",
        "enumeration:red,is_one_of,enumeration:red,true",
        "enumeration:red,is_none_of,enumeration:red,false",
        // dates
        "date:2026-06-30,is_on,date:2026-06-30,true",
        "date:2026-06-30,is_not_on,date:2026-06-30,false",
        "date:2026-06-30,is_not_on,date:2026-07-01,true",
        "date:2026-06-30,is_before,date:2026-07-01,true",
        "date:2026-06-30,is_before,date:2026-06-30,false",
        "date:2026-06-30,is_on_or_before,date:2026-06-30,true",
        "date:2026-06-30,is_on_or_before,date:2026-06-29,false",
        "date:2026-06-30,is_after,date:2026-06-29,true",
        "date:2026-06-30,is_after,date:2026-06-30,false",
        "date:2026-06-30,is_on_or_after,date:2026-06-30,true",
        "date:2026-06-30,is_on_or_after,date:2026-07-01,false",
        // date against datetime: days in Berlin (22:00Z is the next day there)
        "date:2026-07-01,is_on,datetime:2026-06-30T22:00:00Z,true",
        "date:2026-06-30,is_on,datetime:2026-06-30T21:59:59Z,true",
        "date:2026-06-30,is_before,datetime:2026-06-30T22:00:00Z,true",
        "datetime:2026-06-30T22:00:00Z,is_on,date:2026-07-01,true",
        "datetime:2026-06-30T22:00:00Z,is_after,date:2026-06-30,true",
        "datetime:2026-06-30T21:00:00Z,is_after,date:2026-06-30,false",
        "datetime:2026-06-30T21:00:00Z,is_on_or_after,date:2026-06-30,true",
        "datetime:2026-06-30T21:00:00Z,is_before,date:2026-07-01,true",
        // datetime against datetime: is_on by day, before and after by instant
        "datetime:2026-06-30T10:00:00Z,is_on,datetime:2026-06-30T12:00:00Z,true",
        "datetime:2026-06-30T10:00:00Z,is_not_on,datetime:2026-06-30T12:00:00Z,false",
        "datetime:2026-06-30T10:00:00Z,is_on,datetime:2026-06-30T22:00:00Z,false",
        "datetime:2026-06-30T10:00:00Z,is_before,datetime:2026-06-30T12:00:00Z,true",
        "datetime:2026-06-30T12:00:00Z,is_before,datetime:2026-06-30T10:00:00Z,false",
        "datetime:2026-06-30T12:00:00Z,is_after,datetime:2026-06-30T10:00:00Z,true",
        "datetime:2026-06-30T12:00:00Z,is_after,datetime:2026-06-30T12:00:00Z,false",
        "datetime:2026-06-30T12:00:00Z,is_on_or_before,datetime:2026-06-30T10:00:00Z,true",
        "datetime:2026-06-30T22:00:00Z,is_on_or_before,datetime:2026-06-30T10:00:00Z,false",
        "datetime:2026-06-30T10:00:00Z,is_on_or_after,datetime:2026-06-30T12:00:00Z,true",
        "datetime:2026-06-30T10:00:00Z,is_on_or_after,datetime:2026-06-30T22:00:00Z,false"
    })
    void shouldCompare(String actual, String operator, String operand, boolean expected) {
        FieldValue left = typed(actual);
        CheckOutcome outcome = FieldChecks.evaluate(
                left.type(), Operator.ofWireName(operator).orElseThrow(), left, typed(operand), BERLIN);

        assertThat(outcome.matches()).isEqualTo(expected);
        assertThat(reason(outcome)).isEqualTo(Reason.COMPARED);
    }

    @Test
    void shouldCompareDaysInTheGivenZone() {
        FieldValue date = value(FieldType.DATE, "2026-06-30");
        FieldValue instant = value(FieldType.DATETIME, "2026-06-30T22:00:00Z");

        assertThat(FieldChecks.evaluate(FieldType.DATE, Operator.IS_ON, date, instant, ZoneId.of("UTC"))
                        .matches())
                .isTrue();
        assertThat(FieldChecks.evaluate(FieldType.DATE, Operator.IS_ON, date, instant, BERLIN)
                        .matches())
                .isFalse();
        assertThat(FieldChecks.evaluate(FieldType.DATE, Operator.IS_ON, date, instant, ZoneId.of("America/Los_Angeles"))
                        .matches())
                .isTrue();
    }

    @Test
    void shouldFindAValueAmongMany() {
        FieldValue red = value(FieldType.ENUMERATION, "red");
        List<FieldValue> two = List.of(value(FieldType.ENUMERATION, "blue"), value(FieldType.STRING, "red"));
        List<FieldValue> other = List.of(value(FieldType.ENUMERATION, "blue"));
        List<FieldValue> mixed = List.of(value(FieldType.ENUMERATION, "red"), value(FieldType.INTEGER, "1"));

        assertThat(FieldChecks.evaluate(FieldType.ENUMERATION, Operator.IS_ONE_OF, red, two, BERLIN))
                .isEqualTo(CheckOutcome.MATCH);
        assertThat(FieldChecks.evaluate(FieldType.ENUMERATION, Operator.IS_NONE_OF, red, two, BERLIN))
                .isEqualTo(CheckOutcome.NO_MATCH);
        assertThat(FieldChecks.evaluate(FieldType.ENUMERATION, Operator.IS_ONE_OF, red, other, BERLIN))
                .isEqualTo(CheckOutcome.NO_MATCH);
        assertThat(FieldChecks.evaluate(FieldType.ENUMERATION, Operator.IS_NONE_OF, red, other, BERLIN))
                .isEqualTo(CheckOutcome.MATCH);
        assertThat(FieldChecks.evaluate(FieldType.ENUMERATION, Operator.IS_NONE_OF, red, List.of(), BERLIN))
                .isEqualTo(CheckOutcome.MATCH);
        assertThat(reason(FieldChecks.evaluate(FieldType.ENUMERATION, Operator.IS_NONE_OF, red, mixed, BERLIN)))
                .isEqualTo(Reason.TYPE_MISMATCH);
    }
}
