package campaignflows.platform.web.client;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long a call waits for a service that takes no calls, as one does that is being replaced: a replica of the next version comes
 * within seconds. Only calls that were certainly not taken wait.
 *
 * @param limit after which a call fails
 * @param ending whether this process is about to end, which waits for nobody
 */
record AbsenceWait(Duration limit, BooleanSupplier ending) {
    static final AbsenceWait NONE = new AbsenceWait(Duration.ZERO, () -> false);
}
