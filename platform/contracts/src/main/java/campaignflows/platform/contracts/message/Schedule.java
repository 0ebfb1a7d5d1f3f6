package campaignflows.platform.contracts.message;

import campaignflows.platform.values.AllowedWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a communication is due (rule M2), its base resolved by the engine. Exactly one of {@code instant}, {@code date}
 * and {@code missing} is set.
 *
 * @param instant    base: a moment
 * @param date       base: a calendar day in {@code zone}, whose start applies unless there is a time of day
 * @param missing    why there is no base; the communication is Skipped with this reason
 * @param offsetDays calendar days in {@code zone}, signed
 * @param timeOfDay  replaces the time of day that results from base and offset, in {@code zone}
 * @param zone       the participant's time zone if set, otherwise the tenant's
 * @param window     when the contact may be reached, in {@code zone}; null if at any time
 */
public record Schedule(
        @Nullable Instant instant,
        @Nullable LocalDate date,
        @Nullable String missing,
        int offsetDays,
        int offsetHours,
        int offsetMinutes,
        @Nullable LocalTime timeOfDay,
        ZoneId zone,
        @Nullable AllowedWindow window) {
    public Schedule {
        int bases = (instant == null ? 0 : 1) + (date == null ? 0 : 1) + (missing == null ? 0 : 1);
        if (bases != 1) {
            throw new IllegalArgumentException(
                    "Expected exactly one of instant, date and missing, but " + bases + " are set");
        }
    }
    /** A schedule without a window. */
    public Schedule(
            @Nullable Instant instant,
            @Nullable LocalDate date,
            @Nullable String missing,
            int offsetDays,
            int offsetHours,
            int offsetMinutes,
            @Nullable LocalTime timeOfDay,
            ZoneId zone) {
        this(instant, date, missing, offsetDays, offsetHours, offsetMinutes, timeOfDay, zone, null);
    }
}
