package campaignflows.platform.database;

import static campaignflows.platform.database.TestEnvironment.keyOf;
import static campaignflows.platform.database.TestEnvironment.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.Relay;
import campaignflows.platform.messaging.RelayStep;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.EmbeddedKafka;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The relay, killed at every step, doubled, fenced, and cut off from its servers: each message once and in order. */
class RelayIT {

    private static final int SHARD = 2;

    private static String bootstrapServers = "";

    private final TestEnvironment environment = TestEnvironment.on(bootstrapServers);
    private final UUID key = keyOf(SHARD);

    @BeforeAll
    static void startServers() {
        bootstrapServers = KafkaResource.freshTopics();
    }

    @ParameterizedTest
    @EnumSource(RelayStep.class)
    void shouldLoseAndDoubleNothingWhenKilledAt(RelayStep step) throws Exception {
        // given
        environment.append(key, numbered("before-", 20));
        Relay first = environment.relay(SHARD, killOnceAt(step));
        first.start();
        Await.until("the first relay is killed", first::crashed);

        // when
        environment.append(key, numbered("after-", 20));
        try (Relay second = environment.relay(SHARD, anyStep -> {})) {
            second.start();
            environment.awaitEmptyOutbox();
        }

        // then
        assertThat(environment.committed(TestEnvironment.TOPIC)).containsEntry(key.toString(), beforeAndAfter(20));
    }

    @ParameterizedTest
    @EnumSource(
            value = RelayStep.class,
            names = {"LOCKED", "FENCED_PREDECESSOR", "SETTLED", "COMMITTED"})
    void shouldLoseAndDoubleNothingWhenItsSuccessorIsKilledAt(RelayStep step) throws Exception {
        // given a relay killed where it has published but not deleted
        environment.append(key, numbered("before-", 20));
        Relay first = environment.relay(SHARD, killOnceAt(RelayStep.COMMITTED));
        first.start();
        Await.until("the first relay is killed", first::crashed);
        environment.append(key, numbered("after-", 20));
        Relay second = environment.relay(SHARD, killOnceAt(step));
        second.start();
        Await.until("the second relay is killed", second::crashed);

        // when
        try (Relay third = environment.relay(SHARD, anyStep -> {})) {
            third.start();
            environment.awaitEmptyOutbox();
        }

        // then
        assertThat(environment.committed(TestEnvironment.TOPIC)).containsEntry(key.toString(), beforeAndAfter(20));
    }

    @Test
    void shouldSettleACommitOfUnknownOutcomeByTheRecordOfPublishedRows() throws Exception {
        // given
        var failed = new AtomicBoolean();
        Relay relay = environment.relay(SHARD, step -> {
            if (step == RelayStep.COMMITTED && failed.compareAndSet(false, true)) {
                throw new TimeoutException("the answer to the commit was lost");
            }
        });

        // when
        try (relay) {
            environment.append(key, numbered("before-", 20));
            relay.start();
            Await.until("the commit's answer was lost", failed::get);
            environment.append(key, numbered("after-", 20));
            environment.awaitEmptyOutbox();
        }

        // then
        assertThat(environment.committed(TestEnvironment.TOPIC)).containsEntry(key.toString(), beforeAndAfter(20));
    }

    @Test
    void shouldPublishARowThatHasAKnownIdAgain() throws Exception {
        // given a relay killed where it has published but not deleted, and a database that forgets that commit
        environment.append(key, numbered("before-", 20));
        Relay first = environment.relay(SHARD, killOnceAt(RelayStep.COMMITTED));
        first.start();
        Await.until("the first relay is killed", first::crashed);
        long id = environment.forgetNewestRow(SHARD);

        // when the id is drawn again
        environment.append(key, numbered("after-", 20));
        assertThat(environment.ids(SHARD)).contains(id);
        try (Relay second = environment.relay(SHARD, anyStep -> {})) {
            second.start();
            environment.awaitEmptyOutbox();
        }

        // then
        assertThat(environment.committed(TestEnvironment.TOPIC)).containsEntry(key.toString(), beforeAndAfter(20));
    }

    @Test
    void shouldLetOneOfTwoRelaysHoldAShardAndTheOtherTakeOver() throws Exception {
        // given
        Relay first = environment.relay(SHARD, step -> {});
        Relay second = environment.relay(SHARD, step -> {});
        first.start();
        Await.until("the first runs", () -> first.state() == Relay.State.RUNNING);
        second.start();
        Await.until("the second waits", () -> second.state() == Relay.State.STANDBY);
        environment.append(key, numbered("before-", 20));
        environment.awaitEmptyOutbox();
        assertThat(second.state()).isEqualTo(Relay.State.STANDBY);

        // when
        first.close();

        // then
        Await.until("the second runs", () -> second.state() == Relay.State.RUNNING);
        environment.append(key, numbered("after-", 20));
        environment.awaitEmptyOutbox();
        second.close();
        assertThat(environment.committed(TestEnvironment.TOPIC)).containsEntry(key.toString(), beforeAndAfter(20));
        assertThat(first.state()).isEqualTo(Relay.State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource(
            value = RelayStep.class,
            names = {"LOCKED", "FENCED_PREDECESSOR", "SETTLED", "ROWS_READ", "SENT", "COMMITTED"})
    void shouldFenceAZombieThatLostItsLockAt(RelayStep step) throws Exception {
        // given a relay that hangs, and whose connection and with it whose lock are gone
        environment.append(key, numbered("before-", 20));
        var hangs = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var once = new AtomicBoolean();
        Relay zombie = environment.relay(SHARD, reached -> {
            if (reached == step && once.compareAndSet(false, true)) {
                hangs.countDown();
                awaitUninterruptibly(goOn);
            }
        });
        zombie.start();
        assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();
        terminateLockHolders();

        // when another takes over, works, and the zombie wakes up
        try (zombie;
                Relay successor = environment.relay(SHARD, reached -> {})) {
            successor.start();
            Await.until("the successor runs", () -> successor.state() == Relay.State.RUNNING);
            environment.append(key, numbered("after-", 10));
            environment.awaitEmptyOutbox();
            goOn.countDown();
            Await.until(
                    "one of them runs, the other waits",
                    () -> (zombie.state() == Relay.State.STANDBY && successor.state() == Relay.State.RUNNING)
                            || (zombie.state() == Relay.State.RUNNING && successor.state() == Relay.State.STANDBY));
            environment.append(key, numbered("last-", 10));
            environment.awaitEmptyOutbox();
        }

        // then
        List<String> expected = new ArrayList<>(numbered("before-", 20));
        expected.addAll(numbered("after-", 10));
        expected.addAll(numbered("last-", 10));
        assertThat(environment.committed(TestEnvironment.TOPIC)).containsEntry(key.toString(), expected);
    }

    @Test
    void shouldPublishRowsOfANewDatabaseThoughAFormerOnesIdsAreRecorded() throws Exception {
        // given a database whose rows 1 to 5 are recorded as published
        TestEnvironment former = TestEnvironment.on(bootstrapServers);
        former.append(key, numbered("before-", 5));
        try (Relay relay = former.relay(SHARD, step -> {})) {
            relay.start();
            former.awaitEmptyOutbox();
        }

        // when
        environment.append(key, numbered("after-", 5));
        try (Relay relay = environment.relay(SHARD, step -> {})) {
            relay.start();
            environment.awaitEmptyOutbox();
        }

        // then
        assertThat(environment.committed(TestEnvironment.TOPIC)).containsEntry(key.toString(), beforeAndAfter(5));
    }

    @Test
    void shouldPublishNothingWhenTheOutboxWasWrittenWithOtherShards() {
        // given
        environment.database.useTransaction(
                tx -> tx.query("insert into outbox_setup (shards) values (8)").execute());
        environment.append(key, numbered("before-", 1));

        // when
        try (Relay relay = environment.relay(SHARD, step -> {})) {
            relay.start();

            // then
            Await.until("the relay fails", () -> relay.state() == Relay.State.FAILING);
            assertThat(relay.isReady()).isFalse();
            assertThat(environment.outboxRows()).isEqualTo(1);
        }
    }

    @Test
    void shouldWriteOneTransactionPerBatchAndNoneForWhatWasRolledBack() throws Exception {
        // given
        // participant is the first of the services, so that its shards are the first partitions
        var positions = new TopicPartition(Topics.OUTBOX_POSITIONS, SHARD);
        try (Relay relay = environment.relay(SHARD, step -> {})) {
            relay.start();
            Await.until("it runs", () -> relay.state() == Relay.State.RUNNING);
            long before = environment.ends(Topics.OUTBOX_POSITIONS).getOrDefault(positions, -1L);

            // when
            assertThatThrownBy(() -> environment.database.useTransaction(tx -> {
                        environment.outbox.append(tx, List.of(TestEnvironment.message(key, "never")));
                        throw new IllegalStateException("changed its mind");
                    }))
                    .hasMessage("changed its mind");
            environment.append(key, List.of("once"));
            environment.awaitEmptyOutbox();

            // then the record and the marker of one transaction are all there is
            assertThat(environment.ends(Topics.OUTBOX_POSITIONS)).containsEntry(positions, before + 2);
        }
        assertThat(environment.committed(TestEnvironment.TOPIC)).containsEntry(key.toString(), List.of("once"));
    }

    @Test
    void shouldPublishEverythingOnceThoughTheBrokerIsRestartedInTheMiddle() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            // given
            EmbeddedKafka.createTopics(broker.bootstrapServers());
            TestEnvironment own = TestEnvironment.on(broker.bootstrapServers(), PostgresResource.freshDatabase());
            try (Relay relay = own.relay(SHARD, step -> {})) {
                relay.start();
                own.append(key, numbered("before-", 200));

                // when
                broker.stop();
                own.append(key, numbered("after-", 200));
                broker.restart();

                // then
                own.awaitEmptyOutbox();
                assertThat(own.committed(TestEnvironment.TOPIC)).containsEntry(key.toString(), beforeAndAfter(200));
            }
        }
    }

    @Test
    void shouldPublishEverythingOnceThoughTheDatabaseIsRestartedInTheMiddle() throws Exception {
        try (EmbeddedDatabase server = EmbeddedDatabase.start()) {
            // given
            TestEnvironment own = TestEnvironment.on(bootstrapServers, server.newDatabase());
            try (Relay relay = own.relay(SHARD, step -> {})) {
                relay.start();
                own.append(key, numbered("before-", 200));

                // when
                server.stop();
                server.restart();
                own.append(key, numbered("after-", 200));

                // then
                own.awaitEmptyOutbox();
                assertThat(own.committed(TestEnvironment.TOPIC)).containsEntry(key.toString(), beforeAndAfter(200));
            }
        }
    }

    private static List<String> beforeAndAfter(int count) {
        List<String> texts = new ArrayList<>(numbered("before-", count));
        texts.addAll(numbered("after-", count));
        return texts;
    }

    private static Consumer<RelayStep> killOnceAt(RelayStep step) {
        return reached -> {
            if (reached == step) {
                throw new TestEnvironment.Killed(step);
            }
        };
    }

    private void terminateLockHolders() {
        environment.database.useTransaction(tx -> tx.query("""
                        select pg_terminate_backend(pid) from pg_locks
                         where locktype = 'advisory'
                           and database = (select oid from pg_database where datname = current_database())
                        """).execute());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
