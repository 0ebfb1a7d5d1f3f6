package campaignflows.platform.contracts.planning;

import java.time.Instant;

/** What planning makes of a schedule: a moment, or a reason why there is none. */
public sealed interface DueTime {

    /** To be sent at this moment, or as soon after it as possible. */
    record At(Instant instant) implements DueTime {}

    /** Not to be sent at all; the communication is Skipped with the reason. */
    record Never(String reason) implements DueTime {}
}
