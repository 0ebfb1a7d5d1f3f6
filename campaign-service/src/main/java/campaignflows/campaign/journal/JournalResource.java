package campaignflows.campaign.journal;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The journal over HTTP. */
@Path("/api/v1/campaigns/{campaign_id}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_ROLE)
@Tag(name = "Journal")
public class JournalResource {
    private final JournalService journal;
    private final CurrentCaller caller;

    JournalResource(JournalService journal, CurrentCaller caller) {
        this.journal = journal;
        this.caller = caller;
    }

    @GET
    @Path("/participants/{participant_id}/walks")
    @Operation(
            summary = "Lists a participant's walks, the latest first",
            description =
                    "Why a message was sent, or was not: what started each walk, its path with the operands of every check, and what it emitted. Walks appear here some moments after they were made, and are kept for the days that the installation sets. A participant that was removed keeps them; erasing the person deletes them")
    public Page<Walk> walks(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("participant_id") UUID participantId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return journal.ofParticipant(
                caller.requireTenant(),
                campaignId,
                participantId,
                Limit.parse(limit),
                Cursor.decode(cursor, JournalService.LIST, 2));
    }

    @GET
    @Path("/walks")
    @Operation(
            operationId = "listWalks",
            summary = "Lists the walks that came through a node or along an edge, the latest first",
            description =
                    "Who is behind a count: give node_id or edge_id, of the flow as it is now. Ids of nodes and edges are unique in a flow only: flow_id says which one is meant, without it all flows of the campaign that have the id count. Walks are kept for the days that the installation sets, counts for ever, so that there may be fewer walks than the count says")
    @APIResponse(responseCode = "200", description = "The walks")
    @APIResponse(responseCode = "404", description = "There is no such campaign, flow, node or edge")
    public Page<Walk> walksThrough(
            @PathParam("campaign_id") UUID campaignId,
            @Parameter(description = "Walks that came through this node") @QueryParam("node_id") @Nullable
                    String nodeId,
            @Parameter(description = "Walks that went along this edge") @QueryParam("edge_id") @Nullable String edgeId,
            @Parameter(description = "Of this flow") @QueryParam("flow_id") @Nullable String flowId,
            @Parameter(description = "Of this run of the campaign only") @QueryParam("run") @Nullable String run,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        String node = QueryParameters.text("node_id", nodeId).orElse(null);
        String edge = QueryParameters.text("edge_id", edgeId).orElse(null);
        if ((node == null) == (edge == null)) {
            throw QueryParameters.malformed("node_id", "Give either node_id or edge_id");
        }
        return journal.through(
                caller.requireTenant(),
                campaignId,
                new JournalService.WalkFilter(
                        QueryParameters.uuid("flow_id", flowId).orElse(null), node, edge, number("run", run)),
                Limit.parse(limit),
                Cursor.decode(cursor, JournalService.THROUGH_LIST, 2));
    }

    @GET
    @Path("/flows/{flow_id}/counts")
    @Operation(
            summary = "Counts the walks through each node and edge of a flow",
            description =
                    "Of the flow as it is now; a way that was taken before the flow was changed counts where it is still there. entered = ended + the counts of the edges that leave the node, as long as its edges were not changed")
    public FlowCounts counts(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("flow_id") UUID flowId,
            @Parameter(description = "Counts the walks of this revision of the flow only; otherwise those of all")
                    @QueryParam("revision")
                    @Nullable
                    String revision) {
        return journal.counts(caller.requireTenant(), campaignId, flowId, number("revision", revision));
    }

    private static @Nullable Integer number(String name, @Nullable String text) {
        return QueryParameters.text(name, text)
                .map(given -> parsed(name, given))
                .orElse(null);
    }

    private static Integer parsed(String name, String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw QueryParameters.malformed(name, "Expected a whole number");
        }
    }
}
