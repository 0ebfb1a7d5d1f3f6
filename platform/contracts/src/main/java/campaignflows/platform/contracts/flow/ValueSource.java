package campaignflows.platform.contracts.flow;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Where a value in a node's settings comes from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ValueSource.Literal.class, name = "literal"),
    @JsonSubTypes.Type(value = ValueSource.RelativeDate.class, name = "relative_date"),
    @JsonSubTypes.Type(value = ValueSource.Field.class, name = "field"),
    @JsonSubTypes.Type(value = ValueSource.Expression.class, name = "expression")
})
public sealed interface ValueSource {

    /** A JSON scalar, or an array of scalars for "is one of". Kept as written; its meaning is the field's type. */
    record Literal(@Nullable JsonNode value) implements ValueSource {}

    /**
     * A day or moment relative to the walk's, or to a date field's.
     *
     * @param field       {@code level.name}, with base {@code field} only
     * @param offsetDays  calendar days, signed; null is 0
     * @param offsetHours hours, signed; for datetimes only; null is 0
     */
    record RelativeDate(
            @Nullable Base base,
            @Nullable String field,
            @Nullable Integer offsetDays,
            @Nullable Integer offsetHours) implements ValueSource {
        /** What the offset counts from. */
        public enum Base {
            TODAY,
            NOW,
            FIELD
        }
    }

    /** The value of another field: {@code level.name}. */
    record Field(@Nullable String field) implements ValueSource {}

    /** A Python expression (product, E). */
    record Expression(@Nullable String code) implements ValueSource {}
}
