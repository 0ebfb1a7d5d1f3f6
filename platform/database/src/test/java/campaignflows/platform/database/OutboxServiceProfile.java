package campaignflows.platform.database;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The application as a service with an outbox, which checks its topics and follows one. */
public final class OutboxServiceProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "campaignflows.messaging.service",
                "participant",
                "campaignflows.messaging.check-topics",
                "true",
                "mp.messaging.incoming.tenants.enabled",
                "true",
                "mp.messaging.incoming.campaign-faults.enabled",
                "true");
    }
}
