package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Time and chance for the loops of the mechanisms and for waits in them. Behind an interface so that the simulation of the
 * protocol (ADR 0008) controls both; everywhere else it is {@link #REAL}.
 */
public interface Scheduling {

    Scheduling REAL = new Scheduling() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public boolean pause(StopSignal stop, Duration time) throws InterruptedException {
            return stop.pause(time);
        }

        @Override
        public void awaitNews(OutboxSignal signal, int shard, Duration time) throws InterruptedException {
            signal.await(shard, time);
        }

        @Override
        public long upTo(long nanos) {
            return ThreadLocalRandom.current().nextLong(nanos + 1);
        }
    };

    /** As {@link System#nanoTime()}: only differences mean something. */
    long nanoTime();

    /**
     * Returns after the time, or as soon as the loop is to stop.
     *
     * @return whether it is to stop
     */
    boolean pause(StopSignal stop, Duration time) throws InterruptedException;

    /** Returns when there may be new rows of the shard, or after the time. */
    void awaitNews(OutboxSignal signal, int shard, Duration time) throws InterruptedException;

    /** Any length of time from none up to this one. */
    long upTo(long nanos);
}
