package campaignflows.platform.contracts.flow;

import campaignflows.platform.values.AllowedWindow;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

    /** A fixed date or datetime, ISO 8601; without an offset it is interpreted in the effective zone. */
    public record Literal(@Nullable JsonNode value) implements Base {}

    /** A date or datetime field: {@code level.name}. */
    public record Field(@Nullable String field) implements Base {}

    /** A Python expression that evaluates to a date or datetime. */
    public record Expression(@Nullable String code) implements Base {}

    /**
     * Times at which a contact may be reached. Whatever is left out does not restrict: no {@code from} means the beginning of
     * the day, no {@code to} its end, no weekdays all of them. A {@code to} before {@code from} is on the next day; from
     * midnight to midnight is the whole day.
     */
    public record Window(
            @JsonFormat(pattern = "HH:mm") @Nullable LocalTime from,
            @JsonFormat(pattern = "HH:mm") @Nullable LocalTime to,
            @Nullable List<@Nullable Weekday> weekdays) {

        /**
         * The window that is meant.
         *
         * @throws IllegalArgumentException with what to do, if it would never open or means nothing
         */
        public AllowedWindow allowed() {
            if (from != null && from.equals(to) && !from.equals(LocalTime.MIDNIGHT)) {
                throw new IllegalArgumentException(
                        "The window begins when it ends: leave out both times if it is open all day");
            }
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            for (Weekday weekday : weekdays == null ? List.of(Weekday.values()) : weekdays) {
                if (weekday != null) {
                    days.add(weekday.day());
                }
            }
            if (days.isEmpty()) {
                throw new IllegalArgumentException(
                        "The window has no weekday: choose one, or leave weekdays out for every day");
            }
            return new AllowedWindow(
                    from == null ? LocalTime.MIDNIGHT : from, to == null ? LocalTime.MIDNIGHT : to, days);
        }
    }

    /** A day of the week as settings write it: {@code mon}. */
    public enum Weekday {
        MON,
        TUE,
        WED,
        THU,
        FRI,
        SAT,
        SUN;

        DayOfWeek day() {
            return DayOfWeek.of(ordinal() + 1);
        }
    }
}
