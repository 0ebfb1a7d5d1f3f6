package campaignflows.engine.protocol;

import campaignflows.platform.contracts.Topics;
import java.util.List;

/** Lets processes die and stand still, members lose their partitions, transactions time out, connections break. */
final class FaultScheduler {
    private static final int LONGEST_DEATH = 120;
    private static final int LONGEST_STANDSTILL = 400;

    private final Schedule schedule;
    private final FaultProfile chaos;
    private final Kafka kafka;
    private final List<SimulatedDatabase> databases;
    private final List<ProcessSlot> slots;
    private final List<ProcessSlot> engines;

    FaultScheduler(
            Schedule schedule,
            FaultProfile chaos,
            Kafka kafka,
            List<SimulatedDatabase> databases,
            List<ProcessSlot> slots,
            List<ProcessSlot> engines) {
        this.schedule = schedule;
        this.chaos = chaos;
        this.kafka = kafka;
        this.databases = databases;
        this.slots = slots;
        this.engines = engines;
    }

    /** To be called between two steps of the schedule. */
    void step() {
        slots.forEach(ProcessSlot::reviveIfDue);
        if (!chaos.strikes(3)) {
            return;
        }
        switch (schedule.below(9)) {
            case 0, 1 -> schedule.pick(slots).crash(1 + schedule.below(LONGEST_DEATH));
            case 2, 3 -> zombie(any());
            case 4 -> any().freeze(1 + schedule.below(LONGEST_STANDSTILL));
            case 5 -> timeOut();
            case 6 -> schedule.pick(databases).cut(schedule.pick(TestCampaigns.SHARDS));
            case 7 -> rebalance(kafka.group("flow-engine"));
            default ->
                kafka.broker().logsOf(Topics.OUTBOX_POSITIONS).forEach(log -> log.compact(entry -> schedule.oneIn(2)));
        }
    }

    /** An engine as often as any of the others: it is what the protocol is about. */
    private ProcessSlot any() {
        return schedule.pick(schedule.oneIn(2) ? slots : engines);
    }

    /** It stands still for so long that the others take it for dead, and goes on afterwards. */
    private void zombie(ProcessSlot slot) {
        SimulatedProcess machine = slot.machine();
        slot.freeze(1 + schedule.below(LONGEST_STANDSTILL));
        kafka.groups()
                .forEach(group -> List.copyOf(group.members()).stream()
                        .filter(member -> member.machine() == machine)
                        .forEach(group::expel));
        databases.forEach(database -> database.cut(machine));
        timeOut();
    }

    private void timeOut() {
        List<String> open = kafka.broker().open();
        if (!open.isEmpty()) {
            kafka.broker().timeOut(schedule.pick(open));
        }
    }

    private void rebalance(GroupCoordinator group) {
        if (!group.members().isEmpty()) {
            group.move(schedule.pick(group.all()), schedule.pick(group.members()));
        }
    }
}
