package campaignflows.communication.dispatch;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the loops make progress. */
@Readiness
@Singleton
public class DispatchHealth implements HealthCheck {
    private final Heartbeats heartbeats;

    DispatchHealth(Heartbeats heartbeats) {
        this.heartbeats = heartbeats;
    }

    @Override
    public HealthCheckResponse call() {
        return heartbeats.state();
    }
}
