package campaignflows.platform.messaging;

/** What a follower asks of the channel that brings it its topic. */
interface FollowerChannel {

    /** Lets records come; none come before. */
    void resume();

    void pause();

    /** Asks how far behind the channel is, and tells the observer some time later, on any thread, or never. */
    void lags(Lag observer);

    /** How many offsets lie behind a partition's position. */
    @FunctionalInterface
    interface Lag {
        void of(int partition, long position, long lag);
    }
}
