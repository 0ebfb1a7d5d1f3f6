package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of time (rule M2), by example and against a model that looks at every minute. */
class AllowedWindowTest {
    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final int MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;
    private static final long SEED = Long.getLong("seed", 20260330L);

    /** Zones with clock changes at night, at midnight, of half an hour and of a whole day. */
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Africa/Cairo",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "Africa/Casablanca");

    @ParameterizedTest
    @CsvSource({
        // 02:15 to 02:45 does not exist on the day; the next one is a day later
        "Europe/Berlin, 2026-03-29T00:30:00Z, 02:15, 02:45, 2026-03-30T00:15:00Z",
        // the clock change sets the clock into the window
        "Europe/Berlin, 2026-03-29T00:30:00Z, 02:30, 09:00, 2026-03-29T01:00:00Z",
        // an hour that occurs twice opens twice
        "Europe/Berlin, 2026-10-24T23:00:00Z, 02:30, 02:45, 2026-10-25T00:30:00Z",
        "Europe/Berlin, 2026-10-25T00:45:00Z, 02:30, 02:45, 2026-10-25T01:30:00Z",
        // midnight does not exist on the day
        "America/Sao_Paulo, 2018-11-04T02:59:00Z, 00:00, 00:30, 2018-11-05T02:00:00Z",
        // 30 December 2011 was left out as a whole
        "Pacific/Apia, 2011-12-30T09:00:00Z, 09:00, 20:00, 2011-12-30T19:00:00Z",
    })
    void shouldGoByWhatTheClockShows(String zone, Instant instant, LocalTime from, LocalTime to, Instant opening) {
        assertThat(new AllowedWindow(from, to, EVERY_DAY).nextOpening(instant, ZoneId.of(zone)))
                .contains(opening);
    }

    @Test
    void shouldBeOpenAllDayWhereItEndsWhenItBegins() {
        var weekend =
                new AllowedWindow(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
        ZoneId zone = ZoneId.of("Europe/Berlin");

        assertThat(weekend.nextOpening(Instant.parse("2026-06-30T10:00:00Z"), zone))
                .contains(Instant.parse("2026-07-03T22:00:00Z"));
        assertThat(weekend.contains(Instant.parse("2026-07-05T21:59:59Z"), zone))
                .isTrue();
        assertThat(weekend.contains(Instant.parse("2026-07-05T22:00:00Z"), zone))
                .isFalse();
    }

    @Test
    void shouldHaveAWeekday() {
        assertThatThrownBy(() -> new AllowedWindow(LocalTime.MIN, LocalTime.NOON, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldAgreeWithAModelThatLooksAtEveryMinute() {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_500; i++) {
            AllowedWindow window = window(random);
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            Instant instant = instant(random, zone);
            String what = "seed=%d case=%d %s %s %s".formatted(SEED, i, window, zone, instant);

            Instant expected = firstOpenMinute(window, instant, zone);

            assertThat(window.nextOpening(instant, zone)).as(what).contains(expected);
            assertThat(window.contains(instant, zone)).as(what).isEqualTo(expected.equals(instant));
        }
    }

    private static AllowedWindow window(Random random) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        while (days.isEmpty()) {
            for (DayOfWeek day : DayOfWeek.values()) {
                if (random.nextInt(3) == 0) {
                    days.add(day);
                }
            }
        }
        // Short ones often, at night often: there the clock changes.
        LocalTime from = LocalTime.MIDNIGHT.plusMinutes(random.nextInt(random.nextBoolean() ? 200 : MINUTES_OF_DAY));
        LocalTime to = from.plusMinutes(1 + random.nextInt(random.nextBoolean() ? 60 : MINUTES_OF_DAY - 1));
        return new AllowedWindow(from, to, days);
    }

    /** Mostly in the days before a clock change. */
    private static Instant instant(Random random, ZoneId zone) {
        Instant any = Instant.parse("2009-01-01T00:00:00Z").plusSeconds(random.nextLong(20L * 366 * 24 * 3600));
        var change = zone.getRules().nextTransition(any);
        return change == null || random.nextInt(4) == 0
                ? any
                : change.getInstant().minusSeconds(random.nextLong(3L * 24 * 3600) - 3 * 3600);
    }

    private static Instant firstOpenMinute(AllowedWindow window, Instant instant, ZoneId zone) {
        boolean[] open = minutesOfWeek(window);
        if (open[minuteOfWeek(instant, zone)]) {
            return instant;
        }
        Instant minute = instant.truncatedTo(ChronoUnit.MINUTES);
        do {
            minute = minute.plus(Duration.ofMinutes(1));
        } while (!open[minuteOfWeek(minute, zone)]);
        return minute;
    }

    private static boolean[] minutesOfWeek(AllowedWindow window) {
        boolean[] open = new boolean[MINUTES_OF_WEEK];
        int begin = window.from().get(ChronoField.MINUTE_OF_DAY);
        int length = Math.floorMod(window.to().get(ChronoField.MINUTE_OF_DAY) - begin, MINUTES_OF_DAY);
        for (DayOfWeek day : window.weekdays()) {
            for (int minute = 0; minute < length; minute++) {
                open[(day.ordinal() * MINUTES_OF_DAY + begin + minute) % MINUTES_OF_WEEK] = true;
            }
        }
        return open;
    }

    private static int minuteOfWeek(Instant instant, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        return local.getDayOfWeek().ordinal() * MINUTES_OF_DAY + local.get(ChronoField.MINUTE_OF_DAY);
    }
}
