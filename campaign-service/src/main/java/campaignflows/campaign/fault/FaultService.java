package campaignflows.campaign.fault;

import campaignflows.campaign.definition.DefinitionPublisher;
import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.definition.CampaignFaulted;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.ShownText;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Puts a campaign into Error (rule C2): its run ends in all services. A fault of an older run, or of one that has ended, changes
 * nothing.
 */
@Singleton
public class FaultService {
    private static final Logger LOG = Logger.getLogger(FaultService.class);
    private static final int MAX_MESSAGE = 2_000;

    private final FaultRepository faults;
    private final DefinitionPublisher definitions;
    private final AuditLog audit;

    FaultService(FaultRepository faults, DefinitionPublisher definitions, AuditLog audit) {
        this.faults = faults;
        this.definitions = definitions;
        this.audit = audit;
    }

    void apply(Tx tx, Envelope<CampaignFaulted> message) {
        CampaignFaulted fault = message.data();
        UUID tenant = message.tenant();
        UUID campaignId = fault.campaignId();
        var kept = new Campaign.Fault(fault.at().truncatedTo(ChronoUnit.MICROS), shown(fault.message()));
        Optional<Instant> ended = faults.setError(tx, tenant, campaignId, fault.run(), kept);
        if (ended.isEmpty()) {
            return;
        }
        faults.notePropagation(tx, tenant, campaignId, fault.run());
        definitions.publish(tx, tenant, campaignId, ended.get());
        audit.append(tx, tenant, line(campaignId, message.source()));
        LOG.infof("campaign in error campaign=%s run=%d", campaignId, fault.run());
    }

    private static AuditRecorded line(UUID campaignId, String service) {
        AuditChange change = AuditChange.between(
                Map.of("status", CampaignStatus.ACTIVE), Map.of("status", CampaignStatus.ERROR), Set.of());
        return AuditRecorded.of(AuditAction.CAMPAIGN_STOPPED, campaignId, Actor.system(service))
                .in(campaignId)
                .with(change);
    }

    private static String shown(String message) {
        return ShownText.storable(ShownText.start(message, MAX_MESSAGE));
    }
}
