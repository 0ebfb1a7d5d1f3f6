package campaignflows.engine.protocol;

import campaignflows.platform.messaging.OutboxSignal;
import campaignflows.platform.messaging.Scheduling;
import campaignflows.platform.messaging.StopSignal;
import java.time.Duration;
import java.util.function.IntPredicate;

/** Time and chance of one process, as the schedule decides them. */
final class SimulatedScheduling implements Scheduling {
    private final Schedule schedule;
    private final SimulatedProcess machine;
    private final IntPredicate hasRows;

    /** @param hasRows whether rows of a shard wait for their relay, of which it may be notified */
    SimulatedScheduling(Schedule schedule, SimulatedProcess machine, IntPredicate hasRows) {
        this.schedule = schedule;
        this.machine = machine;
        this.hasRows = hasRows;
    }

    @Override
    public long nanoTime() {
        return schedule.now();
    }

    @Override
    public boolean pause(StopSignal stop, Duration time) {
        if (machine.isDead()) {
            throw new Coroutine.Crash();
        }
        schedule.await(stop::isGiven, time.toNanos());
        return stop.isGiven();
    }

    @Override
    public void awaitNews(OutboxSignal signal, int shard, Duration time) {
        if (machine.isDead()) {
            throw new Coroutine.Crash();
        }
        boolean notified = !schedule.oneIn(4);
        schedule.await(() -> notified && hasRows.test(shard), time.toNanos());
    }

    @Override
    public long upTo(long nanos) {
        return schedule.below(nanos + 1);
    }
}
