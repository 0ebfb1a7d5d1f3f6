package campaignflows.platform.values;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A date said in relation to another: Today (+3). Offsets in days are calendar days in the zone, so that the time of
 * day stays over a clock change (skipped times move forward, doubled ones are the first); offsets in hours are exact
 * and only make sense for a datetime.
 *
 * @param base what the offset starts from
 * @param offsetDays signed, at most 36,600 either way
 * @param offsetHours signed, at most 878,400 either way
 */
public record RelativeDate(Base base, int offsetDays, int offsetHours) {
    private static final int MAX_DAYS = 36_600;
    private static final int MAX_HOURS = MAX_DAYS * 24;

    /** What a relative date starts from. */
    public enum Base {
        /** The calendar day in the zone; gives a date. */
        TODAY,
        /** The moment of the walk; gives a datetime. */
        NOW,
        /** A date or datetime field; gives the type of its value. */
        FIELD
    }

    /** What a relative date came to. */
    public sealed interface Resolution {
        record Resolved(FieldValue value) implements Resolution {}

        /** The base field has no value. */
        record Unset() implements Resolution {}

        /** The base field is no date, hours were added to a date, or the result lies outside the years 1 to 9999. */
        record Impossible(String detail) implements Resolution {}
    }

    public RelativeDate {
        requireWithin("offset_days", offsetDays, MAX_DAYS);
        requireWithin("offset_hours", offsetHours, MAX_HOURS);
        if (base == Base.TODAY && offsetHours != 0) {
            throw new IllegalArgumentException(
                    "Expected no offset_hours with the base today, which is a whole day, but it is " + offsetHours);
        }
    }

    /**
     * The date or datetime meant.
     *
     * @param now the moment of the walk, fixed for all its nodes
     * @param zone the participant's zone if set, else the tenant's
     * @param baseValue the base field's value, or null if it is unset or the base is no field
     */
    public Resolution resolve(Instant now, ZoneId zone, @Nullable FieldValue baseValue) {
        try {
            return switch (base) {
                case TODAY ->
                    resolved(new FieldValue.Date(now.atZone(zone).toLocalDate().plusDays(offsetDays)));
                case NOW -> resolved(new FieldValue.DateTime(shifted(now, zone)));
                case FIELD -> baseValue == null ? new Resolution.Unset() : fromField(baseValue, zone);
            };
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            return new Resolution.Impossible("The relative date lies outside the years 1 to 9999");
        }
    }

    private Resolution fromField(FieldValue value, ZoneId zone) {
        return switch (value) {
            case FieldValue.Date date
            when offsetHours == 0 -> resolved(new FieldValue.Date(date.value().plusDays(offsetDays)));
            case FieldValue.Date date -> new Resolution.Impossible("Hours cannot be added to a date: use days");
            case FieldValue.DateTime dateTime -> resolved(new FieldValue.DateTime(shifted(dateTime.value(), zone)));
            default -> new Resolution.Impossible("The base field is neither a date nor a datetime");
        };
    }

    private Instant shifted(Instant start, ZoneId zone) {
        Instant day = offsetDays == 0
                ? start
                : DateTexts.at(LocalDateTime.ofInstant(start, zone).plusDays(offsetDays), zone);
        return day.plus(offsetHours, ChronoUnit.HOURS);
    }

    private static Resolution resolved(FieldValue value) {
        return new Resolution.Resolved(value);
    }

    private static void requireWithin(String name, int value, int bound) {
        if (value < -bound || value > bound) {
            throw new IllegalArgumentException(
                    "Expected %s from -%d to %d, but it is %d".formatted(name, bound, bound, value));
        }
    }
}
