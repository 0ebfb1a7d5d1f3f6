package campaignflows.platform.messaging;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.testkit.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A broker of the test's own, whose tenants were written before the application starts. */
public final class SeededBroker implements QuarkusTestResourceLifecycleManager {

    static final UUID KEPT = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    static final UUID REMOVED = UUID.fromString("0198c0de-0000-7000-8000-000000000002");

    private @Nullable EmbeddedKafka kafka;

    @Override
    public Map<String, String> start() {
        EmbeddedKafka broker = EmbeddedKafka.start();
        kafka = broker;
        EmbeddedKafka.createTopics(broker.bootstrapServers());
        KafkaConnection connection = KafkaConnection.of(broker.bootstrapServers());
        put(connection, KEPT.toString(), "old");
        put(connection, REMOVED.toString(), "gone");
        put(connection, "not an id", "malformed");
        put(connection, KEPT.toString(), "new");
        put(connection, REMOVED.toString(), null);
        return Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "quarkus.log.category.\"kafka\".level",
                "ERROR",
                "quarkus.log.category.\"state.change.logger\".level",
                "ERROR",
                "quarkus.log.category.\"org.apache.kafka\".level",
                "ERROR");
    }

    static void put(KafkaConnection kafka, String key, @Nullable String value) {
        try (KafkaProducer<String, byte[]> producer = kafka.transactionalProducer("test-" + UUID.randomUUID())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                    Topics.TENANTS, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
            producer.commitTransaction();
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(kafka, new TestInjector.MatchesType(EmbeddedKafka.class));
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }
}
