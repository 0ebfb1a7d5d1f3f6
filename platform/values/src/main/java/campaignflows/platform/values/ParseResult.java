package campaignflows.platform.values;

/** What became of a text: a value, or a message that says what is wrong and what to do, without the text itself. */
public sealed interface ParseResult {

    record Parsed(FieldValue value) implements ParseResult {}

    record Invalid(String message) implements ParseResult {}

    /**
     * The value.
     *
     * @throws IllegalArgumentException with the message, if it is invalid
     */
    default FieldValue orThrow() {
        return switch (this) {
            case Parsed parsed -> parsed.value();
            case Invalid invalid -> throw new IllegalArgumentException(invalid.message());
        };
    }
}
