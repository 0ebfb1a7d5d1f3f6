package campaignflows.engine.loop;

import campaignflows.platform.contracts.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Kafka with the settings that the engine's loop relies on, each with its reason. */
public final class KafkaForConsumer {
    private static final String GROUP = "flow-engine";

    /** Of all partitions together, read and not yet walked. */
    static final long MOST_BUFFERED_BYTES = 16L * 1024 * 1024;

    private final Map<String, Object> connection;
    private final String group;

    /** @param connection addresses and security, as Kafka's clients name them */
    public KafkaForConsumer(Map<String, Object> connection) {
        this(connection, GROUP);
    }

    /** @param group that shares the partitions; nothing is ever committed to it */
    KafkaForConsumer(Map<String, Object> connection, String group) {
        this.connection = Map.copyOf(connection);
        this.group = group;
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = base("flow-engine");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // Positions live in participant-service: to guess one would lose events or repeat them.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        // A partition that is read again after a pause waits for the fetch under way, so that must be short.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1024 * 1024);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin() {
        Map<String, Object> settings = base("flow-engine-admin");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
        return Admin.create(settings);
    }

    DeadLetterPublisher deadLetters() {
        return new DeadLetterPublisher(base("flow-engine-dead-letters"));
    }

    private Map<String, Object> base(String clientId) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        settings.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 20);
        settings.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
        return settings;
    }

    /** The id that the topic got when it was created, in the form of a UUID. */
    static String topicId(Admin admin) throws InterruptedException {
        try {
            Uuid id = admin.describeTopics(List.of(Topics.PARTICIPANT_EVENTS))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .topicId();
            return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()).toString();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
        }
    }

    /** Asks where the partitions end; answers on a thread of Kafka's, or never if there is no answer. */
    static void ends(Admin admin, Collection<Integer> partitions, Consumer<Map<Integer, Long>> hear) {
        if (partitions.isEmpty()) {
            hear.accept(Map.of());
            return;
        }
        admin.listOffsets(
                        partitions.stream()
                                .collect(Collectors.toMap(
                                        partition -> new TopicPartition(Topics.PARTICIPANT_EVENTS, partition),
                                        partition -> OffsetSpec.latest())),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .whenComplete((ends, failure) -> {
                    if (failure == null) {
                        Map<Integer, Long> offsets = new HashMap<>();
                        ends.forEach((key, end) -> offsets.put(key.partition(), end.offset()));
                        hear.accept(offsets);
                    }
                });
    }
}
