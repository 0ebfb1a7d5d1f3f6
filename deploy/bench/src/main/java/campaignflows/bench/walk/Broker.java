package campaignflows.bench.walk;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What the broker knows, asked without reading a record. */
final class Broker implements AutoCloseable {
    static final String EVENTS = "participant-events";
    static final String COMMANDS = "communication-commands";
    static final String WALKS = "flow-walks";
    static final int PARTITIONS = 48;
    private static final String ENGINES = "flow-engine";

    private final String servers;
    private final Admin admin;

    Broker(String servers) {
        this.servers = servers;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
    }

    /** Where the partitions of a topic end, for those who read what is committed. */
    record Ends(long[] offsets) {
        Ends {
            offsets = offsets.clone();
        }

        long of(int partition) {
            return offsets[partition];
        }

        /** It grows with each record, and with the mark of each transaction. */
        long sum() {
            return Arrays.stream(offsets).sum();
        }
    }

    String servers() {
        return servers;
    }

    /** What is committed. */
    Ends ends(String topic) {
        return ends(topic, IsolationLevel.READ_COMMITTED);
    }

    /** What is written, committed or not. */
    Ends writtenEnds(String topic) {
        return ends(topic, IsolationLevel.READ_UNCOMMITTED);
    }

    private Ends ends(String topic, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        long[] offsets = new long[PARTITIONS];
        answer(() -> admin.listOffsets(wanted, new ListOffsetsOptions(isolation))
                        .all()
                        .get())
                .forEach((partition, end) -> offsets[partition.partition()] = end.offset());
        return new Ends(offsets);
    }

    /** A topic like those that are keyed by customer. */
    void create(String topic) {
        answer(() -> admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                .all()
                .get());
    }

    /** How many partitions each engine walks, by its id in the group; empty while they are being shared out. */
    Map<String, Integer> engines() {
        ConsumerGroupDescription group = Objects.requireNonNull(answer(() ->
                        admin.describeConsumerGroups(List.of(ENGINES)).all().get())
                .get(ENGINES));
        Map<String, Integer> engines = new TreeMap<>();
        if (group.groupState() == GroupState.STABLE) {
            group.members()
                    .forEach(member -> engines.put(
                            member.consumerId(),
                            member.assignment().topicPartitions().size()));
        }
        return new LinkedHashMap<>(engines);
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private static <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
