package campaignflows.engine.protocol;

import campaignflows.platform.messaging.Shards;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * The broker: logs, and the coordinator of transactions with its epochs. A decision is durable at once and reaches the
 * partitions as markers one by one, some time later; until then the producer's next transaction waits.
 */
final class SimulatedBroker {

    /** One transaction of a producer. */
    static final class Transaction {
        private final List<TopicLog> partitions = new ArrayList<>();
        private final List<TopicLog> unmarked = new ArrayList<>();
        private boolean decided;
        private boolean committed;

        boolean isCommitted() {
            return committed;
        }

        boolean isMarkedIn(TopicLog log) {
            return decided && !unmarked.contains(log);
        }

        private boolean isComplete() {
            return decided && unmarked.isEmpty();
        }
    }

    private static final class Producer {
        private int epoch;
        private @Nullable Transaction transaction;
    }

    private final Schedule schedule;
    private final Mutation mutation;
    private final SimulatedProcess machine = new SimulatedProcess("broker");
    private final Map<TopicPartition, TopicLog> logs = new HashMap<>();
    private final Map<String, Producer> producers = new HashMap<>();

    SimulatedBroker(Schedule schedule, Mutation mutation) {
        this.schedule = schedule;
        this.mutation = mutation;
    }

    TopicLog log(String topic, int partition) {
        return log(new TopicPartition(topic, partition));
    }

    TopicLog log(TopicPartition partition) {
        return logs.computeIfAbsent(partition, TopicLog::new);
    }

    List<TopicLog> logsOf(String topic) {
        return logs.values().stream()
                .filter(log -> log.partition().topic().equals(topic))
                .sorted((one, other) -> Integer.compare(
                        one.partition().partition(), other.partition().partition()))
                .toList();
    }

    /** Has something happen at the broker some time later, whatever becomes of who wanted it. */
    void later(Runnable what) {
        schedule.spawn(machine, what);
    }

    /** Whether the producer's former transaction is over; it is being aborted if it was open. */
    boolean fence(String id) {
        Producer producer = producers.computeIfAbsent(id, any -> new Producer());
        Transaction open = producer.transaction;
        if (open == null || open.isComplete()) {
            producer.transaction = null;
            return true;
        }
        if (!open.decided) {
            producer.epoch++;
            decide(open, false);
        }
        return false;
    }

    /** A new epoch: whoever had the former one is fenced from now on. */
    int begin(String id) {
        Producer producer = producers.computeIfAbsent(id, any -> new Producer());
        return ++producer.epoch;
    }

    /** Whether the former transaction is not complete yet, so that this producer has to wait. */
    boolean isBusy(String id, int epoch) {
        Producer producer = producers.get(id);
        return producer != null
                && producer.epoch == epoch
                && producer.transaction != null
                && producer.transaction.decided
                && !producer.transaction.isComplete();
    }

    void append(String id, int epoch, ProducerRecord<String, byte[]> record) {
        Producer producer = checked(id, epoch);
        Transaction open = producer.transaction;
        if (open == null || open.decided) {
            open = new Transaction();
            producer.transaction = open;
        }
        Integer partition = record.partition();
        TopicLog log = log(record.topic(), partition == null ? Shards.partitionOf(record.key()) : partition);
        if (!open.partitions.contains(log)) {
            open.partitions.add(log);
        }
        log.append(open, record);
    }

    /** Ends the producer's transaction: durable when this returns. */
    void end(String id, int epoch, boolean commit) {
        Producer producer = checked(id, epoch);
        if (producer.transaction != null && !producer.transaction.decided) {
            decide(producer.transaction, commit);
        }
    }

    /** The broker ends a transaction that has been open for too long; its producer is fenced. */
    void timeOut(String id) {
        Producer producer = producers.get(id);
        if (producer != null && producer.transaction != null && !producer.transaction.decided) {
            producer.epoch++;
            decide(producer.transaction, false);
        }
    }

    /** Whether no transaction is open or about to be marked. */
    boolean isQuiet() {
        return producers.values().stream().allMatch(each -> each.transaction == null || each.transaction.isComplete());
    }

    List<String> open() {
        return producers.entrySet().stream()
                .filter(each -> each.getValue().transaction != null && !each.getValue().transaction.decided)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private Producer checked(String id, int epoch) {
        Producer producer = producers.computeIfAbsent(id, any -> new Producer());
        if (producer.epoch != epoch && mutation != Mutation.NO_FENCING) {
            throw schedule.oneIn(2)
                    ? new ProducerFencedException("There is a newer producer with the same transactionalId")
                    : new InvalidProducerEpochException("Producer attempted to produce with an old epoch");
        }
        return producer;
    }

    private void decide(Transaction transaction, boolean commit) {
        transaction.decided = true;
        transaction.committed = commit;
        transaction.unmarked.addAll(transaction.partitions);
        later(() -> {
            while (!transaction.unmarked.isEmpty()) {
                TopicLog log = schedule.pick(transaction.unmarked);
                log.mark(transaction);
                transaction.unmarked.remove(log);
                schedule.pause();
            }
        });
    }
}
