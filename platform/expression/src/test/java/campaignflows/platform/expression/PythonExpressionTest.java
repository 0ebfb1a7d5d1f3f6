package campaignflows.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.values.FieldValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of code in the terms of fields, and the two things that are not as in CPython. */
class PythonExpressionTest {
    private final SampleFields fields = new SampleFields();

    private PythonResult evaluate(String code) {
        return PythonExpression.compile(code, fields).evaluate(fields.in("Europe/Berlin"));
    }

    @Test
    void shouldGiveValuesOfFields() {
        assertThat(evaluate("city")).isEqualTo(new PythonResult.Nothing());
        assertThat(evaluate("'a' + name[0]")).isEqualTo(one(new FieldValue.Text("aZ")));
        assertThat(evaluate("visits + 1")).isEqualTo(one(new FieldValue.IntegerValue(43)));
        assertThat(evaluate("10 ** 20"))
                .isEqualTo(one(new FieldValue.Decimal(new BigDecimal("100000000000000000000"))));
        assertThat(evaluate("price * 1.1")).isEqualTo(one(new FieldValue.Decimal(new BigDecimal("21.890"))));
        assertThat(evaluate("0.1 + 0.2")).isEqualTo(one(new FieldValue.Decimal(new BigDecimal("0.30000000000000004"))));
        assertThat(evaluate("price / 7"))
                .isEqualTo(one(new FieldValue.Decimal(new BigDecimal("2.842857142857142857"))));
        assertThat(evaluate("1e-300")).isEqualTo(one(new FieldValue.Decimal(BigDecimal.ZERO)));
        assertThat(evaluate("vip")).isEqualTo(one(new FieldValue.Bool(true)));
        assertThat(evaluate("due_date")).isEqualTo(one(new FieldValue.Date(LocalDate.parse("2026-04-02"))));
        assertThat(evaluate("datetime.now()")).isEqualTo(one(new FieldValue.DateTime(SampleFields.NOW)));
        assertThat(evaluate("[1, 'a']"))
                .isEqualTo(new PythonResult.Many(List.of(new FieldValue.IntegerValue(1), new FieldValue.Text("a"))));
    }

    private static PythonResult one(FieldValue value) {
        return new PythonResult.One(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "timedelta(1)",
                "float('nan')",
                "1e308 * 10",
                "len",
                "[[1]]",
                "[None]",
                "10 ** 40",
                "'\\x00'"
            })
    void shouldSayThatAFieldCannotHoldAValue(String code) {
        assertThat(evaluate(code)).isInstanceOf(PythonResult.Unfit.class);
    }

    @Test
    void shouldSayWhatFailed() {
        assertThat(evaluate("(1 +\n 1 / 0)"))
                .isEqualTo(new PythonResult.Failed(new PythonFailure("ZeroDivisionError", "division by zero", 1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            datetime.now() > datetime(2026, 3, 29)                       | true
            due_at == datetime(2026, 3, 29, 1, 30)                       | true
            due_at - datetime(2026, 3, 29) == timedelta(minutes=90)      | true
            datetime(2026, 3, 29, 12).timestamp() == 1774778400          | true
            datetime.fromisoformat('2026-03-29T01:30') == due_at         | true
            price == 19.9 and price < 19.91                              | true
            """)
    void shouldReadADatetimeWithoutAZoneInTheEffectiveOneAndALiteralAsItIsWritten(String code, boolean expected) {
        assertThat(evaluate(code)).isEqualTo(one(new FieldValue.Bool(expected)));
    }

    @Test
    void shouldReadADatetimeWithoutAZoneInTheEffectiveOneWhenItBecomesAField() {
        assertThat(evaluate("datetime(2026, 3, 29, 12)"))
                .isEqualTo(one(new FieldValue.DateTime(Instant.parse("2026-03-29T10:00:00Z"))));
        assertThat(evaluate("datetime(2026, 3, 29, 2, 30)"))
                .as("a time that there is not is as far after the gap")
                .isEqualTo(one(new FieldValue.DateTime(Instant.parse("2026-03-29T01:30:00Z"))));
        assertThat(evaluate("datetime(2026, 10, 25, 2, 30)"))
                .as("of two times the first")
                .isEqualTo(one(new FieldValue.DateTime(Instant.parse("2026-10-25T00:30:00Z"))));
    }

    @Test
    void shouldRefuseAComputedFloatBesideADecimalAsPythonDoes() {
        assertThat(evaluate("price * (1 + 0.19)"))
                .isEqualTo(new PythonResult.Failed(new PythonFailure(
                        "TypeError", "unsupported operand type(s) for *: 'decimal.Decimal' and 'float'", 1)));
    }

    @Test
    void shouldTellWhichFieldsCodeUses() {
        assertThat(PythonExpression.compile("name + customer.email", fields).fields())
                .containsExactlyInAnyOrder(
                        fields.bare("name").getAsInt(), fields.bare("email").getAsInt());
        String script = "def run(context):\n    p = context.participant\n    return {'visits': p.price}";
        assertThat(PythonScript.compile(script, fields).fields())
                .containsExactlyInAnyOrder(
                        fields.bare("visits").getAsInt(), fields.bare("price").getAsInt());
    }

    @Test
    void shouldGiveTheUpdatesOfAScript() {
        String script = "def run(context):\n    return {'visits': 1, 'participant.contacted': None}";
        assertThat(PythonScript.compile(script, fields).run(fields.in("UTC")))
                .isEqualTo(new ScriptResult.Updates(List.of(
                        new ScriptResult.Update("visits", one(new FieldValue.IntegerValue(1))),
                        new ScriptResult.Update("participant.contacted", new PythonResult.Nothing()))));
    }
}
