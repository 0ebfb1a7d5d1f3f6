package campaignflows.campaign.flow;

import campaignflows.campaign.validation.Finding;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.IfMatch;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The flows of a campaign over HTTP. */
@Path("/api/v1/campaigns/{campaign_id}/flows")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Flows")
public class FlowResource {
    private final FlowService flows;
    private final FlowActivationService activation;
    private final FlowValidationService validation;
    private final CurrentCaller caller;

    FlowResource(
            FlowService flows,
            FlowActivationService activation,
            FlowValidationService validation,
            CurrentCaller caller) {
        this.flows = flows;
        this.activation = activation;
        this.validation = validation;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            summary = "Lists the flows of a campaign, in their order",
            description = "A page may end before the limit when flows are large: follow next_cursor")
    public Uni<Page<FlowView>> list(
            @PathParam("campaign_id") UUID campaignId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return flows.list(
                        caller.requireTenant(),
                        campaignId,
                        Limit.parse(limit),
                        Cursor.decode(cursor, FlowService.LIST, 2))
                .map(page -> page.map(FlowView::of));
    }

    @POST
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(summary = "Adds an inactive flow", description = "Nodes and edges may be left out")
    @APIResponse(
            responseCode = "201",
            description = "The flow",
            content = @Content(schema = @Schema(implementation = FlowView.class)))
    @APIResponse(responseCode = "409", description = "The campaign has as many flows as it may")
    @APIResponse(responseCode = "422", description = "Its structure is broken: findings say where")
    public Uni<Response> create(@PathParam("campaign_id") UUID campaignId, @Nullable FlowDraft draft) {
        return flows.create(caller.requireTenant(), campaignId, given(draft), caller.actor())
                .map(FlowView::of)
                .map(flow -> created(campaignId, flow));
    }

    private static Response created(UUID campaignId, FlowView flow) {
        return Response.created(URI.create("/api/v1/campaigns/%s/flows/%s".formatted(campaignId, flow.id())))
                .header(HttpHeaders.ETAG, IfMatch.etag(flow.revision()))
                .entity(flow)
                .build();
    }

    @GET
    @Path("/{flow_id}")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Shows a flow")
    @APIResponse(
            responseCode = "200",
            description = "The flow; its revision is the ETag",
            content = @Content(schema = @Schema(implementation = FlowView.class)))
    public Uni<Response> get(@PathParam("campaign_id") UUID campaignId, @PathParam("flow_id") UUID flowId) {
        return flows.get(caller.requireTenant(), campaignId, flowId).map(FlowResource::withRevision);
    }

    @PUT
    @Path("/{flow_id}")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(
            summary = "Saves a flow",
            description =
                    "If-Match names the revision that was edited: 428 without it, 409 if there is a newer one. A draft may be invalid; an active flow may not become so (422 with findings), also not by a change of the flow that it hands over to, and is read-only while the campaign is active")
    @APIResponse(
            responseCode = "200",
            description = "The flow with its new revision",
            content = @Content(schema = @Schema(implementation = FlowView.class)))
    @APIResponse(
            responseCode = "409",
            description = "There is a newer revision, or the flow is active and so is the campaign")
    @APIResponse(
            responseCode = "422",
            description = "Its structure is broken, or an active flow would become invalid: findings say where")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Uni<Response> save(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("flow_id") UUID flowId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable FlowDraft draft) {
        long seen = IfMatch.revision(ifMatch);
        return flows.save(caller.requireTenant(), campaignId, flowId, seen, given(draft), caller.actor())
                .map(FlowResource::withRevision);
    }

    /** The body of a new name. */
    @Schema(name = "FlowRename")
    public record Rename(@Schema(required = true) @Nullable String name) {}

    @PATCH
    @Path("/{flow_id}")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(
            summary = "Renames a flow",
            description = "Gives it a new revision. With If-Match: 409 if there is a newer one than that")
    @APIResponse(
            responseCode = "200",
            description = "The flow with its new revision",
            content = @Content(schema = @Schema(implementation = FlowView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "There is a newer revision than the one in If-Match, or the flow is active and so is the campaign")
    @APIResponse(responseCode = "422", description = "The name is not valid")
    public Uni<Response> rename(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("flow_id") UUID flowId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Rename rename) {
        Long seen = IfMatch.ifGiven(ifMatch);
        return flows.rename(
                        caller.requireTenant(),
                        campaignId,
                        flowId,
                        seen,
                        rename == null ? null : rename.name(),
                        caller.actor())
                .map(FlowResource::withRevision);
    }

    @DELETE
    @Path("/{flow_id}")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(
            summary = "Deletes a flow while the campaign is not active",
            description =
                    "409 with findings while an active flow hands over to it. With If-Match: 409 if there is a newer revision than that")
    @APIResponse(responseCode = "204", description = "It is deleted")
    @APIResponse(
            responseCode = "409",
            description =
                    "The campaign is active, an active flow hands over to this one, or there is a newer revision than the one in If-Match")
    public Uni<Void> delete(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("flow_id") UUID flowId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return flows.delete(caller.requireTenant(), campaignId, flowId, IfMatch.ifGiven(ifMatch), caller.actor());
    }

    /** The body of a new order. */
    @Schema(name = "FlowOrder")
    public record Order(@Schema(required = true) @Nullable List<@Nullable UUID> ids) {}

    @PUT
    @Path("/order")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(summary = "Gives the flows a new order", description = "ids: all of the campaign's, each once")
    @APIResponse(responseCode = "204", description = "They have it")
    @APIResponse(responseCode = "409", description = "The campaign is active")
    @APIResponse(responseCode = "422", description = "Not each of the flows once")
    public Uni<Void> reorder(@PathParam("campaign_id") UUID campaignId, @Nullable Order order) {
        return flows.reorder(caller.requireTenant(), campaignId, order == null ? null : order.ids(), caller.actor());
    }

    @POST
    @Path("/{flow_id}/activate")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(
            summary = "Activates a valid flow",
            description =
                    "422 with all findings if it has errors. With If-Match: 409 if there is a newer revision than that")
    @APIResponse(
            responseCode = "200",
            description = "The active flow",
            content = @Content(schema = @Schema(implementation = FlowView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The campaign is active, or there is a newer revision than the one in If-Match")
    @APIResponse(responseCode = "422", description = "The flow has errors: all findings, warnings too")
    public Uni<Response> activate(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("flow_id") UUID flowId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        Long seen = IfMatch.ifGiven(ifMatch);
        return activation
                .activate(caller.requireTenant(), campaignId, flowId, seen, caller.actor())
                .map(FlowResource::withRevision);
    }

    @POST
    @Path("/{flow_id}/deactivate")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(summary = "Deactivates a flow")
    @APIResponse(
            responseCode = "200",
            description = "The inactive flow",
            content = @Content(schema = @Schema(implementation = FlowView.class)))
    @APIResponse(responseCode = "409", description = "The campaign is active")
    public Uni<Response> deactivate(@PathParam("campaign_id") UUID campaignId, @PathParam("flow_id") UUID flowId) {
        return activation
                .deactivate(caller.requireTenant(), campaignId, flowId, caller.actor())
                .map(FlowResource::withRevision);
    }

    /** The response of a validation. */
    public record Validation(List<Finding> findings) {}

    @POST
    @Path("/{flow_id}/validate")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Validates a flow as activation would", description = "Changes nothing")
    public Uni<Validation> validate(@PathParam("campaign_id") UUID campaignId, @PathParam("flow_id") UUID flowId) {
        return validation.validate(caller.requireTenant(), campaignId, flowId).map(Validation::new);
    }

    private static Response withRevision(CampaignFlow stored) {
        FlowView flow = FlowView.of(stored);
        return Response.ok(flow)
                .header(HttpHeaders.ETAG, IfMatch.etag(flow.revision()))
                .build();
    }

    private static FlowDraft given(@Nullable FlowDraft draft) {
        if (draft == null) {
            throw ProblemException.malformed("Send the flow as a JSON object");
        }
        return draft;
    }
}
