package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.ValueSource;
import org.jspecify.annotations.Nullable;

/** Tells what is still missing from what is wrong: the first asks to be filled in, the second to be corrected. */
final class FilledIn {
    private FilledIn() {}

    static boolean isFilledIn(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    /** Whether a value is given; a literal null or empty text is none. */
    static boolean isFilledIn(@Nullable ValueSource value) {
        return value instanceof ValueSource.Literal literal ? !LiteralText.isEmpty(literal.value()) : isSaid(value);
    }

    /** Whether a value is said at all; a literal null counts, it clears a field. */
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
