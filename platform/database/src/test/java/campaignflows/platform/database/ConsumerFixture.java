package campaignflows.platform.database;

import static campaignflows.platform.database.TestEnvironment.keyOf;
import static campaignflows.platform.database.TestEnvironment.numbered;

import campaignflows.platform.contracts.MalformedMessageException;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.ConsumerLoop;
import campaignflows.platform.messaging.MalformedRecordException;
import campaignflows.platform.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;

/** A consumer whose batches take effect in the database: a row for each message. */
abstract class ConsumerFixture {
    static final String NAME = "consumer-under-test";

    final TestEnvironment environment = TestEnvironment.fresh();
    final UUID key = keyOf(0);

    @BeforeEach
    void createTheTableOfEffects() {
        environment.database.useTransaction(
                tx -> tx.query("create table effect (n serial primary key, key text, value text)")
                        .execute());
    }

    ConsumerLoop consumer(BatchHandler<String> handler, Consumer<ConsumerStep> steps) {
        return environment.consumer(NAME, NAME, handler, steps);
    }

    static Consumer<ConsumerStep> step(ConsumerStep step, Runnable action) {
        return reached -> {
            if (reached == step) {
                action.run();
            }
        };
    }

    void produce(UUID to, List<String> texts) {
        try (KafkaProducer<String, byte[]> producer =
                environment.kafka.transactionalProducer("test-" + UUID.randomUUID())) {
            producer.initTransactions();
            producer.beginTransaction();
            texts.forEach(
                    text -> producer.send(new ProducerRecord<>(TestEnvironment.TOPIC, to.toString(), utf8(text))));
            producer.commitTransaction();
        }
    }

    List<String> effects(UUID of) {
        return effects(environment, of);
    }

    static List<String> effects(TestEnvironment environment, UUID of) {
        return environment.database.read(tx -> tx.query("select value from effect where key = :key order by n")
                .bind("key", of.toString())
                .list(row -> row.text("value")));
    }

    Map<Integer, Long> positions() {
        Map<Integer, Long> positions = new HashMap<>();
        environment
                .database
                .read(tx -> tx.query("select partition, position from consumer_positions where consumer = :consumer")
                        .bind("consumer", NAME)
                        .list(row -> Map.entry(row.integer("partition"), row.bigint("position"))))
                .forEach(position -> positions.put(position.getKey(), position.getValue()));
        return positions;
    }

    void awaitPositionsAtEnd() throws InterruptedException {
        Map<Integer, Long> ends = new HashMap<>();
        environment.ends(TestEnvironment.TOPIC).forEach((partition, end) -> ends.put(partition.partition(), end));
        Await.until("the positions are at the end", () -> positions().equals(ends));
    }

    static List<String> beforeAndAfter(int count) {
        List<String> texts = new ArrayList<>(numbered("before-", count));
        texts.addAll(numbered("after-", count));
        return texts;
    }

    static EffectHandler handler() {
        return new EffectHandler();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Writes a row per message. Knows a malformed text, an unknown one, and one that it refuses. */
    static class EffectHandler implements BatchHandler<String> {
        @Override
        public Optional<String> decode(ConsumedRecord record) {
            byte[] value = record.value();
            String text = value == null ? "malformed" : text(value);
            return switch (text) {
                case "malformed" -> throw new MalformedMessageException("not a message", null);
                case "unknown" -> Optional.empty();
                default -> Optional.of(text);
            };
        }

        @Override
        public void apply(Tx tx, List<Received<String>> batch) {
            for (Received<String> received : batch) {
                if (received.message().equals("refused")) {
                    throw new MalformedRecordException(received.record(), "refers to nothing");
                }
                tx.query("insert into effect (key, value) values (:key, :value)")
                        .bind("key", received.record().key())
                        .bind("value", received.message())
                        .execute();
            }
        }
    }
}
