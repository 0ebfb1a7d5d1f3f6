package campaignflows.platform.values;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads canonical text back into values. Unlike {@link FieldParser} it forgives nothing: the text was written by
 * {@link FieldValue#canonical()}, so anything else is a defect or damage and must be loud.
 */
final class CanonicalText {
    private static final int MAX_NUMBER_LENGTH = 64;

    private CanonicalText() {}

    static FieldValue read(FieldType type, String text) {
        FieldValue value;
        try {
            value = readAs(type, text);
        } catch (NumberFormatException | DateTimeException e) {
            throw notCanonical(type);
        }
        if (!value.canonical().equals(text)) {
            throw notCanonical(type);
        }
        return value;
    }

    private static FieldValue readAs(FieldType type, String text) {
        return switch (type) {
            case STRING -> new FieldValue.Text(text);
            case INTEGER -> new FieldValue.IntegerValue(Long.parseLong(text));
            case NUMERIC -> new FieldValue.Decimal(decimal(text));
            case BOOLEAN -> new FieldValue.Bool(bool(text));
            case DATE -> new FieldValue.Date(LocalDate.parse(text));
            case DATETIME -> new FieldValue.DateTime(Instant.parse(text));
            case ENUMERATION -> new FieldValue.Enumeration(text);
            case EMAIL -> new FieldValue.Email(text);
            case PHONE -> new FieldValue.Phone(text);
        };
    }

    private static BigDecimal decimal(String text) {
        if (text.length() > MAX_NUMBER_LENGTH || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            throw notCanonical(FieldType.NUMERIC);
        }
        return new BigDecimal(text);
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
