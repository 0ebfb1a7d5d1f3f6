package campaignflows.engine.protocol;

import campaignflows.engine.protocol.InvariantMonitor.Made;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.messaging.BatchResult;
import campaignflows.platform.messaging.BlockingSink;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.PartitionBatch;
import campaignflows.platform.messaging.TopicRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * communication-service as its contract says: commands take effect in the transaction that moves their position, each plan
 * once; a communication is claimed, its attempt recorded, then handed over; what became of it is an event with the run found
 * in that transaction.
 */
final class CommunicationServiceModel {
    static final String SERVICE = "communication";

    private final Schedule schedule;
    private final Mutation mutation;
    private final InvariantMonitor monitor;
    private final SimulatedDatabase database;
    private final Runs runs;
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<UUID, StoredCommunication> stored = new LinkedHashMap<>();
    private final Set<UUID> removed = new HashSet<>();

    CommunicationServiceModel(
            Schedule schedule, Mutation mutation, InvariantMonitor monitor, SimulatedDatabase database) {
        this.schedule = schedule;
        this.mutation = mutation;
        this.monitor = monitor;
        this.database = database;
        this.runs = new Runs(database);
    }

    Collection<StoredCommunication> all() {
        return stored.values();
    }

    long position(int partition) {
        return positions.getOrDefault(partition, 0L);
    }

    void store(SimulatedProcess machine, RunState state) {
        SimulatedDatabase.Transaction tx = database.begin(machine);
        runs.store(tx, state);
        tx.commit();
    }

    /** Whether something is left to do, now or when its campaign runs again. */
    boolean isQuiet() {
        return stored.values().stream()
                .allMatch(
                        each -> each.status().isFinal() || (each.isPlanned() && runs.active(each.campaign()) == null));
    }

    /** Where commands take effect, as one process does it. */
    BlockingSink sink(SimulatedProcess machine) {
        return new BlockingSink() {
            @Override
            public Map<Integer, Long> positions(TopicRef topic, Set<Integer> partitions) {
                schedule.pause();
                Map<Integer, Long> found = new HashMap<>(positions);
                found.keySet().retainAll(partitions);
                return found;
            }

            @Override
            public void begin(TopicRef topic, Map<Integer, Long> first) {
                schedule.pause();
                first.forEach(positions::putIfAbsent);
            }

            @Override
            public BatchResult apply(PartitionBatch batch) {
                return take(machine, List.of(batch)) ? new BatchResult.Applied() : new BatchResult.PositionMoved();
            }

            @Override
            public boolean applyTogether(List<PartitionBatch> batches) {
                return take(machine, batches);
            }
        };
    }

    private boolean take(SimulatedProcess machine, List<PartitionBatch> batches) {
        SimulatedDatabase.Transaction tx = database.begin(machine);
        new TreeSet<>(batches.stream().map(PartitionBatch::partition).toList())
                .forEach(partition -> tx.lock("position/" + partition));
        List<Envelope<CommunicationCommand>> commands = new ArrayList<>();
        for (PartitionBatch batch : batches) {
            if (position(batch.partition()) != batch.from() && mutation != Mutation.COMMANDS_REPEATED) {
                tx.rollback();
                return false;
            }
            tx.write(() -> positions.put(batch.partition(), batch.to()));
            for (ConsumedRecord record : batch.records()) {
                CommunicationCommand.FAMILY.decode(record.value()).ifPresent(commands::add);
            }
        }
        new TreeSet<>(commands.stream().map(each -> each.data().campaignId()).toList())
                .forEach(campaign -> runs.hold(tx, campaign));
        new TreeSet<>(commands.stream().map(each -> each.data().participantId()).toList())
                .forEach(participant -> tx.lock("participant/" + participant));
        tx.write(() -> monitor.commanded(commands));
        CommandBatch effects = new CommandBatch(
                stored, removed, command -> mutation == Mutation.COMMANDS_REPEATED ? schedule.newId() : command.id());
        commands.forEach(effects::add);
        tx.write(effects::store);
        append(
                tx,
                effects.canceled().stream()
                        .map(each -> ended(each.communication(), CommunicationStatus.CANCELED, each.depth()))
                        .toList());
        tx.commit();
        return true;
    }

    /** One step of one communication that is due, whichever that is. */
    void dispatch(SimulatedProcess machine) {
        schedule.await(this::isAnyDue);
        List<StoredCommunication> due =
                stored.values().stream().filter(this::isDue).toList();
        StoredCommunication one = schedule.pick(due);
        if (one.status() == CommunicationStatus.DELIVERED) {
            change(machine, one, CommunicationStatus.DELIVERED, CommunicationStatus.COMPLETED, 0);
        } else if (one.isAttempted()) {
            settle(machine, one);
        } else {
            send(machine, one);
        }
    }

    private boolean isAnyDue() {
        for (StoredCommunication each : stored.values()) {
            if (isDue(each)) {
                return true;
            }
        }
        return false;
    }

    private void send(SimulatedProcess machine, StoredCommunication one) {
        try {
            if (claim(machine, one)) {
                handOver(machine, one);
            }
        } finally {
            one.release(machine);
        }
    }

    private boolean isDue(StoredCommunication each) {
        return !each.status().isFinal()
                && (each.isPlanned()
                        ? runs.active(each.campaign()) != null
                        : each.status() != CommunicationStatus.PLANNED || each.isAbandoned());
    }

    private boolean claim(SimulatedProcess machine, StoredCommunication one) {
        SimulatedDatabase.Transaction tx = database.begin(machine);
        Integer run = runs.hold(tx, one.campaign());
        tx.lock("participant/" + one.plan().participantId());
        if (run == null || !one.isPlanned()) {
            tx.rollback();
            return false;
        }
        if (mutation != Mutation.ATTEMPT_NOT_RECORDED) {
            tx.write(() -> one.attemptBy(machine));
        }
        tx.commit();
        return true;
    }

    private void handOver(SimulatedProcess machine, StoredCommunication one) {
        schedule.pause();
        one.handOver();
        schedule.pause();
        change(machine, one, CommunicationStatus.PLANNED, CommunicationStatus.DELIVERED, 0);
    }

    /** Whether it was handed over is unknown, so it ends as Failed. */
    private void settle(SimulatedProcess machine, StoredCommunication one) {
        change(machine, one, CommunicationStatus.PLANNED, CommunicationStatus.FAILED, one.depth() + 1);
    }

    private void change(
            SimulatedProcess machine,
            StoredCommunication one,
            CommunicationStatus from,
            CommunicationStatus to,
            int depth) {
        SimulatedDatabase.Transaction tx = database.begin(machine);
        runs.hold(tx, one.campaign());
        tx.lock("participant/" + one.plan().participantId());
        if (one.status() != from) {
            tx.rollback();
            return;
        }
        tx.write(() -> one.become(to));
        append(
                tx,
                List.of(
                        to.isFinal()
                                ? ended(one, to, depth)
                                : fired(
                                        one,
                                        depth,
                                        new CommunicationUpdated(
                                                one.campaign(),
                                                one.plan().participantId(),
                                                one.plan().customerId(),
                                                runs.active(one.campaign()),
                                                one.stateAs(to)))));
        tx.commit();
    }

    private Made ended(StoredCommunication one, CommunicationStatus status, int depth) {
        return fired(
                one,
                depth,
                new CommunicationEnded(
                        one.campaign(),
                        one.plan().participantId(),
                        one.plan().customerId(),
                        runs.active(one.campaign()),
                        one.stateAs(status)));
    }

    private Made fired(StoredCommunication one, int depth, ParticipantEvent event) {
        return new Made(
                SERVICE,
                Topics.PARTICIPANT_EVENTS,
                new Envelope<>(
                        schedule.newId(),
                        SERVICE,
                        WalkFixture.TENANT,
                        Objects.requireNonNull(one.plan().participantId()).toString(),
                        Instant.ofEpochSecond(0, schedule.now()),
                        null,
                        depth,
                        event));
    }

    private void append(SimulatedDatabase.Transaction tx, List<Made> messages) {
        if (!messages.isEmpty()) {
            tx.write(() -> monitor.made(messages));
            tx.append(messages.stream().map(Made::outgoing).toList());
        }
    }
}
