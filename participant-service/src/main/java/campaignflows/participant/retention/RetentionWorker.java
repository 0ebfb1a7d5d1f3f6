package campaignflows.participant.retention;

import campaignflows.participant.event.ParticipantMessages;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.RetentionLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Has the participants erased that their tenants keep no longer, once a day. */
@Singleton
public class RetentionWorker {
    private final RetentionLoop loop;

    RetentionWorker(
            RetentionService participants,
            @Identifier("work") Database database,
            AuditLog audit,
            MeterRegistry meters) {
        this.loop = new RetentionLoop(
                "participants",
                AuditAction.PARTICIPANTS_EXPIRED,
                ParticipantMessages.SOURCE,
                participants,
                database,
                audit,
                meters);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    /** Carries on what is due now. */
    public void carryOnDue() {
        loop.carryOnDue();
    }
}
