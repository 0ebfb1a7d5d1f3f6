package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A service that starts before its broker waits for it, up but not ready, and then does its work. */
@QuarkusTest
@TestProfile(OutboxServiceProfile.class)
@QuarkusTestResource(
        value = KillableServers.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = KillableServers.LATE, value = "true"))
class LateKafkaQuarkusTest {

    private static final Duration READY = Duration.ofSeconds(60);

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
    void shouldBeUpAndNotReadyUntilItsBrokerIs() {
        // given a running application
        assertThat(health.getLiveness().isDown()).isFalse();
        assertThat(health.getReadiness().isDown()).isTrue();
        assertThat(health.getReadiness().getPayload().toString())
                .contains("\"kafka\":\"has not responded since the start\"");
        database.useTransaction(tx -> outbox.append(
                tx,
                List.of(new OutgoingMessage(
                        Topics.FLOW_WALKS, UUID.randomUUID(), "Greeting", "early".getBytes(StandardCharsets.UTF_8)))));

        // when
        kafka.restart();

        // then
        Await.until("ready", READY, () -> !health.getReadiness().isDown());
        Await.untilAsserted(READY, () -> assertThat(greetings.received).containsExactly("early"));
    }
}
