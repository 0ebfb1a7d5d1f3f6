package campaignflows.platform.expression.runtime;

import campaignflows.platform.values.FieldValue;
import java.time.ZoneId;

/** Field values as values of Python. */
final class FieldObjects {
    private FieldObjects() {}

    /** A datetime is seen in the effective zone; email, phone and enumeration are texts. */
    static Object of(FieldValue value, ZoneId zone) {
        return switch (value) {
            case FieldValue.Text(String text) -> text;
            case FieldValue.IntegerValue(long number) -> number;
            case FieldValue.Decimal(var number) -> new PyDecimal(number);
            case FieldValue.Bool(boolean flag) -> flag;
            case FieldValue.Date(var day) -> day;
            case FieldValue.DateTime(var instant) -> PyDateTime.of(instant, zone);
            case FieldValue.Enumeration(String text) -> text;
            case FieldValue.Email(String text) -> text;
            case FieldValue.Phone(String digits) -> digits;
        };
    }
}
