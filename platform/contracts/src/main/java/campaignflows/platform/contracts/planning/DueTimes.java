package campaignflows.platform.contracts.planning;

import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.values.AllowedWindow;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns a schedule into a time (rule M2): base, plus offset, at a time of day, then inside the window. Days are calendar
 * days in the schedule's zone, hours and minutes are elapsed time. A local time that a clock change leaves out moves
 * forward by as much as the clock does; one that occurs twice is the first of the two. A time in the past is due now; one
 * outside the window is due when it opens next. The same schedule always gives the same time.
 */
public final class DueTimes {
    /** Anything further ahead is considered a mistyped date rather than a plan. */
    public static final int MAX_DAYS_AHEAD = 5 * 366;

    private static final String NEVER_OPEN = "The allowed window does not open within a month of the scheduled time";
    private static final String OUT_OF_RANGE = "The scheduled time is outside the range of the calendar";

    private DueTimes() {}

    /**
     * When the communication is due.
     *
     * @param now the moment of the walk: nothing is due before it
     */
    public static DueTime of(Schedule schedule, Instant now) {
        if (schedule.missing() != null) {
            return new DueTime.Never(schedule.missing());
        }
        Instant due;
        try {
            due = exact(schedule);
        } catch (DateTimeException | ArithmeticException e) {
            return new DueTime.Never(OUT_OF_RANGE);
        }
        if (due.isAfter(now.plus(MAX_DAYS_AHEAD, ChronoUnit.DAYS))) {
            return new DueTime.Never("The scheduled time is more than 5 years ahead: check the date it is based on");
        }
        Instant earliest = due.isBefore(now) ? now : due.truncatedTo(ChronoUnit.MICROS);
        AllowedWindow window = schedule.window();
        return window == null
                ? new DueTime.At(earliest)
                : window.nextOpening(earliest, schedule.zone())
                        .<DueTime>map(DueTime.At::new)
                        .orElseGet(() -> new DueTime.Never(NEVER_OPEN));
    }

    private static Instant exact(Schedule schedule) {
        ZoneId zone = schedule.zone();
        Instant moved = movedByDays(schedule, zone)
                .plus(Duration.ofHours(schedule.offsetHours()))
                .plus(Duration.ofMinutes(schedule.offsetMinutes()));
        LocalTime timeOfDay = schedule.timeOfDay();
        return timeOfDay == null
                ? moved
                : local(moved.atZone(zone).toLocalDate().atTime(timeOfDay), zone);
    }

    private static Instant movedByDays(Schedule schedule, ZoneId zone) {
        LocalDate date = schedule.date();
        if (date != null) {
            return date.plusDays(schedule.offsetDays()).atStartOfDay(zone).toInstant();
        }
        Instant instant = instantOf(schedule);
        if (schedule.offsetDays() == 0) {
            return instant;
        }
        return local(instant.atZone(zone).toLocalDateTime().plusDays(schedule.offsetDays()), zone);
    }

    private static Instant instantOf(Schedule schedule) {
        @Nullable Instant instant = schedule.instant();
        if (instant == null) {
            throw new IllegalArgumentException("Expected a schedule with a base, but it has none");
        }
        return instant;
    }

    /** A gap moves forward by its length; of an overlap the first occurrence counts. */
    private static Instant local(LocalDateTime time, ZoneId zone) {
        return ZonedDateTime.ofLocal(time, zone, null).toInstant();
    }
}
