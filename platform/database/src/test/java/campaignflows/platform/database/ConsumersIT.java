package campaignflows.platform.database;

import static campaignflows.platform.database.TestEnvironment.keyOf;
import static campaignflows.platform.database.TestEnvironment.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.messaging.ConsumerLoop;
import campaignflows.platform.messaging.Relay;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedKafka;
import campaignflows.platform.testkit.PostgresResource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A consumer whose batches take effect in the database, killed at every step, overtaken and disconnected: each effect once and
 * in order.
 */
class ConsumersIT extends ConsumerFixture {
    @ParameterizedTest
    @EnumSource(ConsumerStep.class)
    void shouldLoseAndDoubleNothingWhenKilledAt(ConsumerStep step) throws Exception {
        // given
        produce(key, numbered("before-", 50));
        ConsumerLoop first = consumer(handler(), step(step, () -> {
            throw new TestEnvironment.Killed(step);
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
                ConsumerLoop successor = environment.consumer(NAME, "another-group", handler(), step -> {})) {
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
                    () -> environment
                                    .meters
                                    .get("campaignflows.consumer.lag")
                                    .gauge()
                                    .value()
                            > 0);

            // when
            heal.set(true);

            // then
            Await.until("the stuck one goes on", () -> effects(stuck).size() == 3);
            assertThat(effects(stuck)).isEqualTo(numbered("before-", 3));
            assertThat(consumer.isReady()).isTrue();
        }
    }

    @Test
    void shouldApplyEverythingOnceThoughTheBrokerIsRestartedInTheMiddle() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            // given
            EmbeddedKafka.createTopics(broker.bootstrapServers());
            TestEnvironment own = TestEnvironment.on(broker.bootstrapServers(), PostgresResource.freshDatabase());
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

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
