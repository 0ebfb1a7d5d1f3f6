package campaignflows.upload.importing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a worker's turn on an upload ended. */
sealed interface TurnResult {

    /** The upload has ended. */
    record Ended() implements TurnResult {}

    /**
     * There is more to do.
     *
     * @param delay  before the next turn
     * @param notice what the upload waits for, for its users; null if only for its turn
     */
    record Unfinished(Duration delay, @Nullable String notice) implements TurnResult {
        static final Unfinished AT_ONCE = new Unfinished(Duration.ZERO, null);
    }
}
