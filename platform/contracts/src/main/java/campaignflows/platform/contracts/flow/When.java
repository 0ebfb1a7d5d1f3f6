package campaignflows.platform.contracts.flow;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a communication is due (rule M2): base, plus offset, at a time of day, inside a window, in the effective zone.
 * Null offsets are 0; no {@code when} at all means now.
 */
public record When(
        @Nullable Base base,
        @Nullable Integer offsetDays,
        @Nullable Integer offsetHours,
        @Nullable Integer offsetMinutes,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime timeOfDay,
        @Nullable Window window) {

    /** What the offset counts from. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Now.class, name = "now"),
        @JsonSubTypes.Type(value = Today.class, name = "today"),
        @JsonSubTypes.Type(value = Literal.class, name = "literal"),
        @JsonSubTypes.Type(value = Field.class, name = "field"),
        @JsonSubTypes.Type(value = Expression.class, name = "expression")
    })
    public sealed interface Base {}

    /** The moment of the walk. */
    public record Now() implements Base {}

    /** The start of the walk's day in the effective zone. */
    public record Today() implements Base {}

    /** A fixed date or datetime, ISO 8601; without an offset it is read in the effective zone. */
    public record Literal(@Nullable JsonNode value) implements Base {}

    /** A date or datetime field: {@code level.name}. */
    public record Field(@Nullable String field) implements Base {}

    /** A Python expression that gives a date or datetime. */
    public record Expression(@Nullable String code) implements Base {}

    /** Times at which a contact may be reached. */
    public record Window(
            @JsonFormat(pattern = "HH:mm") @Nullable LocalTime from,
            @JsonFormat(pattern = "HH:mm") @Nullable LocalTime to,
            @Nullable List<String> weekdays) {}
}
