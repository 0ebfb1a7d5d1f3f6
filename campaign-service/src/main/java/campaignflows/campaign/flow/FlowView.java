package campaignflows.campaign.flow;

import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A flow as the API shows it (api.md). */
@Schema(name = "Flow", description = "A flow with all its nodes and edges")
public record FlowView(
        UUID id,
        String name,
        boolean active,
        int revision,
        List<Node> nodes,
        List<Edge> edges,

        @Schema(description = "When it was last saved, activated or deactivated")
        Instant updatedAt,

        @Schema(
                description =
                        "By whom: the name of the user or API key; null for a flow that was last saved before this"
                                + " was kept")
        @Nullable
        String updatedBy) {
    static FlowView of(CampaignFlow stored) {
        Flow flow = stored.flow();
        return new FlowView(
                flow.id(),
                flow.name(),
                flow.active(),
                flow.revision(),
                flow.nodes(),
                flow.edges(),
                stored.updatedAt(),
                stored.updatedBy());
    }
}
