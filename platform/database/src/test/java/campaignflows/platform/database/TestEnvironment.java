package campaignflows.platform.database;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.ConsumerLoop;
import campaignflows.platform.messaging.ConsumerSettings;
import campaignflows.platform.messaging.KafkaConnection;
import campaignflows.platform.messaging.OutboxSignal;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.messaging.Relay;
import campaignflows.platform.messaging.RelayStep;
import campaignflows.platform.messaging.Relays;
import campaignflows.platform.messaging.Scheduling;
import campaignflows.platform.messaging.Shards;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.Flyway;

/** One service's database and one cluster, as the tests of the mechanisms need them. */
final class TestEnvironment {

    static final String SERVICE = "participant";
    static final String TOPIC = Topics.PARTICIPANT_EVENTS;

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration ACQUISITION = Duration.ofSeconds(20);

    final KafkaConnection kafka;
    final EmbeddedDatabase.Address address;
    final DirectConnections connections;
    final Database database;
    final OutboxSignal signal = new OutboxSignal();
    final Outbox outbox = new Outbox(signal);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private TestEnvironment(String bootstrapServers, EmbeddedDatabase.Address address) {
        this.address = address;
        kafka = KafkaConnection.of(bootstrapServers);
        connections = new DirectConnections(VERTX, TestPool.server(address));
        database = database(10);
        Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .locations("classpath:db/messaging")
                .load()
                .migrate();
    }

    /** A pool of its own on the database. */
    Database database(int size) {
        var pool = Pools.create(VERTX, List.of(TestPool.server(address)), size, ACQUISITION);
        return new Database(new io.vertx.mutiny.sqlclient.Pool(pool), ACQUISITION, Duration.ofSeconds(60));
    }

    /** Connections to another server. */
    DirectConnections connections(String host, int port, String password) {
        return new DirectConnections(
                VERTX, TestPool.server(address).setHost(host).setPort(port).setPassword(password));
    }

    Relays relays() {
        return relays(kafka);
    }

    Relays relays(KafkaConnection cluster) {
        return new Relays(SERVICE, new PostgresOutbox(connections, signal, meters), cluster, signal, Tracing.OFF);
    }

    /** A fresh database and the topics as they are. */
    static TestEnvironment on(String bootstrapServers) {
        return new TestEnvironment(bootstrapServers, PostgresResource.freshDatabase());
    }

    static TestEnvironment on(String bootstrapServers, EmbeddedDatabase.Address database) {
        return new TestEnvironment(bootstrapServers, database);
    }

    /** A fresh database and fresh topics. */
    static TestEnvironment fresh() {
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
        texts.forEach(text -> database.useTransaction(tx -> outbox.append(tx, List.of(message(key, text)))));
    }

    Relay relay(int shard, Consumer<RelayStep> steps) {
        return new Relay(
                SERVICE, shard, new PostgresOutbox(connections, signal, meters), kafka, signal, Scheduling.REAL, steps);
    }

    /** A consumer of {@link #TOPIC} in a group of its name. */
    ConsumerLoop consumer(String name, BatchHandler<?> handler) {
        return consumer(name, name, handler, step -> {});
    }

    ConsumerLoop consumer(String name, String group, BatchHandler<?> handler, Consumer<ConsumerStep> steps) {
        var sink = new DatabaseSink(name, TOPIC, database, outbox, handler, meters, steps);
        return new ConsumerLoop(name, TOPIC, group, kafka, sink, ConsumerSettings.GATHERED, meters, Scheduling.REAL);
    }

    /** Takes the newest row of a shard back, as a crash takes back what it has not written, and the sequence with it; gives the row's id. */
    long forgetNewestRow(int shard) {
        return database.inTransaction(tx -> {
            long id = tx.query(
                            "delete from outbox where id = (select max(id) from outbox where shard = :shard) returning id")
                    .bind("shard", (short) shard)
                    .one(row -> row.bigint("id"))
                    .orElseThrow();
            return tx.query("select setval('outbox_id', :id, false) as id")
                    .bind("id", id)
                    .one(row -> row.bigint("id"))
                    .orElseThrow();
        });
    }

    List<Long> ids(int shard) {
        return database.read(tx -> tx.query("select id from outbox where shard = :shard order by id")
                .bind("shard", (short) shard)
                .list(row -> row.bigint("id")));
    }

    long outboxRows() {
        return database.read(tx -> tx.query("select count(*) as rows from outbox")
                .one(row -> row.bigint("rows"))
                .orElseThrow());
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
            throw new KafkaException(e.getCause());
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
