package campaignflows.communication.limit;

import campaignflows.platform.values.AllowedWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Hours of each day at which nobody is contacted, by what the clock on the contact's wall shows.
 *
 * @param from the first moment of quiet
 * @param to   the first moment after it; if it is before {@code from}, that of the next day
 */
public record QuietHours(LocalTime from, LocalTime to, LimitAction action) {
    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("Expected two different times, but both are " + from);
        }
    }

    public boolean isQuiet(Instant moment, ZoneId zone) {
        return !rest().contains(moment, zone);
    }

    /** The first moment, from the given one on, that is not quiet. */
    public Optional<Instant> end(Instant moment, ZoneId zone) {
        return rest().nextOpening(moment, zone);
    }

    /** All the time that is not quiet is a window that is open each day. */
    private AllowedWindow rest() {
        return new AllowedWindow(to, from, EnumSet.allOf(DayOfWeek.class));
    }
}
