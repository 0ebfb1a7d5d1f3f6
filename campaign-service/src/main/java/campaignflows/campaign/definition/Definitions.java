package campaignflows.campaign.definition;

import campaignflows.campaign.agent.AgentResults;
import campaignflows.campaign.campaign.Campaign;
import campaignflows.campaign.campaign.CampaignRepository;
import campaignflows.campaign.field.DataField;
import campaignflows.campaign.field.FieldRepository;
import campaignflows.campaign.flow.CampaignFlow;
import campaignflows.campaign.flow.FlowRepository;
import campaignflows.campaign.validation.Finding;
import campaignflows.campaign.validation.FindingCode;
import campaignflows.campaign.validation.Severity;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.messaging.Outbox;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Publishes what others must know of a campaign, in the transaction that changed it and while it is locked, so that
 * definitions leave in the order of their revisions.
 */
@Singleton
public class Definitions {
    private static final String SOURCE = "campaign-service";

    private final CampaignRepository campaigns;
    private final FieldRepository fields;
    private final FlowRepository flows;
    private final Outbox outbox;

    Definitions(CampaignRepository campaigns, FieldRepository fields, FlowRepository flows, Outbox outbox) {
        this.campaigns = campaigns;
        this.fields = fields;
        this.flows = flows;
        this.outbox = outbox;
    }

    /**
     * Gives the campaign its next revision and publishes it; the last thing that a transaction does with it.
     *
     * @return the campaign as it is then
     * @throws ProblemException 422 if the definition has become too large for a message
     */
    public Campaign publish(Handle tx, UUID campaignId) {
        Campaign campaign = campaigns.nextRevision(tx, campaignId);
        CampaignDefined definition = of(tx, campaign);
        byte[] message = CampaignDefined.FAMILY.encode(new Envelope<>(
                Ids.v7(),
                SOURCE,
                campaign.tenantId(),
                campaignId.toString(),
                campaign.updatedAt(),
                null,
                0,
                definition));
        if (message.length > OutgoingMessage.MAX_VALUE_BYTES) {
            throw tooLarge(message.length);
        }
        outbox.append(
                tx,
                List.of(new OutgoingMessage(
                        Topics.CAMPAIGN_DEFINITIONS, campaignId, CampaignDefined.class.getSimpleName(), message)));
        return campaign;
    }

    /** Publishes that the campaign is no more. */
    public void publishDeletion(Handle tx, UUID campaignId) {
        outbox.append(tx, List.of(OutgoingMessage.tombstone(Topics.CAMPAIGN_DEFINITIONS, campaignId)));
    }

    /** The definition of a campaign that nobody changes meanwhile. */
    public CampaignDefined of(Handle tx, Campaign campaign) {
        List<CampaignFlow> active = flows.active(tx, campaign.id());
        return new CampaignDefined(
                campaign.tenantId(),
                campaign.id(),
                campaign.name(),
                campaign.revision(),
                campaign.status(),
                campaign.run(),
                campaign.updatedOnUnchanged(),
                fields.list(tx, campaign.id()).stream()
                        .map(DataField::definition)
                        .toList(),
                active.stream().map(CampaignFlow::flow).toList(),
                AgentResults.union(active.stream()
                        .flatMap(flow -> flow.communicationResults().stream())
                        .toList()));
    }

    private static ProblemException tooLarge(int bytes) {
        String message =
                "The campaign's fields and active flows have %,d bytes together, but at most %,d are possible: shorten templates or deactivate a flow"
                        .formatted(bytes, OutgoingMessage.MAX_VALUE_BYTES);
        return ProblemException.invalid(message)
                .withFindings(
                        List.of(new Finding(Severity.ERROR, FindingCode.DEFINITION_TOO_LARGE, null, null, message)));
    }
}
