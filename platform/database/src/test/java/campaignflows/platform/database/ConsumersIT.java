package campaignflows.platform.database;

import static campaignflows.platform.database.TestWorld.keyOf;
import static campaignflows.platform.database.TestWorld.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.MalformedMessageException;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.ConsumerLoop;
import campaignflows.platform.messaging.MalformedRecordException;
import campaignflows.platform.messaging.Relay;
import campaignflows.platform.messaging.Shards;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedKafka;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A consumer whose batches take effect in the database, killed at every step, outrun, fed with rubbish and cut off: each effect once and in order. */
class ConsumersIT {

    private static final String NAME = "consumer-under-test";

    private final TestWorld world = TestWorld.fresh();
    private final UUID key = keyOf(0);

    @BeforeEach
    void createTheTableOfEffects() {
        world.database.useTransaction(tx -> tx.query("create table effect (n serial primary key, key text, value text)")
                .execute());
    }

    @ParameterizedTest
    @EnumSource(ConsumerStep.class)
    void shouldLoseAndDoubleNothingWhenKilledAt(ConsumerStep step) throws Exception {
        // given
        produce(key, numbered("before-", 50));
        ConsumerLoop first = consumer(handler(), step(step, () -> {
            throw new TestWorld.Killed(step);
        }));
        first.start();
        Await.until("the first is killed", () -> first.stopped().isPresent());

        // when
        produce(key, numbered("after-", 50));
        try (ConsumerLoop second = consumer(handler(), any -> {})) {
            second.start();
            Await.until("all effects are there", () -> effects(key).size() >= 100);
            awaitPositionsAtEnd();
        }

        // then
        assertThat(effects(key)).isEqualTo(beforeAndAfter(50));
    }

    @ParameterizedTest
    @EnumSource(ConsumerStep.class)
    void shouldGoOnByItselfWhenABatchFailsAt(ConsumerStep step) throws Exception {
        // given
        produce(key, numbered("before-", 50));
        var failed = new AtomicBoolean();
        try (ConsumerLoop consumer = consumer(handler(), step(step, () -> {
            if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("failed at " + step);
            }
        }))) {
            // when
            consumer.start();
            produce(key, numbered("after-", 50));
            Await.until("all effects are there", () -> effects(key).size() >= 100);
            awaitPositionsAtEnd();
        }

        // then
        assertThat(failed).isTrue();
        assertThat(effects(key)).isEqualTo(beforeAndAfter(50));
    }

    @Test
    void shouldChangeNothingAsAZombieWhosePartitionsAnotherHasTaken() throws Exception {
        // given a consumer that hangs with a batch in hand
        produce(key, numbered("before-", 50));
        var hangs = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        ConsumerLoop zombie = consumer(handler(), step(ConsumerStep.BEFORE_TRANSACTION, () -> {
            if (hangs.getCount() > 0) {
                hangs.countDown();
                await(goOn);
            }
        }));
        zombie.start();
        assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();

        // when another one that the zombie knows nothing of handles it all (as after a rebalance), and the zombie wakes
        // up
        try (zombie;
                ConsumerLoop successor = world.consumer(NAME, "another-group", handler(), step -> {})) {
            successor.start();
            Await.until("the successor has handled it", () -> effects(key).size() == 50);
            goOn.countDown();
            produce(key, numbered("after-", 50));
            Await.until("all effects are there", () -> effects(key).size() >= 100);
            awaitPositionsAtEnd();
        }

        // then
        assertThat(effects(key)).isEqualTo(beforeAndAfter(50));
    }

    @Test
    void shouldSendMalformedRecordsToTheDeadLettersAndSkipUnknownTypes() throws Exception {
        // given what cannot be read, what cannot be applied, and what is of no known type
        produce(key, List.of("good-1", "malformed", "good-2", "refused", "unknown", "good-3"));

        // when
        try (ConsumerLoop consumer = consumer(handler(), step -> {});
                Relay relay = world.relay(0, step -> {})) {
            consumer.start();
            relay.start();
            Await.until("all effects are there", () -> effects(key).size() == 3);
            awaitPositionsAtEnd();
            world.awaitEmptyOutbox();
        }

        // then
        assertThat(effects(key)).containsExactly("good-1", "good-2", "good-3");
        String deadLetters = TestWorld.TOPIC + Topics.DEAD_LETTER_SUFFIX;
        assertThat(world.committed(deadLetters)).containsEntry(key.toString(), List.of("malformed", "refused"));
        assertThat(world.records(deadLetters))
                .extracting(record ->
                        text(record.headers().lastHeader("dead-letter-reason").value()))
                .containsExactly("not a message", "refers to nothing");
        assertThat(world.meters.get("campaignflows.consumer.skipped").counter().count())
                .isEqualTo(1);
        assertThat(world.meters
                        .get("campaignflows.consumer.dead.letters")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void shouldNotHoldUpOtherPartitionsWhenOneCannotGoOn() throws Exception {
        // given
        UUID stuck = keyOf(1);
        var heal = new AtomicBoolean();
        var handler = new EffectHandler() {
            @Override
            public void apply(Tx tx, List<Received<String>> batch) {
                if (!heal.get()
                        && batch.stream()
                                .anyMatch(
                                        m -> stuck.toString().equals(m.record().key()))) {
                    throw new IllegalStateException("a neighbour is away");
                }
                super.apply(tx, batch);
            }
        };
        produce(stuck, numbered("before-", 3));
        produce(key, numbered("before-", 3));
        try (ConsumerLoop consumer = consumer(handler, step -> {})) {
            // when
            consumer.start();

            // then
            Await.until("the other goes on", () -> effects(key).size() == 3);
            produce(key, numbered("after-", 3));
            Await.until("the other goes on", () -> effects(key).size() == 6);
            assertThat(effects(stuck)).isEmpty();
            Await.until(
                    "the lag is known",
                    () -> world.meters.get("campaignflows.consumer.lag").gauge().value() > 0);

            // when
            heal.set(true);

            // then
            Await.until("the stuck one goes on", () -> effects(stuck).size() == 3);
            assertThat(effects(stuck)).isEqualTo(numbered("before-", 3));
            assertThat(consumer.isReady()).isTrue();
        }
    }

    @Test
    void shouldMoveItsPositionPastMarkersThoughNoRecordsFollow() throws Exception {
        // given records whose last offset is the marker of their transaction, and an aborted one
        try (KafkaProducer<String, byte[]> producer = world.kafka.transactionalProducer("aborting")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TestWorld.TOPIC, 3, key.toString(), utf8("committed")));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TestWorld.TOPIC, 3, key.toString(), utf8("aborted")));
            producer.flush();
            producer.abortTransaction();
        }

        // when
        try (ConsumerLoop consumer = consumer(handler(), step -> {})) {
            consumer.start();
            awaitPositionsAtEnd();
        }

        // then
        assertThat(positions()).containsEntry(3, 4L);
        assertThat(effects(key)).containsExactly("committed");
    }

    @Test
    void shouldStopLoudlyWhenTheTopicWasCreatedAnew() throws Exception {
        // given
        produce(key, numbered("before-", 3));
        try (ConsumerLoop consumer = consumer(handler(), step -> {})) {
            consumer.start();
            Await.until("all effects are there", () -> effects(key).size() == 3);
        }

        // when
        KafkaResource.freshTopics();
        try (ConsumerLoop consumer = consumer(handler(), step -> {})) {
            consumer.start();

            // then
            Await.until("it stops", () -> consumer.stopped().isPresent());
            assertThat(consumer.stopped().orElse("")).contains("was deleted and created again");
            assertThat(consumer.isReady()).isFalse();
        }
    }

    @Test
    void shouldStopLoudlyWhenItsNextRecordsAreGone() throws Exception {
        // given a consumer that was away until the retention took what it had not read
        produce(key, numbered("before-", 3));
        try (ConsumerLoop consumer = consumer(handler(), step -> {})) {
            consumer.start();
            Await.until("all effects are there", () -> effects(key).size() == 3);
            awaitPositionsAtEnd();
        }
        produce(key, numbered("lost-", 3));
        var partition = new TopicPartition(TestWorld.TOPIC, Shards.partitionOf(key.toString()));
        try (Admin admin = world.kafka.admin("retention")) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }

        // when
        try (ConsumerLoop consumer = consumer(handler(), step -> {})) {
            consumer.start();

            // then
            Await.until("it stops", () -> consumer.stopped().isPresent());
            assertThat(consumer.stopped().orElse("")).contains("out of range");
            assertThat(consumer.isReady()).isFalse();
        }
    }

    @Test
    void shouldApplyEverythingOnceThoughTheBrokerIsRestartedInTheMiddle() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            // given
            EmbeddedKafka.createTopics(broker.bootstrapServers());
            TestWorld own = TestWorld.on(broker.bootstrapServers(), PostgresResource.freshDatabase());
            own.database.useTransaction(
                    tx -> tx.query("create table effect (n serial primary key, key text, value text)")
                            .execute());
            try (Relay relay = own.relay(0, step -> {});
                    ConsumerLoop consumer = own.consumer(NAME, handler())) {
                relay.start();
                consumer.start();
                own.append(key, numbered("before-", 100));
                Await.until("effects begin", () -> !effects(own, key).isEmpty());

                // when
                broker.stop();
                own.append(key, numbered("after-", 100));
                broker.restart();

                // then
                Await.until(
                        "all effects are there",
                        java.time.Duration.ofSeconds(60),
                        () -> effects(own, key).size() >= 200);
                assertThat(effects(own, key)).isEqualTo(beforeAndAfter(100));
            }
        }
    }

    private ConsumerLoop consumer(BatchHandler<String> handler, Consumer<ConsumerStep> steps) {
        return world.consumer(NAME, NAME, handler, steps);
    }

    private static Consumer<ConsumerStep> step(ConsumerStep step, Runnable action) {
        return reached -> {
            if (reached == step) {
                action.run();
            }
        };
    }

    private void produce(UUID to, List<String> texts) {
        try (KafkaProducer<String, byte[]> producer = world.kafka.transactionalProducer("test-" + UUID.randomUUID())) {
            producer.initTransactions();
            producer.beginTransaction();
            texts.forEach(text -> producer.send(new ProducerRecord<>(TestWorld.TOPIC, to.toString(), utf8(text))));
            producer.commitTransaction();
        }
    }

    private List<String> effects(UUID of) {
        return effects(world, of);
    }

    private static List<String> effects(TestWorld world, UUID of) {
        return world.database.read(tx -> tx.query("select value from effect where key = :key order by n")
                .bind("key", of.toString())
                .list(row -> row.text("value")));
    }

    private Map<Integer, Long> positions() {
        Map<Integer, Long> positions = new HashMap<>();
        world.database
                .read(tx -> tx.query("select partition, position from consumer_positions where consumer = :consumer")
                        .bind("consumer", NAME)
                        .list(row -> Map.entry(row.integer("partition"), row.bigint("position"))))
                .forEach(position -> positions.put(position.getKey(), position.getValue()));
        return positions;
    }

    private void awaitPositionsAtEnd() throws InterruptedException {
        Map<Integer, Long> ends = new HashMap<>();
        world.ends(TestWorld.TOPIC).forEach((partition, end) -> ends.put(partition.partition(), end));
        Await.until("the positions are at the end", () -> positions().equals(ends));
    }

    private static List<String> beforeAndAfter(int count) {
        List<String> texts = new ArrayList<>(numbered("before-", count));
        texts.addAll(numbered("after-", count));
        return texts;
    }

    private static EffectHandler handler() {
        return new EffectHandler();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes a row per message. Knows a malformed text, an unknown one, and one that it refuses. */
    private static class EffectHandler implements BatchHandler<String> {
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
