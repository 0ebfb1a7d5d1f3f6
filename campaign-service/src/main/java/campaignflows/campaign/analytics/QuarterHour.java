package campaignflows.campaign.analytics;

import java.time.Instant;

/** The quarter of an hour in which something is counted: the coarsest unit that gives exact days in every time zone. */
final class QuarterHour {
    private static final long SECONDS = 15 * 60;

    private QuarterHour() {}

    /** Where the quarter of the moment begins. */
    static Instant of(Instant moment) {
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), SECONDS) * SECONDS);
    }
}
