package campaignflows.platform.values;

import campaignflows.platform.values.ParseResult.Invalid;
import campaignflows.platform.values.ParseResult.Parsed;
import java.util.Locale;
import java.util.Optional;

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

    private final FieldType type;

    Identifier(FieldType type) {
        this.type = type;
    }

    public FieldType type() {
        return type;
    }

    /** The name of the system field. */
    public String fieldName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Identifier> ofFieldName(String name) {
        for (Identifier identifier : values()) {
            if (identifier.fieldName().equals(name)) {
                return Optional.of(identifier);
            }
        }
        return Optional.empty();
    }

    /** Reads the value as it is to be stored: as {@link FieldParser} does, shorter, and a username without its @. */
    public ParseResult parse(String raw, ParseContext context) {
        String text = this == TELEGRAM_USERNAME ? withoutAt(raw) : raw;
        return switch (FieldParser.parse(type, text, context)) {
            case Parsed parsed
            when parsed.value().canonical().length() > ValueLimits.MAX_IDENTIFIER_LENGTH ->
                new Invalid("The identifier is too long: at most %d characters"
                        .formatted(ValueLimits.MAX_IDENTIFIER_LENGTH));
            case ParseResult result -> result;
        };
    }

    /** The text by which customers are looked up: two values name the same person when their keys are equal. */
    public String key(String canonical) {
        return switch (this) {
            case EMAIL -> EmailAddresses.matchKey(canonical);
            case TELEGRAM_USERNAME -> Texts.caseless(withoutAt(canonical));
            case EXTERNAL_ID, PHONE, WHATSAPP_ID, TELEGRAM_ID, WEB_ID -> canonical;
        };
    }

    private static String withoutAt(String raw) {
        String text = Texts.trimmed(raw);
        while (text.startsWith("@") || text.startsWith("\uFF20")) {
            text = Texts.trimmed(text.substring(1));
        }
        return text;
    }
}
