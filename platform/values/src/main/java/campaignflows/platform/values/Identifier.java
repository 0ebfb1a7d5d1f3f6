package campaignflows.platform.values;

import campaignflows.platform.values.ParseResult.Invalid;
import campaignflows.platform.values.ParseResult.Parsed;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The system fields that say who a customer is (product.md P1), with the form in which two of them are the same one.
 * The order is the order in which a conflict is reported.
 */
public enum Identifier {
    EXTERNAL_ID(FieldType.STRING),
    EMAIL(FieldType.EMAIL),
    PHONE(FieldType.PHONE),
    WHATSAPP_ID(FieldType.PHONE),
    TELEGRAM_ID(FieldType.STRING),
    WEB_ID(FieldType.STRING),
    TELEGRAM_USERNAME(FieldType.STRING);

    /** How a spreadsheet shows a long number once it has forgotten its last digits. */
    private static final Pattern SHORTENED = Pattern.compile("[+-]?\\d(?:[.,]\\d+)?[eE]\\+\\d{2,3}");

    /** A whole number as programs write it that know only decimals. */
    private static final Pattern WHOLE = Pattern.compile("(\\d+)\\.0+");

    private final FieldType type;

    Identifier(FieldType type) {
        this.type = type;
    }

    public FieldType type() {
        return type;
    }

    /** The name of the system field. */
    public String fieldName() {
        return WireName.of(this);
    }

    public static Optional<Identifier> ofFieldName(String name) {
        for (Identifier identifier : values()) {
            if (identifier.fieldName().equals(name)) {
                return Optional.of(identifier);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads the value as it is to be stored: as {@link FieldParser} does, shorter, a username without its @, and a whole
     * number as such ({@code 7377670.0} is {@code 7377670}, whoever wrote it).
     */
    public ParseResult parse(String raw, ParseContext context) {
        String text = this == TELEGRAM_USERNAME ? withoutAt(raw) : raw;
        if (type == FieldType.STRING
                && text.length() <= ValueLimits.MAX_IDENTIFIER_LENGTH
                && !FieldParser.isEmpty(text)) {
            text = whole(Texts.normalized(text));
            Invalid doubtful = doubtful(text);
            if (doubtful != null) {
                return doubtful;
            }
        }
        // A WhatsApp id has its country code, whether or not a plus is before it.
        ParseResult read = this == WHATSAPP_ID && !FieldParser.isEmpty(text)
                ? PhoneNumbers.parseComplete(text, context.region())
                : FieldParser.parse(type, text, context);
        return switch (read) {
            case Parsed parsed
            when parsed.value().canonical().length() > ValueLimits.MAX_IDENTIFIER_LENGTH ->
                new Invalid("The identifier is too long: at most %d characters"
                        .formatted(ValueLimits.MAX_IDENTIFIER_LENGTH));
            case ParseResult result -> result;
        };
    }

    /**
     * Reads the id of an object, the other half of a participant's key, by the same rules as a person's.
     *
     * @param maxLength in characters
     */
    public static ParseResult parseObjectId(String raw, int maxLength) {
        String text = Texts.normalized(raw);
        if (text.length() > maxLength) {
            return new Invalid("The object_id is too long: at most %d characters".formatted(maxLength));
        }
        text = whole(text);
        Invalid doubtful = doubtful(text);
        if (doubtful != null) {
            return doubtful;
        }
        return ValueLimits.isStorable(text)
                ? new Parsed(new FieldValue.Text(text))
                : new Invalid("The object_id holds a character that cannot be stored: remove it");
    }

    /** What is wrong with a text that does not identify anybody reliably. */
    private static @Nullable Invalid doubtful(String text) {
        if (SHORTENED.matcher(text).matches()) {
            return new Invalid("Not an identifier but a number that a spreadsheet has shortened, and digits are lost:"
                    + " format the column as text and enter it again");
        }
        // With it the same identifier would be a second one that looks like the first.
        int hidden = Texts.firstInvisible(text);
        return hidden < 0
                ? null
                : new Invalid(
                        "The identifier holds the invisible character %s: remove it".formatted(Texts.nameOf(hidden)));
    }

    /**
     * The other form in which somebody may be stored who is meant by the text: a number without a plus is kept as its digits
     * as long as the tenant has no region by which it is complete.
     *
     * @param canonical what {@link #parse} made of the text
     */
    public Optional<String> withoutRegion(String raw, String canonical) {
        if (type != FieldType.PHONE || !canonical.startsWith("+")) {
            return Optional.empty();
        }
        return PhoneText.of(Texts.normalized(raw)) instanceof PhoneText.Number(boolean plus, String digits)
                        && !plus
                        && PhoneNumbers.isCanonical(digits)
                ? Optional.of(digits)
                : Optional.empty();
    }

    /** What was stored by an earlier version, in the form in which it is stored now; empty if nothing visible is left. */
    public Optional<String> renewed(String stored) {
        if (Texts.isBlank(stored)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (this) {
                    case EMAIL -> EmailAddresses.normal(stored).orElse(stored);
                    case PHONE, WHATSAPP_ID -> PhoneNumbers.completed(stored);
                    case TELEGRAM_USERNAME -> {
                        String name = Texts.normalized(withoutAt(stored));
                        yield name.isEmpty() ? stored : name;
                    }
                    case EXTERNAL_ID, TELEGRAM_ID, WEB_ID -> whole(Texts.normalized(stored));
                });
    }

    /** The text by which customers are looked up: two values name the same person when their keys are equal. */
    public String key(String canonical) {
        return switch (this) {
            case EMAIL -> EmailAddresses.matchKey(canonical);
            case TELEGRAM_USERNAME -> Texts.caseless(withoutAt(canonical));
            case EXTERNAL_ID, PHONE, WHATSAPP_ID, TELEGRAM_ID, WEB_ID -> canonical;
        };
    }

    private static String whole(String text) {
        Matcher number = WHOLE.matcher(text);
        return number.matches() ? number.group(1) : text;
    }

    private static String withoutAt(String raw) {
        String text = Texts.trimmed(raw);
        while (text.startsWith("@") || text.startsWith("\uFF20")) {
            text = Texts.trimmed(text.substring(1));
        }
        return text;
    }
}
