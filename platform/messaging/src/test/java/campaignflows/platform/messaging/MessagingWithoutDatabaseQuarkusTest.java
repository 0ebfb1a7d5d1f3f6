package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service without a database, such as the engine, uses the rest of the module. */
@QuarkusTest
@TestProfile(MessagingWithoutDatabaseQuarkusTest.WithoutDatabase.class)
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
class MessagingWithoutDatabaseQuarkusTest {

    public static final class WithoutDatabase implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("campaignflows.messaging.service", "", "quarkus.flyway.migrate-at-start", "false");
        }
    }

    @Inject
    SmallRyeHealthReporter health;

    @Test
    void shouldStartAndFollowATopicWithoutADatabase() {
        // when
        Await.until("ready", () -> !health.getReadiness().isDown());

        // then
        assertThat(health.getReadiness().getPayload().toString())
                .contains("\"topic-tenants\":\"known\"")
                .doesNotContain("relay-");
    }
}
