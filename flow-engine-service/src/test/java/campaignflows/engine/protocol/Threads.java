package campaignflows.engine.protocol;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** The threads of one process: each a task of the schedule. */
final class Threads extends AbstractExecutorService {
    private final Schedule schedule;
    private final SimulatedProcess machine;

    Threads(Schedule schedule, SimulatedProcess machine) {
        this.schedule = schedule;
        this.machine = machine;
    }

    @Override
    public void execute(Runnable command) {
        schedule.spawn(machine, command);
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return machine.isDead();
    }

    @Override
    public boolean isTerminated() {
        return machine.isDead();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
