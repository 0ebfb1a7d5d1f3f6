package campaignflows.campaign.fault;

import campaignflows.campaign.campaign.Campaign;
import campaignflows.campaign.campaign.CampaignRepository;
import campaignflows.campaign.definition.Definitions;
import campaignflows.campaign.run.RunHandoverRepository;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.definition.CampaignFaulted;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.RunState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Puts a campaign in Error (rule C2): its run ends everywhere. A fault of an older run, or of one that has ended, changes
 * nothing.
 */
@Singleton
public class FaultService {
    private static final Logger LOG = Logger.getLogger(FaultService.class);
    private static final int MAX_MESSAGE = 2_000;

    private final CampaignRepository campaigns;
    private final RunHandoverRepository handovers;
    private final Definitions definitions;

    FaultService(CampaignRepository campaigns, RunHandoverRepository handovers, Definitions definitions) {
        this.campaigns = campaigns;
        this.handovers = handovers;
        this.definitions = definitions;
    }

    void apply(Handle tx, Envelope<CampaignFaulted> message) {
        CampaignFaulted fault = message.data();
        Optional<Campaign> campaign = campaigns.lock(tx, message.tenant(), fault.campaignId());
        if (campaign.isEmpty() || !campaign.get().isActive() || campaign.get().run() != fault.run()) {
            return;
        }
        campaigns.setStatus(tx, fault.campaignId(), CampaignStatus.ERROR, fault.run());
        campaigns.setFault(
                tx,
                fault.campaignId(),
                new Campaign.Fault(fault.at().truncatedTo(ChronoUnit.MICROS), storable(fault.message())));
        handovers.put(tx, new RunState(message.tenant(), fault.campaignId(), fault.run(), false), Duration.ZERO);
        definitions.publish(tx, fault.campaignId());
        LOG.infof("campaign in error campaign=%s run=%d", fault.campaignId(), fault.run());
    }

    private static String storable(String text) {
        String clean = text.replace("\u0000", "");
        return clean.length() > MAX_MESSAGE ? clean.substring(0, MAX_MESSAGE) : clean;
    }
}
