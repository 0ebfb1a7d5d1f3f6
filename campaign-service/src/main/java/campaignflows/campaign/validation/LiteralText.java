package campaignflows.campaign.validation;

import campaignflows.platform.values.FieldParser;
import campaignflows.platform.web.json.ScalarText;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a literal: whether it is empty, and the text of a scalar. */
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
            return Optional.of(ScalarText.textOf(value));
        }
        return value.isBoolean() ? Optional.of(Boolean.toString(value.booleanValue())) : Optional.empty();
    }
}
