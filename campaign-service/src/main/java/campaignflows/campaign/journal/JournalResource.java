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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The journal over HTTP. */
@Path("/api/v1/campaigns/{campaign_id}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN_ROLE, Role.OPERATOR_ROLE, Role.VIEWER_ROLE})
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
        return journal.counts(caller.requireTenant(), campaignId, flowId, revision(revision));
    }

    private static @Nullable Integer revision(@Nullable String text) {
        return QueryParameters.text("revision", text)
                .map(JournalResource::number)
                .orElse(null);
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw QueryParameters.malformed("revision", "Expected a revision of the flow, a whole number");
        }
    }
}
