package campaignflows.campaign.definition;

import campaignflows.campaign.agent.AgentResults;
import campaignflows.campaign.field.DataField;
import campaignflows.campaign.field.FieldRepository;
import campaignflows.campaign.flow.CampaignFlow;
import campaignflows.campaign.flow.FlowRepository;
import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.campaign.validation.Finding;
import campaignflows.campaign.validation.FindingCode;
import campaignflows.campaign.validation.Severity;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.database.OffEventLoop;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Publishes a campaign's definition in the transaction that changes it and while the campaign is locked, so that definitions are
 * published in the order of their revisions.
 */
@Singleton
public class DefinitionPublisher {
    private static final String SOURCE = "campaign-service";

    private final FieldRepository fields;
    private final FlowRepository flows;
    private final DefinitionRepository definitions;
    private final Outbox outbox;
    private final Clock clock;

    DefinitionPublisher(
            FieldRepository fields,
            FlowRepository flows,
            DefinitionRepository definitions,
            Outbox outbox,
            Clock clock) {
        this.fields = fields;
        this.flows = flows;
        this.definitions = definitions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Gives the campaign its next revision and publishes it; the last thing that a transaction does with it.
     *
     * @return the campaign as it is then
     * @throws ProblemException 422 if the definition has become too large for a message
     */
    public Uni<Campaign> publish(Mutiny.Session session, Campaign campaign) {
        campaign.nextRevision(clock.instant());
        return flows.active(session, campaign.id())
                .chain(active -> fields.list(session, campaign.id())
                        .chain(list -> OffEventLoop.supply(
                                () -> message(definition(campaign, list, active), campaign.updatedAt()))))
                .chain(message -> outbox.append(session, List.of(message)))
                .replaceWith(campaign);
    }

    /** Publishes that the campaign is no more. */
    public Uni<Void> publishDeletion(Mutiny.Session session, UUID campaignId) {
        return outbox.append(session, List.of(OutgoingMessage.tombstone(Topics.CAMPAIGN_DEFINITIONS, campaignId)));
    }

    /** Publishes the campaign, which this transaction has locked and given its next revision. */
    public void publish(Tx tx, UUID tenant, UUID campaignId, Instant at) {
        CampaignDefined definition = definitions
                .find(tx, tenant, campaignId)
                .orElseThrow(() -> new IllegalStateException("Expected the locked campaign, but it is gone"));
        outbox.append(tx, List.of(message(definition, at)));
    }

    private static CampaignDefined definition(Campaign campaign, List<DataField> fields, List<CampaignFlow> active) {
        return new CampaignDefined(
                campaign.tenantId(),
                campaign.id(),
                campaign.name(),
                campaign.revision(),
                campaign.status(),
                campaign.run(),
                campaign.updatedOnUnchanged(),
                fields.stream().map(DataField::definition).toList(),
                active.stream().map(CampaignFlow::flow).toList(),
                AgentResults.union(active.stream()
                        .flatMap(flow -> flow.communicationResults().stream())
                        .toList()));
    }

    private static OutgoingMessage message(CampaignDefined definition, Instant at) {
        OffEventLoop.require();
        byte[] message = CampaignDefined.FAMILY.encode(new Envelope<>(
                Ids.v7(), SOURCE, definition.tenantId(), definition.campaignId().toString(), at, null, 0, definition));
        if (message.length > OutgoingMessage.MAX_VALUE_BYTES) {
            throw tooLarge(message.length);
        }
        return new OutgoingMessage(
                Topics.CAMPAIGN_DEFINITIONS,
                definition.campaignId(),
                CampaignDefined.FAMILY.typeOf(definition),
                message);
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
