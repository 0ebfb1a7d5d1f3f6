package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.KafkaConnection;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.messaging.Shards;
import campaignflows.platform.messaging.StopSignal;
import campaignflows.platform.messaging.TopicEnds;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each part by itself when its server is killed under it, or is not there yet. */
class RecoveryIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final EmbeddedDatabase postgres = EmbeddedDatabase.start();
    private static final EmbeddedKafka broker = EmbeddedKafka.start();

    private final EmbeddedDatabase.Address address = postgres.newDatabase();
    private final TestEnvironment environment = TestEnvironment.on(broker.bootstrapServers(), address);
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void createTopics() {
        EmbeddedKafka.createTopics(broker.bootstrapServers());
    }

    @AfterAll
    static void stopServers() {
        broker.close();
        postgres.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void shouldPublishAndConsumeAfterEachServerWasKilled() throws Exception {
        // given
        var effects = new Effects();
        var relays = keep(environment.relays());
        var consumer = keep(environment.consumer("recovering", effects));
        var ends = keep(new TopicEnds(environment.kafka));
        relays.start();
        consumer.start();
        UUID key = TestEnvironment.keyOf(2);
        List<String> expected = new ArrayList<>();
        for (String moment : List.of("before", "after the database", "after the broker")) {
            if (moment.equals("after the database")) {
                postgres.kill();
                postgres.restart();
            } else if (moment.equals("after the broker")) {
                broker.stop();
                broker.restart();
            }
            // when
            Await.until("all work " + moment, LIMIT, () -> relays.isReady() && consumer.isReady());
            expected.add(moment);
            Await.until("replicas are listened to " + moment, LIMIT, this::isListenedTo);
            environment.database.useTransaction(tx -> environment.outbox.append(
                    tx,
                    List.of(
                            TestEnvironment.message(key, moment),
                            new OutgoingMessage(Topics.TENANTS, key, null, moment.getBytes(StandardCharsets.UTF_8)))));

            // then
            Await.untilAsserted(LIMIT, () -> {
                assertThat(effects.applied(key)).containsExactlyElementsOf(expected);
                assertThat(ends.of(Topics.TENANTS).get(0)).isPositive();
            });
        }
        Await.until(
                "nothing stands still",
                LIMIT,
                () -> relays.stalled(Duration.ofSeconds(1)).isEmpty()
                        && consumer.stalled(Duration.ofSeconds(1)).isEmpty());
    }

    @Test
    void shouldTellWhereABatchStandsStillUntilItGetsOn() throws Exception {
        // given a consumer whose one batch fails
        UUID key = TestEnvironment.keyOf(3);
        int partition = Shards.partitionOf(key.toString());
        var effects = new Effects();
        effects.fails.set(true);
        var relays = keep(environment.relays());
        var consumer = keep(environment.consumer("failing", effects));
        relays.start();
        consumer.start();
        Await.until("joined", LIMIT, consumer::isReady);

        // when
        environment.append(key, List.of("stuck"));

        // then
        Await.until(
                "reported",
                LIMIT,
                () -> consumer.stalled(Duration.ofSeconds(2)).stream()
                        .anyMatch(one -> one.what()
                                .startsWith("consumer=failing topic=" + TestEnvironment.TOPIC + " partition="
                                        + partition + " position=")));

        // when
        effects.fails.set(false);

        // then
        Await.until(
                "gets on",
                LIMIT,
                () -> consumer.stalled(Duration.ZERO).isEmpty()
                        && effects.applied(key).contains("stuck"));
    }

    @Test
    void shouldTellOfABatchThatHangs() throws Exception {
        // given
        UUID key = TestEnvironment.keyOf(1);
        var effects = new Effects();
        var goOn = new CountDownLatch(1);
        effects.before = goOn;
        var relays = keep(environment.relays());
        var consumer = keep(environment.consumer("hanging", effects));
        relays.start();
        consumer.start();

        // when
        environment.append(key, List.of("hangs"));

        // then
        Await.until(
                "reported",
                LIMIT,
                () -> consumer.stalled(Duration.ofSeconds(1)).stream()
                        .anyMatch(one -> one.what().contains("partition=" + Shards.partitionOf(key.toString()) + " ")));
        goOn.countDown();
        Await.until("applied", LIMIT, () -> effects.applied(key).contains("hangs"));
    }

    @Test
    void shouldTellOfAnOutboxThatDoesNotDrain() throws Exception {
        // given rows whose broker is away
        var away = KafkaConnection.of("127.0.0.1:1");
        var relays = keep(environment.relays(away));
        relays.start();
        environment.append(TestEnvironment.keyOf(1), List.of("waits"));

        // then
        Await.until(
                "reported",
                LIMIT,
                () -> relays.stalled(Duration.ofSeconds(1)).stream()
                        .anyMatch(one -> one.what().startsWith("outbox shard=1 id=")));
    }

    @Test
    void shouldWaitForTheDatabaseAtTheStart() throws Exception {
        // given
        postgres.kill();
        var reached = new AtomicBoolean();
        Thread start = Thread.ofVirtual().start(() -> {
            DatabaseWait.await(environment.connections, LIMIT, new StopSignal());
            reached.set(true);
        });
        assertThat(start.join(Duration.ofMillis(700))).isFalse();

        // when
        postgres.restart();

        // then
        assertThat(start.join(LIMIT)).isTrue();
        assertThat(reached).isTrue();
    }

    @Test
    void shouldSayWhatToLookAtWhenTheDatabaseNeverAnswers() {
        var wrong = environment.connections("127.0.0.1", 1, "secret-word");
        assertThatThrownBy(() -> DatabaseWait.await(wrong, Duration.ofSeconds(1), new StopSignal()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "Expected the database to take a connection within 1 s, but it did not (Connection refused")
                .hasMessageContaining("QUARKUS_DATASOURCE_JDBC_URL")
                .hasMessageNotContaining("secret-word");
    }

    @Test
    void shouldEndTheWaitForTheDatabaseAtOnceWhenTheServiceIsStopped() throws Exception {
        // given
        var away = environment.connections("127.0.0.1", 1, "secret-word");
        var stop = new StopSignal();
        var failure = new AtomicReference<Throwable>();
        Thread start = Thread.ofVirtual().start(() -> {
            try {
                DatabaseWait.await(away, Duration.ofHours(1), stop);
            } catch (IllegalStateException e) {
                failure.set(e);
            }
        });
        assertThat(start.join(Duration.ofMillis(700))).isFalse();

        // when
        stop.stop();

        // then
        assertThat(start.join(LIMIT)).isTrue();
        assertThat(failure.get()).hasMessage("The service was stopped while it waited for the database");
    }

    private boolean isListenedTo() {
        return environment.database.<Boolean>read(
                tx -> tx.query("""
                        select exists (select from pg_stat_activity
                                        where datname = current_database() and query = 'listen outbox_written') as listens
                        """).one(row -> row.bool("listens")).orElseThrow());
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.addFirst(part);
        return part;
    }

    /** Applies to a list, and may fail or hang. */
    private static final class Effects implements BatchHandler<ConsumedRecord> {
        private final Map<String, List<String>> byKey = new ConcurrentHashMap<>();
        private final AtomicBoolean fails = new AtomicBoolean();
        private CountDownLatch before = new CountDownLatch(0);

        List<String> applied(UUID key) {
            return byKey.getOrDefault(key.toString(), List.of());
        }

        @Override
        public Optional<ConsumedRecord> decode(ConsumedRecord record) {
            return Optional.of(record);
        }

        @Override
        public void apply(Tx tx, List<Received<ConsumedRecord>> batch) {
            if (fails.get()) {
                throw new IllegalStateException("fails on purpose");
            }
            try {
                before.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            batch.forEach(received -> byKey.computeIfAbsent(
                            String.valueOf(received.record().key()), any -> new CopyOnWriteArrayList<>())
                    .add(new String(received.record().value(), StandardCharsets.UTF_8)));
        }
    }
}
