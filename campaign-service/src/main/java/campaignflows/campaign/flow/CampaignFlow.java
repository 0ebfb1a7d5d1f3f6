package campaignflows.campaign.flow;

import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.flow.Flow;
import java.util.List;

/**
 * A flow as it is stored.
 *
 * @param position             its place in the order of the campaign's flows
 * @param communicationResults those of the agents it uses, as they were when it became active or was changed since
 */
public record CampaignFlow(Flow flow, int position, List<ResultField> communicationResults) {
    public CampaignFlow {
        communicationResults = List.copyOf(communicationResults);
    }
}
