package campaignflows.participant.field;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.Messaging;
import campaignflows.platform.web.client.TenantDirectory;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Brings the topic of the tenants to their directory. */
@Singleton
class TenantFollower {
    void follow(@Observes StartupEvent event, Messaging messaging, TenantDirectory tenants) {
        messaging.follow(Topics.TENANTS, tenants::changed);
    }
}
