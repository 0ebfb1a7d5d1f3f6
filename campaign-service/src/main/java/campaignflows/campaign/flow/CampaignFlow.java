package campaignflows.campaign.flow;

import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow of a campaign with its metadata.
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
    /** The flow, active or not from now on. */
    Flow withActive(boolean active) {
        return new Flow(flow.id(), flow.name(), active, flow.revision(), flow.nodes(), flow.edges());
    }

    /** The flow's next revision, with another name. */
    Flow renamed(String name) {
        return new Flow(flow.id(), name, flow.active(), flow.revision() + 1, flow.nodes(), flow.edges());
    }

    void requireRevisionIfSeen(@Nullable Long seen) {
        if (seen != null) {
            requireRevision(seen);
        }
    }

    /** The refusal says who saved it and when, so that people know whom to ask. */
    void requireRevision(long seen) {
        if (flow.revision() != seen) {
            throw ProblemException.staleRevision(flow.revision(), updatedAt, updatedBy);
        }
    }
}
