package campaignflows.campaign.analytics;

import java.time.Instant;

/** The quarter of an hour that something is counted in: the coarsest measure that gives exact days in every zone. */
final class QuarterHour {
    private static final long SECONDS = 15 * 60;

    private QuarterHour() {}

    /** Where the quarter of the moment begins. */
    static Instant of(Instant moment) {
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), SECONDS) * SECONDS);
    }
}
