package campaignflows.engine.loop;

/** What became of a batch. */
public sealed interface BatchResult {
    /** All of it took effect, and its end is stored. */
    record Applied() implements BatchResult {}

    /** The stored position is another one: reading goes on there. */
    record Elsewhere(long position) implements BatchResult {}
}
