package campaignflows.engine.value;

import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Converts a value to the type of the field that it is written to. */
public final class Conversion {
    private Conversion() {}

    /**
     * The value in the target's type: unchanged if it is of that type already (an enumeration must still allow it), the
     * calendar day of a datetime, the start of the day of a date; anything else as its text would be parsed.
     */
    public static ParseResult to(Property target, FieldValue value, WalkView view) {
        @Nullable Identifier identifier = target.identifier().orElse(null);
        if (value.type() == target.type() && !isNarrower(target)) {
            return new ParseResult.Parsed(value);
        }
        if (value instanceof FieldValue.DateTime dateTime && target.type() == FieldType.DATE) {
            return date(dateTime.value().atZone(view.zone()).toLocalDate());
        }
        if (value instanceof FieldValue.Decimal(BigDecimal number) && target.type() == FieldType.INTEGER) {
            return whole(number);
        }
        ParseContext context = view.formats().parsing(view.zone(), target.allowedValues());
        return identifier == null
                ? FieldParser.parse(target.type(), value.canonical(), context)
                : identifier.parse(value.canonical(), context);
    }

    /** 20.0 is a whole number, however it was computed. */
    private static ParseResult whole(BigDecimal number) {
        try {
            return new ParseResult.Parsed(new FieldValue.IntegerValue(number.longValueExact()));
        } catch (ArithmeticException e) {
            return new ParseResult.Invalid("Not a whole number, or too large for one: round it");
        }
    }

    /**
     * Whether a value of the type may still be invalid for the field: an enumeration has its values, an identifier that is a
     * text its own form. A phone number must not be parsed twice: its digits could be mistaken for a national number.
     */
    private static boolean isNarrower(Property target) {
        return !target.allowedValues().isEmpty()
                || (target.type() == FieldType.STRING && target.identifier().isPresent());
    }

    private static ParseResult date(LocalDate day) {
        try {
            return new ParseResult.Parsed(new FieldValue.Date(day));
        } catch (IllegalArgumentException e) {
            return new ParseResult.Invalid("The day lies outside the years 1 to 9999");
        }
    }
}
