package campaignflows.platform.messaging;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when each relay and consumer has started its work and makes progress, and each followed topic is known. A consumer that failed, or
 * has stood still with more to read for longer than {@link MessagingConfig#standstillSeconds}, and an outbox that does not drain make a service unready until they
 * get on again. One partition or shard that stands still while others of its kind move is told, and raises an alert, but does not: the next replica
 * would stand still there too, and all of them would leave their Service one after the other. An outage of Kafka alone does not either, as long as
 * nothing waits to be published: what cannot be reached has no lag.
 */
@Readiness
@Singleton
public class MessagingHealth implements HealthCheck {

    private static final int MOST_TOLD = 10;

    private final Messaging messaging;

    MessagingHealth(Messaging messaging) {
        this.messaging = messaging;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("messaging");
        boolean up = messaging.isBegun();
        if (!up) {
            response.withData("kafka", "has not responded since the start");
        }
        Relays relays = messaging.relays();
        if (relays != null) {
            up &= relays.isReady();
            relays.states().forEach((shard, state) -> response.withData("relay-" + shard, state));
        }
        for (ConsumerLoop consumer : messaging.consumers()) {
            up &= consumer.isReady();
            response.withData(
                    "consumer-" + consumer.name(),
                    consumer.stopped()
                            .map(reason -> "stopped: " + reason)
                            .orElse(consumer.isReady() ? "runs" : "joins"));
        }
        for (TopicFollower follower : messaging.followers()) {
            up &= follower.isReady();
            response.withData("topic-" + follower.topic(), follower.isReady() ? "known" : "is read");
        }
        List<Stall> standing = messaging.stalled();
        if (!standing.isEmpty()) {
            up &= standing.stream().allMatch(Stall::othersMove);
            response.withData(
                    "stands-still",
                    standing.stream().limit(MOST_TOLD).map(Stall::toString).collect(Collectors.joining("; ")));
        }
        return response.status(up).build();
    }
}
