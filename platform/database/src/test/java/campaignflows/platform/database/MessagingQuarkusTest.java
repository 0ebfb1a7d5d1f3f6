package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The parts as a service gets them: injected, started, watched. */
@QuarkusTest
@TestProfile(OutboxServiceProfile.class)
@QuarkusTestResource(value = PostgresResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
class MessagingQuarkusTest {

    @Inject
    Database database;

    @Inject
    @Identifier("work")
    Database work;

    @Inject
    @Identifier("applier")
    Database applier;

    @Inject
    Outbox outbox;

    @Inject
    Greetings greetings;

    @Inject
    SmallRyeHealthReporter health;

    @Test
    void shouldCarryWhatATransactionAppendsToConsumersAndReaders() {
        // given
        UUID tenant = UUID.randomUUID();
        Await.until("ready", () -> !health.getReadiness().isDown());

        // when
        database.useTransaction(tx -> outbox.append(
                tx,
                List.of(
                        new OutgoingMessage(Topics.FLOW_WALKS, UUID.randomUUID(), "Greeting", bytes("hello")),
                        new OutgoingMessage(Topics.TENANTS, tenant, null, bytes("Local")))));

        // then
        Await.untilAsserted(() -> {
            assertThat(greetings.received).containsExactly("hello");
            assertThat(greetings.known).containsEntry(tenant, "Local");
        });
        assertThat(health.getReadiness().getPayload().toString()).contains("\"relay-3\":\"RUNNING\"");
    }

    @Test
    void shouldPlanTheStatementsOfBackgroundWorkOnceAndThoseOfRequestsAsTheyCome() {
        assertThat(List.of(plans(work), plans(applier), plans(database)))
                .containsExactly("force_generic_plan off", "force_generic_plan off", "auto on");
    }

    private static String plans(Database database) {
        return database.<String>read(tx -> tx.query(
                        "select current_setting('plan_cache_mode') || ' ' || current_setting('enable_seqscan') as plans")
                .one(row -> row.text("plans"))
                .orElseThrow());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
