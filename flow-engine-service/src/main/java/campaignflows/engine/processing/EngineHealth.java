package campaignflows.engine.processing;

import campaignflows.platform.messaging.ConsumerLoop;
import campaignflows.platform.messaging.MessagingConfig;
import campaignflows.platform.messaging.Stall;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the loop has joined its group, was not stopped for good, and its partitions have not stood still for long with events
 * to walk, be it for participant-service, for code or for a defect. One that does while others move is told only: another engine would
 * stand still there too. Alive while the loop goes round.
 */
@Singleton
public class EngineHealth {
    private static final Duration LONGEST_TURN = Duration.ofSeconds(60);

    private final FlowEngine engine;
    private final Duration patience;

    EngineHealth(FlowEngine engine, MessagingConfig config) {
        this.engine = engine;
        this.patience = Duration.ofSeconds(config.standstillSeconds());
    }

    @Readiness
    @Singleton
    static final class Ready implements HealthCheck {
        private final EngineHealth health;

        Ready(EngineHealth health) {
            this.health = health;
        }

        @Override
        public HealthCheckResponse call() {
            ConsumerLoop consumer = health.engine.consumer();
            Set<Integer> still = consumer.stalledPartitions(health.patience);
            boolean works = consumer.stalled(health.patience).stream().allMatch(Stall::othersMove);
            HealthCheckResponseBuilder response =
                    HealthCheckResponse.named("flow-engine").status(consumer.isReady() && works);
            consumer.stopped().ifPresent(reason -> response.withData("stopped", reason));
            if (!still.isEmpty()) {
                response.withData("partitions that stand still", still.toString());
            }
            return response.build();
        }
    }

    @Liveness
    @Singleton
    static final class Live implements HealthCheck {
        private final EngineHealth health;

        Live(EngineHealth health) {
            this.health = health;
        }

        @Override
        public HealthCheckResponse call() {
            return HealthCheckResponse.named("flow-engine-loop")
                    .status(health.engine.consumer().isLive(LONGEST_TURN))
                    .build();
        }
    }
}
