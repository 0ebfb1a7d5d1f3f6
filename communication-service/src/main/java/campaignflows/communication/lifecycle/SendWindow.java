package campaignflows.communication.lifecycle;

import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.values.AllowedWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the contact of one communication may be reached (rule M2). It is asked again right before sending, since much may
 * lie between the due time and that: a stopped campaign, a rate limit, a mail server that is away.
 */
public record SendWindow(AllowedWindow allowed, ZoneId zone) {

    /** The one of a plan; null if the contact may be reached at any time. */
    public static @Nullable SendWindow of(Schedule schedule) {
        AllowedWindow window = schedule.window();
        return window == null ? null : new SendWindow(window, schedule.zone());
    }

    public boolean isOpen(Instant now) {
        return allowed.contains(now, zone);
    }

    public Optional<Instant> nextOpening(Instant now) {
        return allowed.nextOpening(now, zone);
    }
}
