package campaignflows.platform.expression;

import campaignflows.platform.expression.runtime.ResultConversion;
import campaignflows.platform.values.FieldValue;
import java.util.List;

/** What an expression came to, in the terms of fields. */
public sealed interface PythonResult {
    /** None: nothing, said on purpose or because a field is unset. */
    record Nothing() implements PythonResult {}

    /** One value. */
    record One(FieldValue value) implements PythonResult {}

    /** A list or tuple of values. */
    record Many(List<FieldValue> values) implements PythonResult {
        public Many {
            values = List.copyOf(values);
        }
    }

    /** A value that no field can hold, such as a dict or an infinite float. */
    record Unfit(String reason) implements PythonResult {}

    record Failed(PythonFailure failure) implements PythonResult {}

    /** @param value one of the evaluator's */
    static PythonResult of(Object value) {
        return ResultConversion.of(value);
    }
}
