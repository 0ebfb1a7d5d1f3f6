package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Time and chance as the loops of the mechanisms know them. Behind an interface so that the simulation of the protocol
 * (ADR 0008) decides both; everywhere else it is {@link #REAL}.
 */
public interface Scheduling {

    Scheduling REAL = new Scheduling() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
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

    void sleep(Duration time) throws InterruptedException;

    /** Returns when there may be new rows of the shard, or after the time. */
    void awaitNews(OutboxSignal signal, int shard, Duration time) throws InterruptedException;

    /** Any length of time from none up to this one. */
    long upTo(long nanos);
}
