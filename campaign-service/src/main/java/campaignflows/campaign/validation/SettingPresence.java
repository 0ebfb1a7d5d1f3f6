package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.ValueSource;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Determines which settings are filled in: what is missing is to be filled in, what is wrong is to be corrected. */
final class SettingPresence {
    private SettingPresence() {}

    static boolean isFilledIn(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    /**
     * Whether a literal gives nothing to compare with or to write. White space is something to look for in a text, but
     * never a whole value.
     */
    static boolean isEmpty(ValueSource.Literal literal, ValueUse use) {
        JsonNode value = literal.value();
        return use == ValueUse.COMPARED_IN_PART && value != null && value.isTextual()
                ? value.textValue().isEmpty()
                : LiteralText.isEmpty(value);
    }

    /** Whether a value to compare with is given. */
    static boolean isFilledIn(@Nullable ValueSource value, ValueUse use) {
        return value instanceof ValueSource.Literal literal ? !isEmpty(literal, use) : isSaid(value);
    }

    /** Whether there is a value at all; a literal null counts, it clears a field. */
    static boolean isSaid(@Nullable ValueSource value) {
        return switch (value) {
            case null -> false;
            case ValueSource.Literal literal ->
                literal.value() == null || literal.value().isNull() || !LiteralText.isEmpty(literal.value());
            case ValueSource.Field field -> isFilledIn(field.field());
            case ValueSource.Expression expression -> isFilledIn(expression.code());
            case ValueSource.RelativeDate date ->
                date.base() != null && (date.base() != ValueSource.RelativeDate.Base.FIELD || isFilledIn(date.field()));
        };
    }
}
