package campaignflows.platform.messaging;

import java.util.OptionalLong;

/** What became of a batch. */
public sealed interface BatchResult {

    /** All of it took effect, and its end is stored. */
    record Applied() implements BatchResult {}

    /** Nothing in it has an effect; its end is not stored, and the next batch begins at the same position again. */
    record Passed() implements BatchResult {}

    /**
     * Nothing of it took effect, since the stored position is not its start: reading continues at the stored position.
     *
     * @param stored that position if it is known; else it is read
     */
    record PositionMoved(OptionalLong stored) implements BatchResult {

        /** The stored position is another one, whichever that is. */
        public PositionMoved() {
            this(OptionalLong.empty());
        }

        public PositionMoved(long stored) {
            this(OptionalLong.of(stored));
        }
    }
}
