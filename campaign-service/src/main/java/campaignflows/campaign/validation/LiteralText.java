package campaignflows.campaign.validation;

import campaignflows.platform.values.FieldParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a literal: empty ones, and the text that stands for a scalar. */
final class LiteralText {
    private LiteralText() {}

    /** Whether nothing was filled in: null, a blank text, or an empty list. */
    static boolean isEmpty(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return true;
        }
        return value.isTextual() ? FieldParser.isEmpty(value.textValue()) : value.isArray() && value.isEmpty();
    }

    /** The text that a field's parser reads; empty for anything but a text, a number or a boolean. */
    static Optional<String> of(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(value.textValue());
        }
        if (value.isNumber()) {
            // Not the plain digits: those of 1e999999999 would fill the memory. The parser bounds the exponent.
            return Optional.of(value.asText());
        }
        return value.isBoolean() ? Optional.of(Boolean.toString(value.booleanValue())) : Optional.empty();
    }
}
