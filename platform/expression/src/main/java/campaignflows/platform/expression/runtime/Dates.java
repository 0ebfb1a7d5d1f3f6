package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How dates, times and datetimes are made and moved. */
final class Dates {
    static final int MIN_YEAR = 1;
    static final int MAX_YEAR = 9_999;
    static final LocalDate FIRST = LocalDate.of(MIN_YEAR, 1, 1);
    static final LocalDate LAST = LocalDate.of(MAX_YEAR, 12, 31);
    /** What Python counts ordinals from: the last day of the year 0. */
    static final long ORDINAL = FIRST.toEpochDay() - 1;

    private Dates() {}

    static LocalDate plus(LocalDate day, PyTimedelta delta) {
        return ofEpochDay(day.toEpochDay() + delta.days());
    }

    /** As CPython does it: what the timedelta has apart from whole days does not count, neither up nor down. */
    static LocalDate minus(LocalDate day, PyTimedelta delta) {
        return ofEpochDay(day.toEpochDay() - delta.days());
    }

    static LocalDate ofEpochDay(long day) {
        if (day < FIRST.toEpochDay() || day > LAST.toEpochDay()) {
            throw PythonError.overflow("date value out of range");
        }
        return LocalDate.ofEpochDay(day);
    }

    static LocalDate date(Arguments arguments) {
        @Nullable Object[] values = arguments.bind("date", 3, "year", "month", "day");
        return day(whole(values[0]), whole(values[1]), whole(values[2]));
    }

    static LocalDate day(int year, int month, int day) {
        if (year < MIN_YEAR || year > MAX_YEAR) {
            throw PythonError.value("year %d is out of range".formatted(year));
        }
        if (month < 1 || month > 12) {
            throw PythonError.value("month must be in 1..12");
        }
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            throw PythonError.value("day is out of range for month");
        }
    }

    static LocalTime time(int hour, int minute, int second, int micro) {
        requireWithin("hour", hour, 23);
        requireWithin("minute", minute, 59);
        requireWithin("second", second, 59);
        requireWithin("microsecond", micro, 999_999);
        return LocalTime.of(hour, minute, second, micro * 1_000);
    }

    private static void requireWithin(String name, int value, int last) {
        if (value < 0 || value > last) {
            throw PythonError.value("%s must be in 0..%d".formatted(name, last));
        }
    }

    static LocalTime time(Arguments arguments) {
        @Nullable Object[] values = arguments.bind("time", 0, "hour", "minute", "second", "microsecond");
        return time(wholeOr(values[0], 0), wholeOr(values[1], 0), wholeOr(values[2], 0), wholeOr(values[3], 0));
    }

    static PyDateTime datetime(Evaluation run, Arguments arguments) {
        @Nullable
        Object[] values = arguments.bind(
                "datetime", 3, "year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold");
        LocalDate day = day(whole(values[0]), whole(values[1]), whole(values[2]));
        LocalTime time =
                time(wholeOr(values[3], 0), wholeOr(values[4], 0), wholeOr(values[5], 0), wholeOr(values[6], 0));
        requireNoZone(values[7]);
        return naive(run, day.atTime(time), fold(values[8], 0));
    }

    static PyDateTime naive(Evaluation run, LocalDateTime local, int fold) {
        return new PyDateTime(local, fold, run.zone(), false);
    }

    private static void requireNoZone(@Nullable Object zone) {
        if (zone != null && zone != PyNone.NONE) {
            throw PythonError.type("tzinfo argument must be None, not of type " + Types.name(zone));
        }
    }

    static int fold(@Nullable Object value, int otherwise) {
        int fold = wholeOr(value, otherwise);
        if (fold != 0 && fold != 1) {
            throw PythonError.value("fold must be either 0 or 1");
        }
        return fold;
    }

    static PyDateTime replace(PyDateTime moment, Arguments arguments) {
        @Nullable
        Object[] values = arguments.bind(
                "replace", 0, "year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold");
        LocalDateTime local = moment.local();
        LocalDate day = day(
                wholeOr(values[0], local.getYear()),
                wholeOr(values[1], local.getMonthValue()),
                wholeOr(values[2], local.getDayOfMonth()));
        LocalTime time = time(
                wholeOr(values[3], local.getHour()),
                wholeOr(values[4], local.getMinute()),
                wholeOr(values[5], local.getSecond()),
                wholeOr(values[6], local.getNano() / 1_000));
        requireNoZone(values[7]);
        boolean aware = moment.aware() && values[7] == null;
        return new PyDateTime(day.atTime(time), fold(values[8], moment.fold()), moment.zone(), aware);
    }

    static LocalDate replace(LocalDate day, Arguments arguments) {
        @Nullable Object[] values = arguments.bind("replace", 0, "year", "month", "day");
        return day(
                wholeOr(values[0], day.getYear()),
                wholeOr(values[1], day.getMonthValue()),
                wholeOr(values[2], day.getDayOfMonth()));
    }

    static LocalTime replace(LocalTime time, Arguments arguments) {
        @Nullable Object[] values = arguments.bind("replace", 0, "hour", "minute", "second", "microsecond");
        return time(
                wholeOr(values[0], time.getHour()),
                wholeOr(values[1], time.getMinute()),
                wholeOr(values[2], time.getSecond()),
                wholeOr(values[3], time.getNano() / 1_000));
    }

    /** {@code datetime.combine(date, time)}. */
    static PyDateTime combine(Evaluation run, Arguments arguments) {
        @Nullable Object[] values = arguments.bind("combine", 2, "date", "time");
        LocalDate day = switch (values[0]) {
            case LocalDate date -> date;
            case PyDateTime moment -> moment.local().toLocalDate();
            case null, default ->
                throw PythonError.type(
                        "combine() argument 1 must be datetime.date, not " + Arguments.typeOf(values[0]));
        };
        if (!(values[1] instanceof LocalTime time)) {
            throw PythonError.type("combine() argument 2 must be datetime.time, not " + Arguments.typeOf(values[1]));
        }
        return naive(run, day.atTime(time), 0);
    }

    /** {@code fromtimestamp}: to the microsecond, half to even. */
    static PyDateTime ofTimestamp(Evaluation run, Object seconds) {
        BigDecimal exact = switch (seconds) {
            case PyFloat number
            when Double.isNaN(number.value()) || Double.isInfinite(number.value()) ->
                throw PythonError.value("cannot convert float NaN or infinity to integer");
            case PyFloat number -> new BigDecimal(number.value());
            case Long number -> BigDecimal.valueOf(number);
            case BigInteger number -> BigDecimal.TEN.pow(20);
            case Boolean flag -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
            default ->
                throw PythonError.type(
                        "'%s' object cannot be interpreted as an integer".formatted(Types.name(seconds)));
        };
        if (exact.abs().compareTo(new BigDecimal("1e12")) > 0) {
            throw PythonError.value("year is out of range");
        }
        long micros =
                exact.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
        Instant instant =
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
        try {
            PyDateTime moment = PyDateTime.of(instant, run.zone());
            return new PyDateTime(moment.local(), moment.fold(), moment.zone(), false);
        } catch (PythonError e) {
            throw PythonError.value("year is out of range");
        }
    }

    static LocalDate ofIsoWeek(Arguments arguments) {
        @Nullable Object[] values = arguments.bind("fromisocalendar", 3, "year", "week", "day");
        int year = whole(values[0]);
        int week = whole(values[1]);
        int weekday = whole(values[2]);
        if (year < MIN_YEAR || year > MAX_YEAR) {
            throw PythonError.value("Year is out of range: " + year);
        }
        long weeks = LocalDate.of(year, 6, 1)
                .range(IsoFields.WEEK_OF_WEEK_BASED_YEAR)
                .getMaximum();
        if (week < 1 || week > weeks) {
            throw PythonError.value("Invalid week: " + week);
        }
        if (weekday < 1 || weekday > 7) {
            throw PythonError.value("Invalid day: %d (range is [1, 7])".formatted(weekday));
        }
        LocalDate first = LocalDate.of(year, 1, 4);
        long monday = first.toEpochDay() - first.getDayOfWeek().getValue() + 1;
        return ofEpochDay(monday + 7L * (week - 1) + weekday - 1);
    }

    static PyTuple isoWeek(LocalDate day) {
        List<Object> parts = List.of(
                (long) day.get(IsoFields.WEEK_BASED_YEAR), (long) day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), (long)
                        day.getDayOfWeek().getValue());
        return new PyTuple(parts, true);
    }

    /** The same moment in a zone; one without a zone is read in the effective one. */
    static PyDateTime in(PyDateTime moment, ZoneId zone) {
        return PyDateTime.of(moment.instant(), zone);
    }

    static int wholeOr(@Nullable Object value, int otherwise) {
        return value == null ? otherwise : whole(value);
    }

    static int whole(@Nullable Object value) {
        if (value == null || !PyInt.is(value)) {
            throw PythonError.type(
                    "'%s' object cannot be interpreted as an integer".formatted(Arguments.typeOf(value)));
        }
        BigInteger number = PyInt.big(value);
        if (number.bitLength() > 63) {
            throw PythonError.overflow("Python int too large to convert to C long");
        }
        if (number.bitLength() > 31) {
            throw PythonError.overflow("signed integer is %s than %s"
                    .formatted(number.signum() > 0 ? "greater" : "less", number.signum() > 0 ? "maximum" : "minimum"));
        }
        return number.intValue();
    }
}
