package campaignflows.engine.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides, from one seed, which task makes the next step, how much time passes, and everything that chance decides. A task
 * makes its step alone, up to where it yields: so a seed gives the same run every time.
 */
final class Schedule {
    private static final int SLOW_ONE_IN = 6;
    private static final int SLOW_STEPS_ONE_IN = 12;
    private static final int NANOS_PER_STEP = 400_000;

    private static final class Task {
        private final SimulatedProcess machine;
        private final Coroutine coroutine;
        private final boolean slow;
        private long wakeAt;
        private @Nullable BooleanSupplier condition;

        private Task(SimulatedProcess machine, Coroutine coroutine, boolean slow) {
            this.machine = machine;
            this.coroutine = coroutine;
            this.slow = slow;
        }

        private boolean canGoOn(long now) {
            if (machine.isFrozen()) {
                return false;
            }
            BooleanSupplier awaited = condition;
            return wakeAt <= now || (awaited != null && awaited.getAsBoolean());
        }
    }

    private final SplittableRandom random;
    private final boolean orderly;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Task> ready = new ArrayList<>();
    private @Nullable Task current;
    private long now = 1;
    private long steps;
    private long ids;

    /** @param orderly whether nothing is slow: the undisturbed world */
    Schedule(long seed, boolean orderly) {
        this.random = new SplittableRandom(seed);
        this.orderly = orderly;
    }

    long now() {
        return now;
    }

    long steps() {
        return steps;
    }

    /** From 0 to before the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    long below(long bound) {
        return random.nextLong(bound);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    /** Ids that are the same in every run of the seed, since what is sorted by them must be. */
    UUID newId() {
        return new UUID(0x1d000000_00007000L, 0x8000000000000000L + ++ids);
    }

    void spawn(SimulatedProcess machine, Runnable body) {
        tasks.add(new Task(machine, new Coroutine(body), !orderly && oneIn(SLOW_ONE_IN)));
    }

    /** Lets others go first, as many as it pleases. */
    void pause() {
        await(null, 0);
    }

    /** Returns when the condition holds. */
    void await(BooleanSupplier condition) {
        await(condition, Long.MAX_VALUE);
    }

    /** Returns when the condition holds, or after the time. Conditions have no effects. */
    void await(@Nullable BooleanSupplier condition, long nanos) {
        Task self = self();
        self.condition = condition;
        self.wakeAt = nanos == Long.MAX_VALUE ? nanos : now + nanos;
        self.coroutine.yield();
        self.condition = null;
    }

    /** While a process dies no task runs: what is unwound there does nothing more. */
    private Task self() {
        if (current == null) {
            throw new Coroutine.Crash();
        }
        return current;
    }

    /**
     * Has one task make its step.
     *
     * @return false if no task will ever go on
     */
    boolean step() {
        steps++;
        now += random.nextInt(NANOS_PER_STEP);
        Task next = choose();
        if (next == null) {
            long wake = tasks.stream()
                    .filter(task -> !task.machine.isFrozen())
                    .mapToLong(task -> task.wakeAt)
                    .min()
                    .orElse(Long.MAX_VALUE);
            if (wake == Long.MAX_VALUE) {
                return false;
            }
            now = Math.max(now, wake);
            next = choose();
        }
        if (next != null) {
            run(next);
        }
        return true;
    }

    private @Nullable Task choose() {
        ready.clear();
        boolean anyFast = false;
        for (Task task : tasks) {
            if (task.canGoOn(now)) {
                ready.add(task);
                anyFast |= !task.slow;
            }
        }
        if (ready.isEmpty()) {
            return null;
        }
        if (anyFast && !oneIn(SLOW_STEPS_ONE_IN)) {
            ready.removeIf(task -> task.slow);
        }
        return pick(ready);
    }

    private void run(Task task) {
        current = task;
        try {
            task.coroutine.resume();
        } finally {
            current = null;
            if (task.coroutine.hasEnded()) {
                tasks.remove(task);
            }
        }
    }

    /** Ends all that runs in the process, in the middle of whatever it does. */
    void crash(SimulatedProcess machine) {
        machine.die();
        for (Task task : List.copyOf(tasks)) {
            if (task.machine == machine) {
                kill(task);
            }
        }
    }

    /** Ends everything. */
    void close() {
        List.copyOf(tasks).forEach(task -> task.machine.die());
        List.copyOf(tasks).forEach(this::kill);
    }

    private void kill(Task task) {
        tasks.remove(task);
        task.coroutine.kill();
    }
}
