package campaignflows.platform.values;

import campaignflows.platform.values.ParseResult.Invalid;
import campaignflows.platform.values.ParseResult.Parsed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads what people and other systems write into typed values (product.md D3): the one place for files, API, console
 * edits and flows. Outer white space never counts, in strings neither. Time and memory are linear in the length of the
 * text and bounded.
 */
public final class FieldParser {
    private static final Pattern INTEGER = Pattern.compile("([+-]?\\d{1,60})(?:\\.0{1,60})?");
    private static final Pattern NUMBER =
            Pattern.compile("([+-]?(?:\\d{1,100}(?:\\.\\d{0,100})?|\\.\\d{1,100}))(?:[eE]([+-]?\\d{1,3}))?");
    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int HINT_VALUES = 10;
    private static final int HINT_LENGTH = 200;

    private FieldParser() {}

    /** Whether the text says nothing: an empty cell or one of white space, which changes nothing in an import. */
    public static boolean isEmpty(String raw) {
        return Texts.isBlank(raw);
    }

    /** The instant of an ISO 8601 text with {@code Z} or an offset; empty for any other text. */
    public static Optional<Instant> instant(String raw) {
        return DateTexts.isoInstant(Texts.normalized(raw));
    }

    /** The day of a text that is a date and nothing else, not even a time; empty for any other text. */
    public static Optional<LocalDate> day(String raw, ParseContext context) {
        return DateTexts.find(Texts.normalized(raw), context.dateFormat());
    }

    /** Reads one value. Empty text is invalid here: what it means is the caller's to decide. */
    public static ParseResult parse(FieldType type, String raw, ParseContext context) {
        if (raw.length() > ValueLimits.MAX_TEXT_LENGTH * 2) {
            return tooLong();
        }
        if (Texts.isBlank(raw)) {
            return new Invalid("The value is empty: give one or leave the field out");
        }
        String text = Texts.trimmed(raw);
        if (!ValueLimits.isStorable(text)) {
            return new Invalid(
                    "The value holds a character that cannot be stored (NUL or half of a surrogate pair): remove it");
        }
        // An address is composed by its own rules, which must see what was written.
        return type == FieldType.EMAIL
                ? EmailAddresses.parse(text)
                : parseComposed(type, Texts.composed(text), context);
    }

    private static ParseResult parseComposed(FieldType type, String text, ParseContext context) {
        return switch (type) {
            case STRING -> string(text);
            case INTEGER -> integer(text);
            case NUMERIC -> numeric(text);
            case BOOLEAN -> bool(text);
            case DATE -> DateTexts.date(text, context);
            case DATETIME -> DateTexts.dateTime(text, context);
            case ENUMERATION -> enumeration(text, context.allowedValues());
            case EMAIL -> EmailAddresses.parse(text);
            case PHONE -> PhoneNumbers.parse(text, context.region());
        };
    }

    private static ParseResult string(String text) {
        return text.length() > ValueLimits.MAX_TEXT_LENGTH ? tooLong() : new Parsed(new FieldValue.Text(text));
    }

    private static ParseResult tooLong() {
        return new Invalid("The value is too long: at most %d characters".formatted(ValueLimits.MAX_TEXT_LENGTH));
    }

    private static ParseResult integer(String text) {
        Matcher whole = INTEGER.matcher(text);
        if (!whole.matches()) {
            return new Invalid("Not a whole number: use digits only, such as 42 or -7");
        }
        BigInteger number = new BigInteger(whole.group(1));
        if (number.compareTo(MIN_LONG) < 0 || number.compareTo(MAX_LONG) > 0) {
            return new Invalid("The whole number is too large: from %s to %s".formatted(MIN_LONG, MAX_LONG));
        }
        return new Parsed(new FieldValue.IntegerValue(number.longValueExact()));
    }

    private static ParseResult numeric(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return new Invalid(
                    text.indexOf(',') >= 0
                            ? "Not a number: use a point for decimals and no thousands separators, such as 1234.50"
                            : "Not a number: use digits with a point for decimals, such as 1234.50");
        }
        BigDecimal value = new BigDecimal(text);
        if (!ValueLimits.isDecimal(value)) {
            return new Invalid("The number has too many digits: at most %d, at most %d of them after the point"
                    .formatted(ValueLimits.MAX_DIGITS, ValueLimits.MAX_SCALE));
        }
        return new Parsed(new FieldValue.Decimal(value));
    }

    private static ParseResult bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> new Parsed(new FieldValue.Bool(true));
            case "false", "no", "0" -> new Parsed(new FieldValue.Bool(false));
            default -> new Invalid("Not a yes or no: use true or false, yes or no, 1 or 0");
        };
    }

    private static ParseResult enumeration(String text, Set<String> allowed) {
        return allowed.contains(text)
                ? new Parsed(new FieldValue.Enumeration(text))
                : new Invalid("Not an allowed value: use one of " + hint(allowed));
    }

    private static String hint(Set<String> allowed) {
        String listed = allowed.stream().limit(HINT_VALUES).collect(Collectors.joining(", "));
        if (listed.length() > HINT_LENGTH) {
            int end = Character.isHighSurrogate(listed.charAt(HINT_LENGTH - 1)) ? HINT_LENGTH - 1 : HINT_LENGTH;
            return listed.substring(0, end) + "…";
        }
        return allowed.size() > HINT_VALUES ? listed + ", …" : listed;
    }
}
