package campaignflows.platform.values;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The times at which a contact may be reached (rule M2). What counts is what the clock on the contact's wall shows: a
 * moment is inside if its local time is, whatever clock changes there were on the day. So a window that lies in an hour
 * which a clock change leaves out does not open that day, and one in an hour that occurs twice opens twice.
 *
 * @param from     the first moment of the window
 * @param to       the first moment after it; one that is not after {@code from} is that of the next day
 * @param weekdays on which it opens, at least one; what is after midnight belongs to the day before
 */
public record AllowedWindow(LocalTime from, LocalTime to, Set<DayOfWeek> weekdays) {
    /** A window of one weekday may lie in a missing hour, and then be closed for two weeks; rarely more. */
    private static final List<Integer> DAYS_AHEAD = List.of(8, 36);

    public AllowedWindow {
        if (weekdays.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one weekday, but there is none");
        }
        weekdays = Collections.unmodifiableSet(EnumSet.copyOf(weekdays));
    }

    /** Whether it is open at that moment. */
    public boolean contains(Instant instant, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        LocalTime time = local.toLocalTime();
        DayOfWeek day = local.getDayOfWeek();
        if (from.isBefore(to)) {
            return !time.isBefore(from) && time.isBefore(to) && weekdays.contains(day);
        }
        return (!time.isBefore(from) && weekdays.contains(day))
                || (time.isBefore(to) && weekdays.contains(day.minus(1)));
    }

    /** The first moment, from the given one on, at which it is open; empty if it stays closed for more than a month. */
    public Optional<Instant> nextOpening(Instant instant, ZoneId zone) {
        if (contains(instant, zone)) {
            return Optional.of(instant);
        }
        for (int days : DAYS_AHEAD) {
            Instant first = firstOpening(instant, zone, days);
            if (first != null) {
                return Optional.of(first);
            }
        }
        return Optional.empty();
    }

    /** It can only open where the clock shows {@code from}, or where a clock change sets the clock into it. */
    private @Nullable Instant firstOpening(Instant instant, ZoneId zone, int days) {
        Instant first = null;
        for (Instant moment : moments(instant, zone, days)) {
            if (!moment.isBefore(instant) && (first == null || moment.isBefore(first)) && contains(moment, zone)) {
                first = moment;
            }
        }
        return first;
    }

    private List<Instant> moments(Instant instant, ZoneId zone, int days) {
        ZoneRules rules = zone.getRules();
        LocalDate today = LocalDate.ofInstant(instant, zone);
        List<Instant> moments = new ArrayList<>(days + 2);
        for (int day = 0; day <= days; day++) {
            LocalDateTime opening = today.plusDays(day).atTime(from);
            for (ZoneOffset offset : rules.getValidOffsets(opening)) {
                moments.add(opening.toInstant(offset));
            }
        }
        Instant end = today.plusDays(days).atTime(LocalTime.MAX).atZone(zone).toInstant();
        ZoneOffsetTransition change = rules.nextTransition(instant);
        while (change != null && change.getInstant().isBefore(end)) {
            moments.add(change.getInstant());
            change = rules.nextTransition(change.getInstant());
        }
        return moments;
    }
}
