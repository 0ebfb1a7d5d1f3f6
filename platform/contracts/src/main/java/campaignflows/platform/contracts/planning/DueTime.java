package campaignflows.platform.contracts.planning;

import java.time.Instant;

/** The outcome of planning: a time, or a reason why there is none. */
public sealed interface DueTime {

    /** To be sent at this time, or as soon after it as possible. */
    record At(Instant instant) implements DueTime {}

    /** Not to be sent at all; the communication is Skipped with this reason. */
    record Never(String reason) implements DueTime {}
}
