package campaignflows.platform.expression.runtime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;

/**
 * Python's datetime: a time on the wall, which of two it is where the clock goes back (fold), and a zone. Arithmetic goes
 * by the wall, as with CPython's zoneinfo.
 *
 * @param local to the microsecond
 * @param fold  0 or 1
 * @param zone  its own, or the effective one if it names none
 * @param aware whether it names its zone; if not, it is read in the effective zone where it meets one that does
 */
public record PyDateTime(LocalDateTime local, int fold, ZoneId zone, boolean aware) {
    private static final int MAX_YEAR = 9_999;

    public PyDateTime {
        if (local.getYear() < 1 || local.getYear() > MAX_YEAR) {
            throw PythonError.overflow("date value out of range");
        }
    }

    /** An instant, seen in a zone. */
    static PyDateTime of(Instant instant, ZoneId zone) {
        Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
        ZoneOffset offset = zone.getRules().getOffset(micros);
        LocalDateTime local;
        try {
            local = LocalDateTime.ofEpochSecond(micros.getEpochSecond(), micros.getNano(), offset);
        } catch (DateTimeException e) {
            throw PythonError.overflow("date value out of range");
        }
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        boolean second =
                change != null && change.isOverlap() && change.getOffsetAfter().equals(offset);
        return new PyDateTime(local, second ? 1 : 0, zone, true);
    }

    /** In a gap the first is the offset before it, in an overlap likewise, as PEP 495 says. */
    ZoneOffset offset(int ofFold) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            return zone.getRules().getOffset(local);
        }
        return ofFold == 0 ? change.getOffsetBefore() : change.getOffsetAfter();
    }

    ZoneOffset offset() {
        return offset(fold);
    }

    public Instant instant() {
        return local.toInstant(offset());
    }

    /** What its hash is made of: the fold does not count. */
    Instant firstInstant() {
        return local.toInstant(offset(0));
    }

    PyDateTime plus(PyTimedelta delta) {
        LocalDateTime moved;
        try {
            moved = local.plusDays(delta.days()).plusSeconds(delta.seconds()).plusNanos(delta.micros() * 1_000L);
        } catch (DateTimeException e) {
            throw PythonError.overflow("date value out of range");
        }
        return new PyDateTime(moved, 0, zone, aware);
    }

    /** By the wall within one zone, else by the instants. */
    PyTimedelta since(PyDateTime other) {
        return isOfSameZone(other)
                ? between(other.local, local)
                : between(
                        other.local.minusSeconds(other.offset().getTotalSeconds()),
                        local.minusSeconds(offset().getTotalSeconds()));
    }

    private static PyTimedelta between(LocalDateTime from, LocalDateTime to) {
        long days = to.toLocalDate().toEpochDay() - from.toLocalDate().toEpochDay();
        long nanos = to.toLocalTime().toNanoOfDay() - from.toLocalTime().toNanoOfDay();
        return PyTimedelta.of(days, nanos / 1_000);
    }

    int order(PyDateTime other) {
        return isOfSameZone(other) ? local.compareTo(other.local) : instant().compareTo(other.instant());
    }

    /** Between zones a time that depends on the fold equals none, as PEP 495 says. */
    boolean isSameMoment(PyDateTime other) {
        if (isOfSameZone(other)) {
            return local.equals(other.local);
        }
        return !dependsOnFold() && !other.dependsOnFold() && instant().equals(other.instant());
    }

    private boolean isOfSameZone(PyDateTime other) {
        return zone.equals(other.zone);
    }

    private boolean dependsOnFold() {
        return !offset(0).equals(offset(1));
    }

    PyDateTime with(LocalDateTime newLocal) {
        return new PyDateTime(newLocal, fold, zone, aware);
    }
}
