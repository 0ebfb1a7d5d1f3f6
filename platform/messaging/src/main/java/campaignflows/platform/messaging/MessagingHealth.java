package campaignflows.platform.messaging;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when each relay and consumer has got to work once and lives, and each followed topic is known. An outage of Kafka
 * later on does not make a service unready, since it can do its part meanwhile; a consumer that stopped for good does.
 */
@Readiness
@Singleton
public class MessagingHealth implements HealthCheck {

    private final Messaging messaging;

    MessagingHealth(Messaging messaging) {
        this.messaging = messaging;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("messaging");
        boolean up = true;
        Relays relays = messaging.relays();
        if (relays != null) {
            up = relays.isReady();
            relays.states().forEach((shard, state) -> response.withData("relay-" + shard, state));
        }
        for (TopicRunner runner : messaging.runners()) {
            up &= runner.isReady();
            response.withData(
                    "consumer-" + runner.name(),
                    runner.stopped().map(reason -> "stopped: " + reason).orElse(runner.isReady() ? "runs" : "joins"));
        }
        for (CompactedTopicReader reader : messaging.readers()) {
            up &= reader.isCaughtUp();
            response.withData("topic-" + reader.topic(), reader.isCaughtUp() ? "known" : "is read");
        }
        return response.status(up).build();
    }
}
