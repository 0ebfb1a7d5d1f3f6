package campaignflows.communication.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How often one contact may be contacted on a type of channel, over all campaigns of the tenant. What counts is what was
 * sent, and what may have been; the time runs from each of these, so it is no calendar day.
 *
 * @param most  communications
 * @param hours within which
 */
public record FrequencyCap(int most, int hours, LimitAction action) {
    public static final int MOST = 1_000;
    public static final int MOST_HOURS = 8_760;

    public FrequencyCap {
        if (most < 1 || most > MOST || hours < 1 || hours > MOST_HOURS) {
            throw new IllegalArgumentException("Expected 1 to %d within 1 to %d hours, but it is %d within %d"
                    .formatted(MOST, MOST_HOURS, most, hours));
        }
    }

    /** What was sent at that moment or before counts no more. */
    public Instant since(Instant now) {
        return now.minus(Duration.ofHours(hours));
    }

    /**
     * When one more may be sent, if that is later than now.
     *
     * @param sentAt when the contact was contacted, in any order
     */
    Optional<Instant> freeAt(List<Instant> sentAt, Instant now) {
        return sentAt.stream()
                .sorted(Comparator.reverseOrder())
                .skip(most - 1L)
                .findFirst()
                .map(at -> at.plus(Duration.ofHours(hours)))
                .filter(free -> free.isAfter(now));
    }
}
