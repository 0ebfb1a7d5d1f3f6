package campaignflows.campaign.field;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Page;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The data fields of a campaign over HTTP. */
@Path("/api/v1/campaigns/{campaign_id}/fields")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Data fields")
public class FieldResource {
    private final FieldService fields;
    private final CurrentCaller caller;

    FieldResource(FieldService fields, CurrentCaller caller) {
        this.fields = fields;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Lists all data fields of a campaign, in their order")
    public Uni<Page<FieldView>> list(@PathParam("campaign_id") UUID campaignId) {
        return fields.list(caller.requireTenant(), campaignId).map(FieldResource::page);
    }

    @POST
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(
            summary = "Adds a custom field",
            description =
                    "A Customer Profile field that another campaign has keeps its type and values (409 otherwise)")
    @APIResponseSchema(value = FieldView.class, responseCode = "201", responseDescription = "The field")
    public Uni<Response> add(@PathParam("campaign_id") UUID campaignId, @Nullable FieldDraft draft) {
        if (draft == null) {
            throw ProblemException.malformed("Send the field as a JSON object");
        }
        return fields.add(caller.requireTenant(), campaignId, draft, caller.actor())
                .map(FieldView::of)
                .map(added -> created(campaignId, added));
    }

    private static Response created(UUID campaignId, FieldView added) {
        return Response.created(URI.create("/api/v1/campaigns/%s/fields/%s".formatted(campaignId, added.name())))
                .entity(added)
                .build();
    }

    @PATCH
    @Path("/{name}")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(
            summary = "Changes a custom field",
            description =
                    "Type, level and the removal of allowed values: only while no values exist and the campaign is not active")
    public Uni<FieldView> patch(
            @PathParam("campaign_id") UUID campaignId, @PathParam("name") String name, @Nullable FieldPatch patch) {
        if (patch == null) {
            throw ProblemException.malformed("Send the changes as a JSON object");
        }
        return fields.patch(caller.requireTenant(), campaignId, name, patch, caller.actor())
                .map(FieldView::of);
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(summary = "Removes a custom field that no active flow uses")
    public Uni<Void> remove(@PathParam("campaign_id") UUID campaignId, @PathParam("name") String name) {
        return fields.remove(caller.requireTenant(), campaignId, name, caller.actor());
    }

    /** The body of a new order. */
    @Schema(name = "FieldOrder")
    public record Order(@Schema(required = true) @Nullable List<@Nullable String> names) {}

    /** The path is a variable, since a field may be named order too and must stay within reach of PATCH and DELETE. */
    @PUT
    @Path("/{" + FieldOrderDocument.VARIABLE + "}")
    @RolesAllowed(Role.CAMPAIGN_MANAGER_ROLE)
    @Operation(
            operationId = "orderFields",
            summary = "Gives the fields a new order",
            description = "PUT …/fields/order with names: all of the campaign's, each once")
    public Uni<Page<FieldView>> reorder(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam(FieldOrderDocument.VARIABLE) String path,
            @Nullable Order order) {
        if (!path.equals("order")) {
            throw new ProblemException(ErrorCode.METHOD_NOT_ALLOWED, "A field is changed with PATCH");
        }
        if (order == null) {
            throw ProblemException.malformed("Send the order as {\"names\": […]}");
        }
        return fields.reorder(caller.requireTenant(), campaignId, order.names(), caller.actor())
                .map(FieldResource::page);
    }

    private static Page<FieldView> page(List<DataField> list) {
        return Page.of(list.stream().map(FieldView::of).toList(), null).withTotal(list.size());
    }
}
