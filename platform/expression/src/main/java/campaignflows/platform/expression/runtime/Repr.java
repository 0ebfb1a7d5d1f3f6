package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Iterator;
import java.util.List;

/** {@code str()} and {@code repr()} of everything. */
public final class Repr {
    private static final int MAX_DIGITS = 4_300;
    /** More bits than 4300 digits can have. */
    private static final int MAX_BITS = 14_285;

    /** Dates and times are put together from several numbers. */
    private static final int OF_TIME = 32;

    private Repr() {}

    public static String str(Evaluation run, Object value) {
        run.step(isOfTime(value) ? OF_TIME : Work.of(value));
        return switch (value) {
            case String text -> text;
            case PyDecimal number -> decimal(number);
            case LocalDate day -> IsoText.of(day);
            case PyDateTime moment -> IsoText.of(moment, " ", "auto");
            case LocalTime time -> IsoText.of(time, "auto");
            case PyTimedelta delta -> delta.text();
            default -> of(run, value);
        };
    }

    private static boolean isOfTime(Object value) {
        return value instanceof LocalDate
                || value instanceof PyDateTime
                || value instanceof LocalTime
                || value instanceof PyTimedelta;
    }

    /** {@code repr()}. */
    public static String of(Evaluation run, Object value) {
        if (value instanceof String text) {
            run.allocateText(2L * text.length());
            run.step(text.length() >> 1);
            return text(text);
        }
        StringBuilder out = new StringBuilder();
        append(run, value, out);
        return run.made(out.toString());
    }

    private static void append(Evaluation run, Object value, StringBuilder out) {
        run.step(isOfTime(value) ? OF_TIME : 1 + Work.of(value));
        if (out.length() > Evaluation.MAX_LENGTH) {
            run.allocateText(out.length());
        }
        switch (value) {
            case PyNone none -> out.append("None");
            case Boolean flag -> out.append(flag ? "True" : "False");
            case Long number -> out.append(number.longValue());
            case BigInteger number -> {
                run.step(number.bitLength());
                out.append(digits(number));
            }
            case PyFloat number -> out.append(FloatText.repr(number.value()));
            case PyDecimal number ->
                out.append("Decimal('").append(decimal(number)).append("')");
            case String text -> {
                run.allocateText(2L * text.length());
                run.step(text.length() >> 1);
                out.append(text(text));
            }
            case PyList list -> items(run, list.items(), "[", "]", out);
            case PyTuple tuple
            when tuple.calendar() ->
                out.append("datetime.IsoCalendarDate(year=%s, week=%s, weekday=%s)"
                        .formatted(tuple.items().toArray()));
            case PyTuple tuple -> items(run, tuple.items(), "(", tuple.items().size() == 1 ? ",)" : ")", out);
            case PyDict dict -> dict(run, dict, out);
            case PyView view -> items(run, view.items(), view.typeName() + "([", "])", out);
            case PyRange range -> {
                out.append("range(").append(range.start()).append(", ").append(range.stop());
                out.append(range.step() == 1 ? ")" : ", " + range.step() + ")");
            }
            case LocalDate day ->
                out.append(
                        "datetime.date(%d, %d, %d)".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth()));
            case LocalTime time ->
                out.append("datetime.time(").append(timeParts(time)).append(')');
            case PyDateTime moment -> dateTime(moment, out);
            case PyTimedelta delta -> out.append(delta.repr());
            case PyType type -> out.append("<class '").append(type.fullName()).append("'>");
            default -> out.append('<').append(Types.name(value)).append(" object>");
        }
    }

    private static void dateTime(PyDateTime moment, StringBuilder out) {
        LocalDate day = moment.local().toLocalDate();
        out.append("datetime.datetime(%d, %d, %d, ".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth()));
        out.append(timeParts(moment.local().toLocalTime()));
        out.append(moment.fold() == 1 ? ", fold=1" : "");
        if (moment.aware()) {
            String id = moment.zone().getId();
            out.append(", tzinfo=");
            out.append(
                    id.equals("Z")
                            ? "datetime.timezone.utc"
                            : moment.zone() instanceof java.time.ZoneOffset offset
                                    ? "datetime.timezone(%s)"
                                            .formatted(PyTimedelta.of(0, offset.getTotalSeconds() * 1_000_000L)
                                                    .repr())
                                    : "zoneinfo.ZoneInfo(key='%s')".formatted(id));
        }
        out.append(')');
    }

    private static String timeParts(LocalTime time) {
        String parts = time.getHour() + ", " + time.getMinute();
        int micros = time.getNano() / 1_000;
        if (time.getSecond() != 0 || micros != 0) {
            parts += ", " + time.getSecond();
        }
        return micros == 0 ? parts : parts + ", " + micros;
    }

    private static void items(Evaluation run, List<Object> items, String open, String close, StringBuilder out) {
        run.enter(1);
        out.append(open);
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            append(run, items.get(i), out);
        }
        out.append(close);
        run.leave(1);
    }

    private static void dict(Evaluation run, PyDict dict, StringBuilder out) {
        run.enter(1);
        out.append('{');
        Iterator<PyDict.Entry> entries = dict.entries().iterator();
        while (entries.hasNext()) {
            PyDict.Entry entry = entries.next();
            append(run, entry.key(), out);
            out.append(": ");
            append(run, entry.value(), out);
            out.append(entries.hasNext() ? ", " : "");
        }
        out.append('}');
        run.leave(1);
    }

    static String decimal(PyDecimal number) {
        BigDecimal value = number.value();
        return number.minusZero() ? "-" + value : value.toString();
    }

    /** An int's digits; like CPython it refuses more than 4300 of them. */
    static String digits(BigInteger number) {
        if (number.bitLength() > MAX_BITS || number.abs().toString().length() > MAX_DIGITS) {
            throw PythonError.value(
                    "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"
                            .formatted(MAX_DIGITS));
        }
        return number.toString();
    }

    /** A text in quotes, everything unprintable escaped. */
    static String text(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(quote);
                    } else if (Characters.isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(escaped(c));
                    }
                }
            }
        });
        return out.append(quote).toString();
    }

    private static String escaped(int c) {
        String digits = Integer.toHexString(c);
        int width = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
        return (width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U") + "0".repeat(width - digits.length()) + digits;
    }

    /** {@code ascii()}: what is beyond ASCII escaped too. */
    public static String ascii(Evaluation run, Object value) {
        StringBuilder out = new StringBuilder();
        of(run, value).codePoints().forEach(c -> {
            if (c < 0x80) {
                out.appendCodePoint(c);
            } else {
                out.append(escaped(c));
            }
        });
        return run.made(out.toString());
    }
}
