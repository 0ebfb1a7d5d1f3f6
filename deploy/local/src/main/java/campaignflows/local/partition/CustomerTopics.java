package campaignflows.local.partition;

import campaignflows.local.StartException;
import campaignflows.platform.contracts.OutboxRelays;
import campaignflows.platform.contracts.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics keyed by customer id on a Kafka cluster. All methods throw {@link StartException} if it does not do what is asked. */
final class CustomerTopics implements AutoCloseable {
    private static final int MILLIS_TO_ANSWER = 15_000;

    /** Brokers learn of partitions one after the other, and each request goes to another one. */
    private static final int CONSENTING_RESPONSES = 15;

    private static final Duration TO_LEARN = Duration.ofSeconds(30);

    private final Map<String, Object> connection;
    private final Admin admin;

    /** @param connection settings of Kafka's clients: where it is reached, and how one signs in */
    CustomerTopics(Map<String, Object> connection) {
        this.connection = Map.copyOf(connection);
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, MILLIS_TO_ANSWER);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, MILLIS_TO_ANSWER / 2);
        try {
            admin = Admin.create(settings);
        } catch (KafkaException e) {
            throw new StartException("Could not reach Kafka: " + reason(e), e);
        }
    }

    /** How many partitions each has. */
    Map<String, Integer> partitions() throws InterruptedException {
        Map<String, Integer> numbers = new TreeMap<>();
        described()
                .forEach((topic, description) ->
                        numbers.put(topic, description.partitions().size()));
        return numbers;
    }

    /** The offset after the last record of each partition, whether its transaction has been committed or not. */
    Map<TopicPartition, Long> ends() throws InterruptedException {
        return offsets(OffsetSpec.latest());
    }

    /** The offset of the first record of each partition that is still there. */
    Map<TopicPartition, Long> beginnings() throws InterruptedException {
        return offsets(OffsetSpec.earliest());
    }

    /** Has the topics that have fewer partitions get this many, and returns when brokers no longer tell another number. */
    void grow(int partitions) throws InterruptedException {
        Map<String, NewPartitions> wanted = new HashMap<>();
        partitions().forEach((topic, present) -> {
            if (present < partitions) {
                wanted.put(topic, NewPartitions.increaseTo(partitions));
            }
        });
        result("add partitions", admin.createPartitions(wanted).all());
        long until = System.nanoTime() + TO_LEARN.toNanos();
        for (int consenting = 0; consenting < CONSENTING_RESPONSES; ) {
            boolean known = described().values().stream()
                    .map(TopicDescription::partitions)
                    .allMatch(all ->
                            all.size() == partitions && all.stream().allMatch(partition -> partition.leader() != null));
            consenting = known ? consenting + 1 : 0;
            if (System.nanoTime() > until) {
                throw new StartException("The partitions were asked for, but " + TO_LEARN.toSeconds()
                        + " s later not all of them have a leader: look at the brokers, then restart "
                        + String.join("- and ", Topics.CUSTOMER_TOPIC_WRITERS) + "-service");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** How many partitions of its topic no member of a consumer's group reads, by group; without those that are read whole. */
    Map<String, Integer> unread() throws InterruptedException {
        Map<String, Integer> partitions = partitions();
        Map<String, Integer> unread = new TreeMap<>();
        for (Topics.Reader reader : Topics.CUSTOMER_TOPIC_READERS) {
            int missing = Objects.requireNonNull(partitions.get(reader.topic())) - read(reader);
            if (missing > 0) {
                unread.put(reader.group(), missing);
            }
        }
        return unread;
    }

    private int read(Topics.Reader reader) throws InterruptedException {
        try {
            return (int) admin.describeConsumerGroups(List.of(reader.group())).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .flatMap(member -> member.assignment().topicPartitions().stream())
                    .filter(partition -> partition.topic().equals(reader.topic()))
                    .distinct()
                    .count();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw new StartException("Could not ask for the group " + reader.group() + ": " + reason(e.getCause()), e);
        }
    }

    /** Ends the transactions of whoever published a shard of a service's outbox until now, for good. */
    void fence(String service, int shard) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, OutboxRelays.name(service, shard));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MILLIS_TO_ANSWER);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
        } catch (KafkaException e) {
            throw new StartException("Could not end the transactions of the relays: " + reason(e), e);
        }
    }

    private Map<String, TopicDescription> described() throws InterruptedException {
        return result(
                "read the topics", admin.describeTopics(Topics.CUSTOMER_TOPICS).allTopicNames());
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec which) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        described()
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(partition -> asked.put(new TopicPartition(topic, partition.partition()), which)));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        result("read the ends of the topics", admin.listOffsets(asked).all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static <T> T result(String what, Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new StartException("Could not " + what + ": " + reason(e.getCause()), e);
        }
    }

    private static String reason(@Nullable Throwable e) {
        Throwable cause = e instanceof KafkaException && e.getCause() != null ? e.getCause() : e;
        return cause == null ? "for a reason unknown" : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
