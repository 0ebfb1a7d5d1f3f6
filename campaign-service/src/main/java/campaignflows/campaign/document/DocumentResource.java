package campaignflows.campaign.document;

import campaignflows.campaign.lifecycle.CampaignResource;
import campaignflows.campaign.lifecycle.CampaignView;
import campaignflows.platform.database.OffEventLoop;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.QueryParameters;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Campaigns as documents over HTTP. */
@Path("/api/v1/campaigns")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Campaigns")
public class DocumentResource {
    private final DocumentService documents;
    private final CurrentCaller caller;
    private final ObjectMapper mapper;
    private final ObjectWriter json;

    DocumentResource(DocumentService documents, CurrentCaller caller, ObjectMapper mapper) {
        this.documents = documents;
        this.caller = caller;
        this.mapper = mapper;
        this.json = mapper.writerWithDefaultPrettyPrinter();
    }

    @GET
    @Path("/{campaign_id}/export")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            summary = "Exports a campaign as a document",
            description =
                    "Its settings, fields and flows, with the names of the agents and channels that they use; no participants, no status. Two exports of an unchanged campaign are the same")
    @APIResponse(
            responseCode = "200",
            description = "The document",
            content = @Content(schema = @Schema(implementation = CampaignDocument.class)))
    public Uni<Response> export(@PathParam("campaign_id") UUID id) {
        return documents
                .export(caller.requireTenant(), id, caller.actor())
                .chain(document -> OffEventLoop.supply(() -> exported(id, document)));
    }

    private Response exported(UUID id, CampaignDocument document) {
        return Response.ok(written(document) + "\n")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"campaign-" + id + ".json\"")
                .build();
    }

    private String written(CampaignDocument document) {
        try {
            return json.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a document that can be written as JSON", e);
        }
    }

    @POST
    @Path("/import")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(
            summary = "Makes a campaign of a document",
            description =
                    "All of it or nothing. The campaign and its flows are inactive: activating a flow validates it. Agents and channels that are not known by their ids are found by their names")
    @APIResponse(
            responseCode = "201",
            description = "The campaign",
            content = @Content(schema = @Schema(implementation = CampaignView.class)))
    @APIResponse(responseCode = "409", description = "The name is taken; ?name= gives another")
    public Uni<Response> create(@QueryParam("name") @Nullable String name, @Nullable CampaignDocument document) {
        if (document == null) {
            throw ProblemException.malformed("Send the document of a campaign as a JSON object");
        }
        return documents
                .create(
                        caller.requireTenant(),
                        document,
                        QueryParameters.text("name", name).orElse(null),
                        caller.actor())
                .map(CampaignView::of)
                .map(CampaignResource::created);
    }

    /** @param name of the copy; null: the original's with "(copy)" after it */
    public record Copy(@Nullable String name) {}

    @POST
    @Path("/{campaign_id}/duplicate")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(
            summary = "Copies a campaign with its fields and flows, without participants",
            description =
                    "The copy and its flows are inactive. Its name: the given one, else the original's with (copy)")
    @RequestBody(content = @Content(schema = @Schema(implementation = Copy.class)), required = false)
    public Uni<CampaignView> duplicate(@PathParam("campaign_id") UUID id, @Nullable String body)
            throws JsonProcessingException {
        // As text, since there need not be a body.
        Copy copy = body == null || body.isBlank() ? new Copy(null) : mapper.readValue(body, Copy.class);
        return documents
                .duplicate(caller.requireTenant(), id, copy == null ? null : copy.name(), caller.actor())
                .map(CampaignView::of);
    }
}
