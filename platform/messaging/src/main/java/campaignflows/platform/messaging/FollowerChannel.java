package campaignflows.platform.messaging;

/** What a follower asks of the channel that brings it its topic. */
interface FollowerChannel {

    /** Lets records come; none come before. */
    void resume();

    void pause();

    /** Requests the channel's lag; the observer receives it some time later, on any thread, or never. */
    void lags(Lag observer);

    /** How many offsets follow a partition's position. */
    @FunctionalInterface
    interface Lag {
        void of(int partition, long position, long lag);
    }
}
