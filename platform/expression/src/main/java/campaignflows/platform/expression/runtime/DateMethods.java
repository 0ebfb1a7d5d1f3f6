package campaignflows.platform.expression.runtime;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Attributes and methods of date, time, datetime and timedelta. */
final class DateMethods {
    static final Set<String> DATE =
            Set.of("isoformat", "strftime", "weekday", "isoweekday", "isocalendar", "replace", "toordinal", "ctime");
    static final Set<String> DATETIME = Set.of(
            "isoformat",
            "strftime",
            "weekday",
            "isoweekday",
            "isocalendar",
            "replace",
            "toordinal",
            "ctime",
            "date",
            "time",
            "timestamp",
            "utcoffset",
            "astimezone");
    static final Set<String> TIME = Set.of("isoformat", "strftime", "replace");
    static final Set<String> TIMEDELTA = Set.of("total_seconds");

    private DateMethods() {}

    static @Nullable Object attribute(LocalDate day, String name) {
        return switch (name) {
            case "year" -> (long) day.getYear();
            case "month" -> (long) day.getMonthValue();
            case "day" -> (long) day.getDayOfMonth();
            default -> null;
        };
    }

    static @Nullable Object attribute(LocalTime time, String name) {
        return switch (name) {
            case "hour" -> (long) time.getHour();
            case "minute" -> (long) time.getMinute();
            case "second" -> (long) time.getSecond();
            case "microsecond" -> (long) time.getNano() / 1_000;
            default -> null;
        };
    }

    static @Nullable Object attribute(PyDateTime moment, String name) {
        if (name.equals("fold")) {
            return (long) moment.fold();
        }
        Object ofDay = attribute(moment.local().toLocalDate(), name);
        return ofDay != null ? ofDay : attribute(moment.local().toLocalTime(), name);
    }

    static @Nullable Object attribute(PyTimedelta delta, String name) {
        return switch (name) {
            case "days" -> (long) delta.days();
            case "seconds" -> (long) delta.seconds();
            case "microseconds" -> (long) delta.micros();
            default -> null;
        };
    }

    static Object call(Evaluation run, LocalDate day, String name, Arguments arguments) {
        return switch (name) {
            case "replace" -> Dates.replace(day, arguments);
            case "strftime" -> Strftime.format(run, format(arguments), day.atStartOfDay(), null);
            case "isoformat" -> {
                arguments.count(name, 0, 0);
                yield IsoText.of(day);
            }
            case "weekday" -> {
                arguments.count(name, 0, 0);
                yield day.getDayOfWeek().getValue() - 1L;
            }
            case "isoweekday" -> {
                arguments.count(name, 0, 0);
                yield (long) day.getDayOfWeek().getValue();
            }
            case "isocalendar" -> {
                arguments.count(name, 0, 0);
                yield Dates.isoWeek(day);
            }
            case "toordinal" -> {
                arguments.count(name, 0, 0);
                yield day.toEpochDay() - Dates.ORDINAL;
            }
            case "ctime" -> {
                arguments.count(name, 0, 0);
                yield ctime(day.atStartOfDay());
            }
            default -> throw PythonError.attribute(Types.name(day), name);
        };
    }

    private static String format(Arguments arguments) {
        @Nullable Object[] bound = arguments.bind("strftime", 1, "format");
        if (bound[0] instanceof String text) {
            return text;
        }
        throw PythonError.type("strftime() argument 1 must be str, not " + Arguments.typeOf(bound[0]));
    }

    private static String ctime(LocalDateTime local) {
        return "%s %s %2d %s %04d"
                .formatted(
                        Strftime.DAYS.get(local.getDayOfWeek().getValue() % 7).substring(0, 3),
                        Strftime.MONTHS.get(local.getMonthValue() - 1).substring(0, 3),
                        local.getDayOfMonth(),
                        "%02d:%02d:%02d".formatted(local.getHour(), local.getMinute(), local.getSecond()),
                        local.getYear());
    }

    static Object call(Evaluation run, LocalTime time, String name, Arguments arguments) {
        return switch (name) {
            case "replace" -> Dates.replace(time, arguments);
            case "strftime" ->
                Strftime.format(run, format(arguments), LocalDate.of(1900, 1, 1).atTime(time), null);
            case "isoformat" -> IsoText.of(time, timespec(arguments, 0));
            default -> throw PythonError.attribute(Types.name(time), name);
        };
    }

    private static String timespec(Arguments arguments, int index) {
        @Nullable
        Object[] bound = index == 0
                ? arguments.bind("isoformat", 0, "timespec")
                : arguments.bind("isoformat", 0, "sep", "timespec");
        @Nullable Object spec = bound[index];
        if (spec == null) {
            return "auto";
        }
        if (spec instanceof String text) {
            return text;
        }
        throw PythonError.type("isoformat() argument must be str, not " + Types.name(spec));
    }

    static Object call(Evaluation run, PyDateTime moment, String name, Arguments arguments) {
        return switch (name) {
            case "replace" -> Dates.replace(moment, arguments);
            case "strftime" -> Strftime.format(run, format(arguments), moment.local(), moment);
            case "isoformat" -> {
                @Nullable Object separator = arguments.bind("isoformat", 0, "sep", "timespec")[0];
                yield IsoText.of(moment, separator(separator), timespec(arguments, 1));
            }
            case "weekday", "isoweekday", "isocalendar", "toordinal" ->
                call(run, moment.local().toLocalDate(), name, arguments);
            case "ctime" -> {
                arguments.count(name, 0, 0);
                yield ctime(moment.local());
            }
            case "date" -> {
                arguments.count(name, 0, 0);
                yield moment.local().toLocalDate();
            }
            case "time" -> {
                arguments.count(name, 0, 0);
                yield moment.local().toLocalTime();
            }
            case "timestamp" -> {
                arguments.count(name, 0, 0);
                yield timestamp(moment);
            }
            case "utcoffset" -> {
                arguments.count(name, 0, 0);
                yield moment.aware() ? seconds(moment.offset().getTotalSeconds()) : PyNone.NONE;
            }
            case "astimezone" -> {
                arguments.count(name, 0, 0);
                yield Dates.in(moment, moment.instant().atZone(run.zone()).getOffset());
            }
            default -> throw PythonError.attribute(Types.name(moment), name);
        };
    }

    private static String separator(@Nullable Object separator) {
        if (separator == null) {
            return "T";
        }
        if (separator instanceof String text && Characters.count(text) == 1) {
            return text;
        }
        throw PythonError.type("isoformat() argument 1 must be a unicode character, not " + Types.name(separator));
    }

    private static PyTimedelta seconds(long seconds) {
        return PyTimedelta.of(0, seconds * PyTimedelta.MICROS_PER_SECOND);
    }

    private static Object timestamp(PyDateTime moment) {
        var instant = moment.instant();
        BigInteger micros = BigInteger.valueOf(instant.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000))
                .add(BigInteger.valueOf(instant.getNano() / 1_000));
        return new PyFloat(IntArithmetic.divide(micros, BigInteger.valueOf(1_000_000)));
    }

    static Object call(PyTimedelta delta, String name, Arguments arguments) {
        if (name.equals("total_seconds")) {
            arguments.count(name, 0, 0);
            return Timedeltas.totalSeconds(delta);
        }
        throw PythonError.attribute(Types.name(delta), name);
    }
}
