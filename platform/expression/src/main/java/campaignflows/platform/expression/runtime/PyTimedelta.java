package campaignflows.platform.expression.runtime;

import java.math.BigInteger;

/** Python's timedelta: days (of either sign), seconds of a day and microseconds of a second. */
public record PyTimedelta(int days, int seconds, int micros) implements Comparable<PyTimedelta> {
    static final int MAX_DAYS = 999_999_999;
    static final long MICROS_PER_SECOND = 1_000_000;
    static final long SECONDS_PER_DAY = 86_400;
    static final long MICROS_PER_DAY = MICROS_PER_SECOND * SECONDS_PER_DAY;

    static final PyTimedelta ZERO = new PyTimedelta(0, 0, 0);

    static PyTimedelta ofDays(long days) {
        return of(days, 0);
    }

    /** Of days and any number of microseconds. */
    static PyTimedelta of(long days, long micros) {
        long all = days + Math.floorDiv(micros, MICROS_PER_DAY);
        long rest = Math.floorMod(micros, MICROS_PER_DAY);
        if (all < Integer.MIN_VALUE || all > Integer.MAX_VALUE) {
            throw PythonError.overflow("Python int too large to convert to C int");
        }
        if (all < -MAX_DAYS || all > MAX_DAYS) {
            throw PythonError.overflow("days=%d; must have magnitude <= 999999999".formatted(all));
        }
        return new PyTimedelta((int) all, (int) (rest / MICROS_PER_SECOND), (int) (rest % MICROS_PER_SECOND));
    }

    static PyTimedelta ofMicros(BigInteger micros) {
        BigInteger[] parts = IntArithmetic.floorDivide(micros, BigInteger.valueOf(MICROS_PER_DAY));
        if (parts[0].bitLength() > 60) {
            throw PythonError.overflow("Python int too large to convert to C int");
        }
        return of(parts[0].longValue(), parts[1].longValue());
    }

    BigInteger toMicros() {
        return BigInteger.valueOf(days)
                .multiply(BigInteger.valueOf(MICROS_PER_DAY))
                .add(BigInteger.valueOf(microsOfDay()));
    }

    long microsOfDay() {
        return seconds * MICROS_PER_SECOND + micros;
    }

    boolean isZero() {
        return days == 0 && seconds == 0 && micros == 0;
    }

    PyTimedelta plus(PyTimedelta other) {
        return of((long) days + other.days, microsOfDay() + other.microsOfDay());
    }

    PyTimedelta negated() {
        return of(-(long) days, -microsOfDay());
    }

    @Override
    public int compareTo(PyTimedelta other) {
        int byDay = Integer.compare(days, other.days);
        return byDay != 0 ? byDay : Long.compare(microsOfDay(), other.microsOfDay());
    }

    /** As {@code str()} shows it. */
    String text() {
        String time = "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
        String exact = micros == 0 ? time : "%s.%06d".formatted(time, micros);
        return days == 0 ? exact : "%d day%s, %s".formatted(days, Math.abs(days) == 1 ? "" : "s", exact);
    }

    String repr() {
        StringBuilder parts = new StringBuilder();
        part(parts, "days", days);
        part(parts, "seconds", seconds);
        part(parts, "microseconds", micros);
        return "datetime.timedelta(%s)".formatted(parts.isEmpty() ? "0" : parts);
    }

    private static void part(StringBuilder parts, String name, int value) {
        if (value != 0) {
            parts.append(parts.isEmpty() ? "" : ", ").append(name).append('=').append(value);
        }
    }
}
