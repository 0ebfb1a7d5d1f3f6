package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A channel whose service starts with a topic that is there already: tenants as every service holds them in memory. */
@QuarkusTest
@QuarkusTestResource(value = SeededBroker.class, restrictToAnnotatedClass = true)
class TopicFollowerQuarkusTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // by SeededBroker
    EmbeddedKafka broker;

    @Inject
    TenantsFollower tenants;

    @Inject
    KafkaConnection kafka;

    @Inject
    SmallRyeHealthReporter health;

    @Test
    void shouldKnowTheLatestOfEachKeyOnceReadyAndFollowFromThere() {
        // when
        awaitReady();

        // then: also though the topic holds a record that has no key of ours
        assertThat(tenants.known).containsEntry(SeededBroker.KEPT, "new").doesNotContainKey(SeededBroker.REMOVED);
        assertThat(tenants.received).containsSubsequence("old", "new");
        assertThat(health.getReadiness().getPayload().toString())
                .contains("\"topic-tenants\":\"known\"")
                .doesNotContain("relay-");

        // when
        UUID key = UUID.randomUUID();
        put(key, "back");

        // then
        Await.untilAsserted(LIMIT, () -> assertThat(tenants.known).containsEntry(key, "back"));

        // when
        put(key, null);

        // then
        Await.untilAsserted(LIMIT, () -> assertThat(tenants.known).doesNotContainKey(key));
    }

    @Test
    void shouldSkipARecordThatItsListenerRefuses() {
        // when
        UUID refused = UUID.randomUUID();
        UUID next = UUID.randomUUID();
        put(refused, "refused");
        put(next, "good");

        // then
        Await.untilAsserted(LIMIT, () -> assertThat(tenants.known).containsEntry(next, "good"));
        assertThat(tenants.known).doesNotContainKey(refused);
        awaitReady();
    }

    @Test
    void shouldTakeABatchAgainThatALackOfMemoryInterrupts() {
        // given
        awaitReady();
        tenants.interrupted.set(true);

        // when
        UUID key = UUID.randomUUID();
        put(key, "after all");

        // then it is not ready meanwhile, and alive
        Await.until("not ready", LIMIT, () -> health.getReadiness().isDown());
        assertThat(health.getLiveness().isDown()).isFalse();

        // when
        tenants.interrupted.set(false);

        // then
        awaitReady();
        assertThat(tenants.known).containsEntry(key, "after all");
    }

    @Test
    void shouldFollowAgainAfterItsBrokerHasGone() {
        // given
        awaitReady();

        // when
        broker.stop();
        broker.restart();
        UUID key = UUID.randomUUID();
        put(key, "after");

        // then
        Await.untilAsserted(LIMIT, () -> assertThat(tenants.known).containsEntry(key, "after"));
        awaitReady();
        Await.until("alive", LIMIT, () -> !health.getLiveness().isDown());
    }

    private void awaitReady() {
        Await.until("ready", LIMIT, () -> !health.getReadiness().isDown());
    }

    private void put(UUID key, @org.jspecify.annotations.Nullable String value) {
        SeededBroker.put(kafka, key.toString(), value);
    }
}
