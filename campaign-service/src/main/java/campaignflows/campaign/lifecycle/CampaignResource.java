package campaignflows.campaign.lifecycle;

import campaignflows.campaign.run.RunService;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Campaigns over HTTP. */
@Path("/api/v1/campaigns")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Campaigns")
public class CampaignResource {
    private final CampaignService campaigns;
    private final CampaignListService list;
    private final RunService runs;
    private final CurrentCaller caller;

    CampaignResource(CampaignService campaigns, CampaignListService list, RunService runs, CurrentCaller caller) {
        this.campaigns = campaigns;
        this.list = list;
        this.runs = runs;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            summary = "Lists campaigns",
            description =
                    "search: in name or description. status: inactive, active, error. sort: name, status, created_at, updated_at; with a minus descending")
    public Uni<Page<ListedCampaign>> list(
            @QueryParam("search") @Nullable String search,
            @QueryParam("status") @Nullable String status,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        CampaignSort order = CampaignSort.parse(sort);
        CampaignQuery query = new CampaignQuery(
                caller.requireTenant(),
                QueryParameters.text("search", search),
                QueryParameters.oneOf("status", status, CampaignStatus.class),
                order,
                order.decode(cursor),
                Limit.parse(limit));
        return list.list(query);
    }

    @POST
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(summary = "Creates a campaign", description = "With the system fields and without flows; Inactive")
    @APIResponseSchema(value = CampaignView.class, responseCode = "201", responseDescription = "The campaign")
    @APIResponse(responseCode = "409", description = "The name is taken, whatever its case")
    public Uni<Response> create(@Nullable CampaignDraft draft) {
        return campaigns
                .create(caller.requireTenant(), given(draft), caller.actor())
                .map(CampaignView::of)
                .map(CampaignResource::created);
    }

    /** Also of a copy or an import. */
    public static Response created(CampaignView campaign) {
        return Response.created(URI.create("/api/v1/campaigns/" + campaign.id()))
                .entity(campaign)
                .build();
    }

    @GET
    @Path("/{campaign_id}")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Shows a campaign")
    public Uni<CampaignView> get(@PathParam("campaign_id") UUID id) {
        return campaigns.get(caller.requireTenant(), id).map(CampaignView::of);
    }

    @PATCH
    @Path("/{campaign_id}")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(summary = "Renames or describes a campaign, or changes its settings")
    public Uni<CampaignView> patch(@PathParam("campaign_id") UUID id, @Nullable CampaignDraft patch) {
        return campaigns
                .patch(caller.requireTenant(), id, given(patch), caller.actor())
                .map(CampaignView::of);
    }

    @DELETE
    @Path("/{campaign_id}")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(summary = "Deletes a campaign that is not active", description = "Customer profiles stay")
    @APIResponse(responseCode = "204", description = "It is deleted")
    @APIResponse(responseCode = "409", description = "The campaign is active")
    public Uni<Void> delete(@PathParam("campaign_id") UUID id) {
        return campaigns.delete(caller.requireTenant(), id, caller.actor());
    }

    @POST
    @Path("/{campaign_id}/start")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(
            summary = "Starts a campaign",
            description =
                    "Every event from the response on is walked. 422 with findings if an active flow is not valid or there is none")
    @APIResponse(
            responseCode = "200",
            description = "The campaign",
            content = @Content(schema = @Schema(implementation = CampaignView.class)))
    @APIResponse(responseCode = "409", description = "The campaign is active already")
    @APIResponse(
            responseCode = "422",
            description = "No active flow, or one that is not valid: all findings of all active flows")
    @APIResponse(responseCode = "503", description = "Another service could not be told: the campaign stays inactive")
    public Uni<CampaignView> start(@PathParam("campaign_id") UUID id) {
        return runs.start(caller.requireTenant(), id, caller.actor()).map(CampaignView::of);
    }

    @POST
    @Path("/{campaign_id}/stop")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(summary = "Stops a campaign", description = "After the answer no walk takes effect any more")
    @APIResponse(
            responseCode = "200",
            description = "The campaign",
            content = @Content(schema = @Schema(implementation = CampaignView.class)))
    @APIResponse(responseCode = "409", description = "The campaign is inactive already")
    @APIResponse(
            responseCode = "503",
            description =
                    "Another service could not be told yet: the campaign is inactive, and it may be stopped again")
    public Uni<CampaignView> stop(@PathParam("campaign_id") UUID id) {
        return runs.stop(caller.requireTenant(), id, caller.actor()).map(CampaignView::of);
    }

    private static CampaignDraft given(@Nullable CampaignDraft draft) {
        if (draft == null) {
            throw ProblemException.malformed("Send the campaign as a JSON object");
        }
        return draft;
    }
}
