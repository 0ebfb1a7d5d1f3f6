package campaignflows.campaign.simulation;

import campaignflows.platform.web.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The time of a simulation: in microseconds, and in years that every calendar here can represent. */
final class SimulationTime {
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9900-01-01T00:00:00Z");

    private SimulationTime() {}

    /** @throws ProblemException 422 for a moment that is out of range */
    static Instant orNow(@Nullable Instant at, Clock clock) {
        if (at == null) {
            return clock.instant().truncatedTo(ChronoUnit.MICROS);
        }
        if (at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw ProblemException.invalidField("at", "Give a moment in the years 1900 to 9899");
        }
        return at.truncatedTo(ChronoUnit.MICROS);
    }
}
