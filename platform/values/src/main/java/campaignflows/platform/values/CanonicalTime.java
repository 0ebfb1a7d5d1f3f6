package campaignflows.platform.values;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads what {@link LocalDate#toString()} and {@link Instant#toString()} write of the years 0 to 9999 and of microseconds, and
 * nothing else. Their own {@code parse} accepts more and makes a dozen objects for each date, of which a walk reads many.
 */
final class CanonicalTime {
    private static final int DATE_LENGTH = "yyyy-mm-dd".length();
    private static final int SECONDS_LENGTH = "yyyy-mm-ddThh:mm:ss".length();
    private static final int MILLIS = 3;
    private static final int MICROS = 6;
    private static final int NANOS_OF_MILLI = 1_000_000;
    private static final int NANOS_OF_MICRO = 1_000;
    private static final int MICROS_OF_MILLI = 1_000;
    private static final long SECONDS_OF_DAY = 86_400;

    private CanonicalTime() {}

    /** @throws DateTimeException if it is no such date */
    static LocalDate date(String text) {
        expect(text.length() == DATE_LENGTH);
        return dateOf(text);
    }

    /** @throws DateTimeException if it is no such instant */
    static Instant instant(String text) {
        int end = text.length() - 1;
        expect(end >= SECONDS_LENGTH && text.charAt(end) == 'Z' && text.charAt(DATE_LENGTH) == 'T');
        expect(text.charAt(13) == ':' && text.charAt(16) == ':');
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = digits(text, 17, 2);
        expect(hour < 24 && minute < 60 && second < 60);
        long seconds = dateOf(text).toEpochDay() * SECONDS_OF_DAY + (hour * 60 + minute) * 60L + second;
        return Instant.ofEpochSecond(seconds, end == SECONDS_LENGTH ? 0 : nanos(text, end));
    }

    /** The fraction has as many digits as it needs, in threes. */
    private static int nanos(String text, int end) {
        expect(text.charAt(SECONDS_LENGTH) == '.');
        int from = SECONDS_LENGTH + 1;
        int length = end - from;
        expect(length == MILLIS || length == MICROS);
        int fraction = digits(text, from, length);
        if (length == MILLIS) {
            expect(fraction != 0);
            return fraction * NANOS_OF_MILLI;
        }
        expect(fraction % MICROS_OF_MILLI != 0);
        return fraction * NANOS_OF_MICRO;
    }

    private static LocalDate dateOf(String text) {
        expect(text.charAt(4) == '-' && text.charAt(7) == '-');
        return LocalDate.of(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
    }

    private static int digits(String text, int from, int count) {
        int number = 0;
        for (int at = from; at < from + count; at++) {
            char digit = text.charAt(at);
            expect(digit >= '0' && digit <= '9');
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private static void expect(boolean holds) {
        if (!holds) {
            throw new DateTimeException(
                    "Expected the canonical text of a date or an instant, but it is something else");
        }
    }
}
