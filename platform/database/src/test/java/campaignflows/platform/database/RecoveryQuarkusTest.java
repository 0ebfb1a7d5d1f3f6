package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A whole service whose servers end under it: without a restart of its own it is ready again, and then does new work. */
@QuarkusTest
@TestProfile(OutboxServiceProfile.class)
@QuarkusTestResource(value = KillableServers.class, restrictToAnnotatedClass = true)
class RecoveryQuarkusTest {

    private static final Duration READY = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 4;

    @SuppressWarnings("NullAway.Init") // by KillableServers
    EmbeddedDatabase postgres;

    @SuppressWarnings("NullAway.Init") // by KillableServers
    EmbeddedKafka kafka;

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    @Inject
    Greetings greetings;

    @Inject
    SmallRyeHealthReporter health;

    @Test
    void shouldWorkAgainAfterTheDatabaseWasKilled() {
        // given
        greet("before the crash of the database");
        fillThePool();

        // when
        postgres.kill();
        Await.until("not ready", READY, () -> health.getReadiness().isDown());
        postgres.restart();

        // then
        Await.until("ready", READY, () -> !health.getReadiness().isDown());
        for (int i = 0; i < 20; i++) {
            greet("after the crash of the database " + i);
        }
    }

    @Test
    void shouldWorkAgainAfterTheBrokerHasGone() {
        // given
        greet("before the end of the broker");

        // when
        kafka.stop();
        send("while there is no broker", UUID.randomUUID());
        kafka.restart();

        // then
        Await.until("ready", READY, () -> !health.getReadiness().isDown());
        greet("after the end of the broker");
        assertThat(greetings.received).containsOnlyOnce("while there is no broker");
    }

    @Test
    void shouldNotBeReadyWhileAConsumerStandsStill() {
        // given
        greet("before the stall");

        // when
        greetings.fails.set(true);
        send("stuck", UUID.randomUUID());

        // then it says where
        Await.until("not ready", READY, () -> health.getReadiness().isDown());
        assertThat(health.getReadiness().getPayload().toString())
                .containsPattern("consumer=greetings topic=flow-walks partition=\\d+ position=\\d+ seconds=\\d+");

        // when
        greetings.fails.set(false);

        // then
        Await.until("ready", READY, () -> !health.getReadiness().isDown());
        Await.untilAsserted(READY, () -> assertThat(greetings.received).containsOnlyOnce("stuck"));
    }

    /** Ready, a greeting goes through the outbox, the relay, the topic and the consumer, and to the follower of another. */
    private void greet(String text) {
        Await.until("ready", READY, () -> !health.getReadiness().isDown());
        UUID tenant = UUID.randomUUID();
        send(text, tenant);
        Await.untilAsserted(READY, () -> {
            assertThat(greetings.received).containsOnlyOnce(text);
            assertThat(greetings.known).containsEntry(tenant, text);
        });
    }

    private void send(String text, UUID tenant) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        database.useTransaction(tx -> outbox.append(
                tx,
                List.of(
                        new OutgoingMessage(Topics.FLOW_WALKS, UUID.randomUUID(), "Greeting", bytes),
                        new OutgoingMessage(Topics.TENANTS, tenant, null, bytes))));
    }

    /** So that many connections are there to be dead. */
    private void fillThePool() {
        var all = new CountDownLatch(CONNECTIONS);
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                threads.execute(() -> database.<@Nullable Void>read(tx -> {
                    all.countDown();
                    try {
                        all.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    tx.query("select 1").execute();
                    return null;
                }));
            }
        }
    }
}
