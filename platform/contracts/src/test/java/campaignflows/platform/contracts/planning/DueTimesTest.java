package campaignflows.platform.contracts.planning;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.values.AllowedWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class DueTimesTest {
    private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // a date counts from its first moment in the zone
                "2026-06-30, 0, 0, 0, -, Europe/Berlin, 2026-06-29T22:00:00Z",
                "2026-06-30, -2, 0, 0, 09:30, Europe/Berlin, 2026-06-28T07:30:00Z",
                "2026-06-30, 0, 10, 30, -, UTC, 2026-06-30T10:30:00Z",
                "2026-06-30, 1, 25, 0, 08:00, UTC, 2026-07-02T08:00:00Z",
                // the day that loses its first hour begins at 01:00
                "2026-04-24, 0, 0, 0, -, Africa/Cairo, 2026-04-23T22:00:00Z",
                // 02:30 does not exist: forward by the hour that is missing
                "2026-03-29, 0, 0, 0, 02:30, Europe/Berlin, 2026-03-29T01:30:00Z",
                // 02:30 occurs twice: the first
                "2026-10-25, 0, 0, 0, 02:30, Europe/Berlin, 2026-10-25T00:30:00Z",
                // hours are elapsed time, days are calendar days
                "2026-03-28, 1, 0, 0, -, Europe/Berlin, 2026-03-28T23:00:00Z",
                "2026-03-29, 0, 24, 0, -, Europe/Berlin, 2026-03-29T23:00:00Z",
            })
    void shouldCountFromADate(
            LocalDate date, int days, int hours, int minutes, @Nullable LocalTime time, String zone, Instant expected) {
        Schedule schedule = new Schedule(null, date, null, days, hours, minutes, time, ZoneId.of(zone));

        assertThat(DueTimes.of(schedule, NOW)).isEqualTo(new DueTime.At(expected));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-02-01T10:00:00Z, 0, 0, 0, -, Europe/Berlin, 2026-02-01T10:00:00Z",
                "2026-02-01T10:00:00Z, 0, -1, 15, -, Europe/Berlin, 2026-02-01T09:15:00Z",
                // a calendar day over the clock change keeps the local time
                "2026-03-28T11:00:00Z, 1, 0, 0, -, Europe/Berlin, 2026-03-29T10:00:00Z",
                "2026-03-28T11:00:00Z, 0, 24, 0, -, Europe/Berlin, 2026-03-29T11:00:00Z",
                // into the gap, and into the overlap
                "2026-03-28T01:30:00Z, 1, 0, 0, -, Europe/Berlin, 2026-03-29T01:30:00Z",
                "2026-10-24T00:30:00Z, 1, 0, 0, -, Europe/Berlin, 2026-10-25T00:30:00Z",
                // a moment in the second of two equal hours stays where it is
                "2026-10-25T01:30:00Z, 0, 0, 0, -, Europe/Berlin, 2026-10-25T01:30:00Z",
                // the time of day is set on the local day that the offset leads to
                "2026-02-01T23:30:00Z, 0, 0, 0, 09:00, Europe/Berlin, 2026-02-02T08:00:00Z",
                "2026-02-01T23:30:00Z, 0, 0, 0, 09:00, America/New_York, 2026-02-01T14:00:00Z",
            })
    void shouldCountFromAMoment(
            Instant base, int days, int hours, int minutes, @Nullable LocalTime time, String zone, Instant expected) {
        Schedule schedule = new Schedule(base, null, null, days, hours, minutes, time, ZoneId.of(zone));

        assertThat(DueTimes.of(schedule, NOW)).isEqualTo(new DueTime.At(expected));
    }

    @Test
    void shouldBeDueAtOnceWhenPast() {
        Schedule schedule =
                new Schedule(null, LocalDate.of(2025, 12, 24), null, 0, 0, 0, LocalTime.NOON, ZoneId.of("UTC"));

        assertThat(DueTimes.of(schedule, NOW)).isEqualTo(new DueTime.At(NOW));
    }

    @Test
    void shouldNeverBeDueWithoutBase() {
        Schedule schedule =
                new Schedule(null, null, "participant.due_date is not set", 1, 0, 0, null, ZoneId.of("UTC"));

        assertThat(DueTimes.of(schedule, NOW)).isEqualTo(new DueTime.Never("participant.due_date is not set"));
    }

    @Test
    void shouldNeverBeDueMoreThanFiveYearsAhead() {
        Instant last = NOW.plus(DueTimes.MAX_DAYS_AHEAD, ChronoUnit.DAYS);

        assertThat(DueTimes.of(moment(last), NOW)).isEqualTo(new DueTime.At(last));
        assertThat(DueTimes.of(moment(last.plusSeconds(1)), NOW))
                .isEqualTo(new DueTime.Never(
                        "The scheduled time is more than 5 years ahead: check the date it is based on"));
    }

    @Test
    void shouldNeverBeDueOutsideOfTheCalendar() {
        Schedule schedule = new Schedule(
                null, LocalDate.MAX, null, Integer.MAX_VALUE, 0, 0, LocalTime.NOON, ZoneId.of("Europe/Berlin"));

        assertThat(DueTimes.of(schedule, NOW))
                .isEqualTo(new DueTime.Never("The scheduled time is outside the range of the calendar"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // 2026-02-02 is a Monday; inside: as planned
                "2026-02-02T09:00:00Z, -, MONDAY, 09:00, 20:00, 2026-02-02T09:00:00Z",
                "2026-02-02T19:59:59.999999Z, -, MONDAY, 09:00, 20:00, 2026-02-02T19:59:59.999999Z",
                // outside: the next opening; the end is outside
                "2026-02-02T08:59:59Z, -, MONDAY, 09:00, 20:00, 2026-02-02T09:00:00Z",
                "2026-02-02T20:00:00Z, -, MONDAY, 09:00, 20:00, 2026-02-09T09:00:00Z",
                "2026-02-02T12:00:00Z, -, TUESDAY, 09:00, 20:00, 2026-02-03T09:00:00Z",
                // the window applies after the time of day
                "2026-02-01T12:00:00Z, 07:30, SUNDAY, 09:00, 20:00, 2026-02-01T09:00:00Z",
                // over midnight: Tuesday's first hours belong to Monday
                "2026-02-03T05:59:00Z, -, MONDAY, 22:00, 06:00, 2026-02-03T05:59:00Z",
                "2026-02-02T05:59:00Z, -, MONDAY, 22:00, 06:00, 2026-02-02T22:00:00Z",
                "2026-02-02T09:00:00Z, -, MONDAY, 22:00, 00:00, 2026-02-02T22:00:00Z",
                // past: as soon as possible, which is not at night
                "2025-12-24T10:00:00Z, -, SUNDAY, 09:00, 20:00, 2026-01-11T09:00:00Z",
            })
    void shouldBeDueInsideTheWindow(
            Instant base, @Nullable LocalTime time, DayOfWeek weekday, LocalTime from, LocalTime to, Instant expected) {
        var window = new AllowedWindow(from, to, Set.of(weekday));
        Schedule schedule = new Schedule(base, null, null, 0, 0, 0, time, ZoneId.of("UTC"), window);

        assertThat(DueTimes.of(schedule, NOW)).isEqualTo(new DueTime.At(expected));
    }

    private static Schedule moment(Instant instant) {
        return new Schedule(instant, null, null, 0, 0, 0, null, ZoneId.of("UTC"));
    }
}
