package campaignflows.engine.loop;

/** What became of a batch. */
public sealed interface BatchResult {
    /** All of it took effect, and its end is stored. */
    record Applied() implements BatchResult {}

    /** Nothing in it has an effect; its end is not stored, and the next batch begins at the same position again. */
    record Passed() implements BatchResult {}

    /** The stored position is another one: reading goes on there. */
    record Elsewhere(long position) implements BatchResult {}
}
