package campaignflows.platform.contracts.message;

import java.util.Optional;

/**
 * Values of messages that are known only when they are sent. Until then their tags stand in its texts, and whoever looks
 * at a planned message sees those.
 */
public enum SendTimeValue {
    /** A link to a bot that makes the Telegram chat of whoever opens it the customer's. */
    TELEGRAM_LINK("communication.telegram_link");

    private final String reference;

    SendTimeValue(String reference) {
        this.reference = reference;
    }

    /** The value that templates name so, with its level. */
    public static Optional<SendTimeValue> of(String reference) {
        for (SendTimeValue value : values()) {
            if (value.reference.equals(reference)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** How it stands in the texts of a planned message: as it is written in templates, with one space on each side. */
    public String tag() {
        return "{{ " + reference + " }}";
    }
}
