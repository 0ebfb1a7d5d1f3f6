package campaignflows.communication.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How soon after one message the same contact gets the next, where a provider minds. Counted by this replica; what two of
 * them send at once the provider refuses for now.
 */
final class PerContactThrottle {
    private static final int LOOKED_THROUGH_AT = 1_000;

    private final Clock clock;
    private final Map<Place, Instant> free = new HashMap<>();
    private int lookThroughAt = LOOKED_THROUGH_AT;

    private record Place(UUID channelId, String address) {}

    PerContactThrottle(Clock clock) {
        this.clock = clock;
    }

    /** When the contact may get a message; now, which counts as one, if that is not after the present time. */
    synchronized Instant take(UUID channelId, String address, Duration between) {
        Instant now = clock.instant();
        if (between.isZero()) {
            return now;
        }
        if (free.size() >= lookThroughAt) {
            free.values().removeIf(until -> !until.isAfter(now));
            lookThroughAt = Math.max(LOOKED_THROUGH_AT, 2 * free.size());
        }
        Place place = new Place(channelId, address);
        Instant until = free.get(place);
        if (until != null && until.isAfter(now)) {
            return until;
        }
        free.put(place, now.plus(between));
        return now;
    }
}
