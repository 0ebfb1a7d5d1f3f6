package campaignflows.platform.messaging;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** One service's database and one cluster, as the tests of the mechanisms need them. */
final class TestWorld {

    static final String SERVICE = "participant";
    static final String TOPIC = Topics.PARTICIPANT_EVENTS;

    final KafkaConnection kafka;
    final ConnectionSource connections;
    final Jdbi jdbi;
    final Database database;
    final OutboxSignal signal = new OutboxSignal();
    final Outbox outbox = new Outbox(signal);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private TestWorld(String bootstrapServers, EmbeddedDatabase.Address address) {
        kafka = KafkaConnection.of(bootstrapServers);
        connections = address::open;
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(address.jdbcUrl());
        dataSource.setUser(address.user());
        dataSource.setPassword(address.password());
        jdbi = DatabaseBeans.jdbiOver(dataSource);
        database = new Database(jdbi);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/messaging")
                .load()
                .migrate();
    }

    /** A fresh database and the topics as they are. */
    static TestWorld on(String bootstrapServers) {
        return new TestWorld(bootstrapServers, PostgresResource.freshDatabase());
    }

    static TestWorld on(String bootstrapServers, EmbeddedDatabase.Address database) {
        return new TestWorld(bootstrapServers, database);
    }

    /** A fresh database and fresh topics. */
    static TestWorld fresh() {
        return on(KafkaResource.freshTopics());
    }

    /** A key of the shard. */
    static UUID keyOf(int shard) {
        UUID key;
        do {
            key = UUID.randomUUID();
        } while (Shards.of(key.toString()) != shard);
        return key;
    }

    static OutgoingMessage message(UUID key, String text) {
        return new OutgoingMessage(TOPIC, key, "Test", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends texts, one transaction each. */
    void append(UUID key, List<String> texts) {
        texts.forEach(text ->
                database.useTransaction(transaction -> outbox.append(transaction, List.of(message(key, text)))));
    }

    Relay relay(int shard, Consumer<RelayStep> steps) {
        return new Relay(
                SERVICE,
                shard,
                mine -> new JdbcOutboxRows(connections.open(), mine, signal.recent(mine)),
                kafka,
                signal,
                Pace.REAL,
                steps);
    }

    long outboxRows() {
        return database.read(handle -> handle.createQuery("select count(*) from outbox")
                .mapTo(Long.class)
                .one());
    }

    void awaitEmptyOutbox() {
        Await.until("the outbox is empty", Duration.ofSeconds(60), () -> outboxRows() == 0);
    }

    /** Everything committed in the topic, per key in order. */
    Map<String, List<String>> committed(String topic) throws InterruptedException {
        Map<String, List<String>> byKey = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records(topic)) {
            byKey.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                    .add(new String(record.value(), StandardCharsets.UTF_8));
        }
        return byKey;
    }

    List<ConsumerRecord<byte[], byte[]>> records(String topic) throws InterruptedException {
        Map<TopicPartition, Long> ends = ends(topic);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.freeConsumer("test")) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    Map<TopicPartition, Long> ends(String topic) throws InterruptedException {
        int partitions = Topics.all().stream()
                .filter(known -> known.name().equals(topic))
                .findFirst()
                .orElseThrow()
                .partitions();
        Map<TopicPartition, OffsetSpec> asked = new LinkedHashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        try (Admin admin = kafka.admin("test-admin")) {
            Map<TopicPartition, Long> ends = new LinkedHashMap<>();
            admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw PositionFinder.unwrapped(e);
        }
    }

    static List<String> numbered(String prefix, int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(prefix + i);
        }
        return texts;
    }

    /** Stands for the end of the process: nothing of ours may catch it and go on. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(Object where) {
            super("killed at " + where);
        }
    }
}
