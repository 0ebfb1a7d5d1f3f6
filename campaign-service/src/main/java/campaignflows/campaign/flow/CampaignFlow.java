package campaignflows.campaign.flow;

import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.flow.Flow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow as it is stored.
 *
 * @param position             its place in the order of the campaign's flows
 * @param communicationResults what it was validated with when it became active or was changed since: those of the agents
 *     of all of the campaign's flows; empty of an inactive flow
 * @param updatedBy            what people call who saved it last; null if it was saved before that was kept
 */
public record CampaignFlow(
        Flow flow,
        int position,
        List<ResultField> communicationResults,
        Instant updatedAt,
        @Nullable String updatedBy) {
    public CampaignFlow {
        communicationResults = List.copyOf(communicationResults);
    }
}
