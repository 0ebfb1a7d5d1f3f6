package campaignflows.engine.processing;

/**
 * The expected size of an event's effects, learned from earlier ones: so that a batch is cut before its snapshots are requested
 * and not afterwards, when some of them would be requested twice. A wrong estimate costs no more than that.
 */
final class CommitSize {
    private static final double FORGETS = 0.2;

    private final long commitBytes;
    private volatile double expected;

    /** @param commitBytes about how large a commit may be */
    CommitSize(long commitBytes) {
        this.commitBytes = commitBytes;
    }

    /** Whether a commit has room for one more event that starts a flow, after so many. */
    boolean fitsAfter(int events) {
        return events == 0 || events * expected < commitBytes;
    }

    /**
     * From how many bytes on a commit is sent off.
     *
     * @param cut whether it was cut to its size before; then it may be a little larger, or one event would often be left over
     */
    long limit(boolean cut) {
        return cut ? commitBytes + commitBytes / 4 : commitBytes;
    }

    /** Events that started flows came to so many bytes; a smaller guess is believed slowly. */
    void learn(int events, long bytes) {
        if (events > 0) {
            double now = (double) bytes / events;
            expected = Math.max(now, expected + FORGETS * (now - expected));
        }
    }
}
