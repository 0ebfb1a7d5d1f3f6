package campaignflows.engine.protocol;

import java.util.function.Consumer;

/** A place in the system that a process fills: when that dies, another one does, some time later. */
final class ProcessSlot {
    private final String name;
    private final Schedule schedule;
    private final Consumer<SimulatedProcess> start;
    private SimulatedProcess machine;
    private long reviveAt = Long.MAX_VALUE;

    /** @param start sets off in a new process all that runs there */
    ProcessSlot(String name, Schedule schedule, Consumer<SimulatedProcess> start) {
        this.name = name;
        this.schedule = schedule;
        this.start = start;
        this.machine = new SimulatedProcess(name);
        start.accept(machine);
    }

    SimulatedProcess machine() {
        return machine;
    }

    /** Kills the process; the next one is there after so many steps. */
    void crash(int steps) {
        if (!machine.isDead()) {
            schedule.crash(machine);
            reviveAt = schedule.steps() + steps;
        }
    }

    /** Has the process stand still for so many steps. */
    void freeze(int steps) {
        if (!machine.isDead()) {
            machine.freeze();
            reviveAt = schedule.steps() + steps;
        }
    }

    void reviveIfDue() {
        if (schedule.steps() >= reviveAt) {
            revive();
        }
    }

    void revive() {
        reviveAt = Long.MAX_VALUE;
        machine.thaw();
        if (machine.isDead()) {
            machine = new SimulatedProcess(name);
            start.accept(machine);
        }
    }
}
