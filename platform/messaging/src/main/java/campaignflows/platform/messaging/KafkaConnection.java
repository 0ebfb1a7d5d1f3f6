package campaignflows.platform.messaging;

import campaignflows.platform.contracts.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How Kafka is reached, and with which settings its clients work here. Each setting that the two mechanisms rely on is set
 * in this one place.
 *
 * @param properties addresses and security, as Kafka's clients name them
 */
public record KafkaConnection(Map<String, Object> properties) implements KafkaClients {

    private static final int FETCH_BYTES = 8 * 1024 * 1024;
    /** Partitions that were added to a topic are read after this time at most, and a rebalance. */
    private static final Duration NEW_PARTITIONS = Duration.ofSeconds(15);

    private static final Duration SHORT_FETCH = Duration.ofMillis(250);
    private static final int PARTITION_FETCH_BYTES = 1024 * 1024;
    private static final int PRODUCER_MEMORY_BYTES = 12 * 1024 * 1024;
    private static final int RARE_PRODUCER_MEMORY_BYTES = 8 * 1024 * 1024;

    public KafkaConnection {
        properties = Map.copyOf(properties);
        NativeLz4.load();
    }

    public static KafkaConnection of(String bootstrapServers) {
        return new KafkaConnection(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    @Override
    public Admin admin(String clientId) {
        Map<String, Object> settings = base(clientId);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
        return Admin.create(settings);
    }

    @Override
    public KafkaProducer<String, byte[]> transactionalProducer(String transactionalId) {
        Map<String, Object> settings = base(transactionalId);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_MEMORY_BYTES);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 8_000);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** A producer whose repeats of a send arrive once. */
    KafkaProducer<byte[], byte[]> idempotentProducer(String clientId) {
        Map<String, Object> settings = base(clientId);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, RARE_PRODUCER_MEMORY_BYTES);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 8_000);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public KafkaConsumer<byte[], byte[]> groupConsumer(String groupId, String clientId, ConsumerSettings reading) {
        Map<String, Object> settings = consumer(clientId);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, (int) NEW_PARTITIONS.toMillis());
        boolean lingers = reading.linger().isPositive();
        // A partition that is read again after a pause waits for the fetch under way, so that must be short.
        settings.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) (lingers ? reading.linger() : SHORT_FETCH).toMillis());
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, lingers ? (int) reading.batchBytes() : 1);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public KafkaConsumer<byte[], byte[]> freeConsumer(String clientId) {
        return new KafkaConsumer<>(consumer(clientId), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> consumer(String clientId) {
        Map<String, Object> settings = base(clientId);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    private Map<String, Object> base(String clientId) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        settings.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 20);
        settings.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
        return settings;
    }
}
