package campaignflows.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.local.Await;
import campaignflows.local.data.PortBlock;
import campaignflows.local.log.CombinedLog;
import campaignflows.local.process.AotCaches;
import campaignflows.local.process.Child;
import campaignflows.local.process.Children;
import campaignflows.local.process.DetachedCommand;
import campaignflows.local.process.JavaCommand;
import campaignflows.local.process.PidFile;
import campaignflows.platform.contracts.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private PortBlock ports;
    private CombinedLog log;
    private Children children;
    private KafkaBroker broker;
    private KafkaTopics topics;

    @BeforeEach
    void prepare() {
        ports = PortBlock.take(OptionalInt.empty());
        log = new CombinedLog(folder, System.out, false);
        children = new Children(DetachedCommand.available(), new PidFile(folder.resolve("pids")), log);
        broker = new KafkaBroker(
                folder, ports.port(1), ports.port(2), Uuid.randomUuid().toString());
        topics = new KafkaTopics(broker.servers());
    }

    @AfterEach
    void stop() {
        children.killAll();
        log.close();
        ports.close();
    }

    private Child start() throws InterruptedException {
        Child child = children.start(broker.spec(JavaCommand.ofThisProcess(folder, AotCaches.usedFrom(folder))));
        children.awaitReady(child, topics::isUp, LIMIT);
        return child;
    }

    @Test
    void shouldHaveTheTopicsAndKeepItsRecordsWhenKilled() throws Exception {
        Child child = start();
        topics.create(Topics.all());
        topics.create(Topics.all());
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", broker.servers().toString()))) {
            assertThat(admin.listTopics().names().get())
                    .containsAll(Topics.all().stream().map(Topics.Topic::name).toList());
            assertThat(admin.describeTopics(List.of(Topics.PARTICIPANT_EVENTS))
                            .allTopicNames()
                            .get())
                    .hasEntrySatisfying(
                            Topics.PARTICIPANT_EVENTS,
                            topic -> assertThat(topic.partitions()).hasSize(Topics.CUSTOMER_PARTITIONS));
            assertThat(setting(admin, Topics.OUTBOX_POSITIONS, "cleanup.policy"))
                    .isEqualTo("compact");
            assertThat(setting(admin, Topics.PARTICIPANT_EVENTS, "retention.ms"))
                    .isEqualTo(Long.toString(Duration.ofDays(7).toMillis()));
            assertThat(admin.describeFeatures().featureMetadata().get().finalizedFeatures())
                    .hasEntrySatisfying(
                            "transaction.version",
                            range -> assertThat(range.maxVersionLevel()).isEqualTo((short) 2));
        }
        commit("one");

        ProcessHandle first = child.handle().orElseThrow();
        first.destroyForcibly();

        assertThat(Await.until(
                        LIMIT,
                        () -> child.handle()
                                .filter(now -> now.pid() != first.pid())
                                .isPresent()))
                .isTrue();
        children.awaitReady(child, topics::isUp, LIMIT);
        commit("two");
        assertThat(read(2)).containsExactly("one", "two");

        children.stop(List.of(KafkaBroker.NAME), Duration.ofSeconds(15));
        assertThat(child.handle()).isEmpty();
    }

    /** What they wrote would else stop every reader of committed records for ever: 4.3.1 of the broker leaves it open. */
    @Test
    void shouldEndTheTransactionsThatWereOpenWhenItWasKilled() throws Exception {
        Child child = start();
        topics.create(Topics.all());
        Set<TopicPartition> partitions = new HashSet<>();
        List<KafkaProducer<String, String>> open = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            open.add(transactional("open-" + i, 1_000));
            open.get(i).initTransactions();
        }
        for (int i = 0; i < 8; i++) {
            open.get(i).beginTransaction();
            for (String topic : List.of(Topics.PARTICIPANT_EVENTS, Topics.OUTBOX_POSITIONS)) {
                open.get(i).send(new ProducerRecord<>(topic, i, "key", "open"));
                partitions.add(new TopicPartition(topic, i));
            }
        }
        open.forEach(KafkaProducer::flush);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", broker.servers().toString()))) {
            assertThat(ends(admin, partitions, IsolationLevel.READ_COMMITTED))
                    .isNotEqualTo(ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED));
        }

        ProcessHandle first = child.handle().orElseThrow();
        first.destroyForcibly();
        open.forEach(producer -> producer.close(Duration.ZERO));
        assertThat(Await.until(
                        LIMIT,
                        () -> child.handle()
                                .filter(now -> now.pid() != first.pid())
                                .isPresent()))
                .isTrue();
        children.awaitReady(child, topics::isUp, LIMIT);

        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", broker.servers().toString()))) {
            assertThat(Await.until(
                            Duration.ofSeconds(20),
                            () -> ends(admin, partitions, IsolationLevel.READ_COMMITTED)
                                    .equals(ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED))))
                    .isTrue();
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Set<TopicPartition> partitions, IsolationLevel level) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        try {
            admin.listOffsets(latest, new ListOffsetsOptions(level))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return ends;
    }

    @Test
    void shouldRefuseATopicOfAnotherShape() throws Exception {
        start();
        topics.create(List.of(new Topics.Topic("tenants", 2, true, null)));

        assertThatThrownBy(() -> topics.create(List.of(new Topics.Topic("tenants", 1, true, null))))
                .hasMessageContaining("Expected the topic tenants")
                .hasMessageContaining("to have 1 partitions, but it has 2");
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
        return config.get(name).value();
    }

    private void commit(String value) {
        try (KafkaProducer<String, String> producer = transactional("test", 10_000)) {
            producer.initTransactions();
            producer.beginTransaction();
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(Topics.TENANTS, "key", value));
            producer.commitTransaction();
            assertThat(sent).isDone();
        }
    }

    private KafkaProducer<String, String> transactional(String id, int timeoutMillis) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.servers().toString(),
                        "transactional.id",
                        id,
                        "transaction.timeout.ms",
                        timeoutMillis,
                        "request.timeout.ms",
                        500,
                        "delivery.timeout.ms",
                        1_000,
                        "linger.ms",
                        0),
                new StringSerializer(),
                new StringSerializer());
    }

    private List<String> read(int count) throws InterruptedException {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.servers().toString(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(Topics.TENANTS, 0)));
            Await.until(LIMIT, () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return values;
    }
}
