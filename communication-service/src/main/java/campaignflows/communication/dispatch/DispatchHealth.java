package campaignflows.communication.dispatch;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the loops make progress. */
@Readiness
@Singleton
public class DispatchHealth implements HealthCheck {
    private final Pulse pulse;

    DispatchHealth(Pulse pulse) {
        this.pulse = pulse;
    }

    @Override
    public HealthCheckResponse call() {
        return pulse.state();
    }
}
