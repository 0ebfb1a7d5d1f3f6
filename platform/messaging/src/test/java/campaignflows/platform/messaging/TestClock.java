package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so; pauses and waiting are real, random times are the longest possible. */
final class TestClock implements Scheduling {

    private final AtomicLong nanos = new AtomicLong(1);

    void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
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
    public long upTo(long most) {
        return most;
    }
}
