package campaignflows.platform.values;

import java.math.BigDecimal;
import java.time.DateTimeException;

/**
 * Reads canonical text back into values. Unlike {@link FieldParser} it forgives nothing: the text was written by
 * {@link FieldValue#canonical()}, so anything else is a defect or damage and must be loud.
 *
 * <p>Every Field Check reads its property here. So the text is compared with its form, and not with what the value would be
 * written as again, and no object is made but the value.
 */
final class CanonicalText {
    private static final int MAX_NUMBER_LENGTH = 64;

    private CanonicalText() {}

    static FieldValue read(FieldType type, String text) {
        try {
            return readAs(type, text);
        } catch (NumberFormatException | DateTimeException e) {
            throw notCanonical(type);
        }
    }

    private static FieldValue readAs(FieldType type, String text) {
        return switch (type) {
            case STRING -> new FieldValue.Text(text);
            case INTEGER -> new FieldValue.IntegerValue(integer(text));
            case NUMERIC -> new FieldValue.Decimal(decimal(text));
            case BOOLEAN -> new FieldValue.Bool(bool(text));
            case DATE -> new FieldValue.Date(CanonicalTime.date(text));
            case DATETIME -> new FieldValue.DateTime(CanonicalTime.instant(text));
            case ENUMERATION -> new FieldValue.Enumeration(text);
            case EMAIL -> new FieldValue.Email(text);
            case PHONE -> new FieldValue.Phone(text);
        };
    }

    private static long integer(String text) {
        if (endOfInteger(text) != text.length() || text.equals("-0")) {
            throw notCanonical(FieldType.INTEGER);
        }
        return Long.parseLong(text);
    }

    private static BigDecimal decimal(String text) {
        int point = endOfInteger(text);
        boolean isPlain = point == text.length()
                || (point > 0 && text.charAt(point) == '.' && endOfDigits(text, point + 1) == text.length());
        if (!isPlain || text.endsWith(".") || text.length() > MAX_NUMBER_LENGTH) {
            throw notCanonical(FieldType.NUMERIC);
        }
        BigDecimal number = new BigDecimal(text);
        if (number.signum() == 0 && text.charAt(0) == '-') {
            throw notCanonical(FieldType.NUMERIC);
        }
        return number;
    }

    /** Where a whole number without leading zeros ends that the text begins with; 0 if it begins with none. */
    private static int endOfInteger(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int end = endOfDigits(text, from);
        boolean hasLeadingZero = end > from + 1 && text.charAt(from) == '0';
        return end == from || hasLeadingZero ? 0 : end;
    }

    private static int endOfDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw notCanonical(FieldType.BOOLEAN);
        };
    }

    private static IllegalArgumentException notCanonical(FieldType type) {
        return new IllegalArgumentException(
                "Expected the canonical text of a value of type %s, but it is something else".formatted(type));
    }
}
