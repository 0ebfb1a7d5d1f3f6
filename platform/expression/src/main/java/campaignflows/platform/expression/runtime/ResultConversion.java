package campaignflows.platform.expression.runtime;

import campaignflows.platform.expression.PythonResult;
import campaignflows.platform.expression.ScriptResult;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.ValueLimits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** How a value of Python becomes one of a field: the other way round than {@link FieldObjects}. */
public final class ResultConversion {
    private static final int MAX_VALUES = 1_000;
    /** Of a field, with its level. */
    private static final int MAX_NAME = 200;

    private ResultConversion() {}

    public static PythonResult of(Object value) {
        return switch (value) {
            case PyNone none -> new PythonResult.Nothing();
            case PyList list -> many(list.items());
            case PyTuple tuple -> many(tuple.items());
            default -> one(value);
        };
    }

    private static PythonResult many(List<Object> items) {
        if (items.size() > MAX_VALUES) {
            return new PythonResult.Unfit("A list may have %,d values, but there are more".formatted(MAX_VALUES));
        }
        List<FieldValue> values = new ArrayList<>();
        for (Object item : items) {
            if (!(one(item) instanceof PythonResult.One(FieldValue value))) {
                return new PythonResult.Unfit("The list holds something that is not a value of a field");
            }
            values.add(value);
        }
        return new PythonResult.Many(values);
    }

    private static PythonResult one(Object value) {
        try {
            return switch (value) {
                case String text -> new PythonResult.One(new FieldValue.Text(text));
                case Boolean flag -> new PythonResult.One(new FieldValue.Bool(flag));
                case Long number -> new PythonResult.One(new FieldValue.IntegerValue(number));
                case BigInteger number -> new PythonResult.One(new FieldValue.Decimal(new BigDecimal(number)));
                case PyDecimal number -> decimal(number.value());
                case PyFloat number -> floating(number);
                case LocalDate day -> new PythonResult.One(new FieldValue.Date(day));
                case PyDateTime moment -> new PythonResult.One(new FieldValue.DateTime(moment.instant()));
                default ->
                    new PythonResult.Unfit(
                            "A value of Python's type %s is no value of a field".formatted(Types.name(value)));
            };
        } catch (IllegalArgumentException e) {
            return new PythonResult.Unfit(String.valueOf(e.getMessage()));
        }
    }

    /** The fewest digits that are this float, as {@code str()} shows it. */
    private static PythonResult floating(PyFloat number) {
        if (Double.isNaN(number.value()) || Double.isInfinite(number.value())) {
            return new PythonResult.Unfit("An infinite number, or none (nan), is no value of a field");
        }
        return decimal(new BigDecimal(FloatText.repr(number.value())));
    }

    /** A field holds fewer places after the point than a Decimal of Python: the rest is rounded, half to even. */
    private static PythonResult decimal(BigDecimal number) {
        boolean fits = number.scale() <= ValueLimits.MAX_SCALE;
        boolean tiny = !fits && number.precision() - (long) number.scale() < -ValueLimits.MAX_SCALE;
        BigDecimal value =
                fits ? number : tiny ? BigDecimal.ZERO : number.setScale(ValueLimits.MAX_SCALE, RoundingMode.HALF_EVEN);
        return new PythonResult.One(new FieldValue.Decimal(value));
    }

    public static ScriptResult updates(Object value) {
        if (value == PyNone.NONE) {
            return new ScriptResult.Updates(List.of());
        }
        if (!(value instanceof PyDict dict)) {
            return new ScriptResult.Unfit(
                    "run returned a value of type %s, but it returns a dict of field updates or None"
                            .formatted(Types.name(value)));
        }
        List<ScriptResult.Update> updates = new ArrayList<>();
        if (dict.size() > MAX_VALUES) {
            return new ScriptResult.Unfit("run returned more than %,d updates".formatted(MAX_VALUES));
        }
        for (PyDict.Entry entry : dict.entries()) {
            boolean name =
                    entry.key() instanceof String text && text.length() <= MAX_NAME && ValueLimits.isStorable(text);
            if (!name || !(entry.key() instanceof String field)) {
                return new ScriptResult.Unfit(
                        "run returned a dict with a key that is no name of a field, such as \"participant.contacted\"");
            }
            updates.add(new ScriptResult.Update(field, of(entry.value())));
        }
        return new ScriptResult.Updates(updates);
    }
}
