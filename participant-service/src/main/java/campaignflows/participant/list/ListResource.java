package campaignflows.participant.list;

import campaignflows.participant.paging.Position;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
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

/** The list of a campaign's participants. */
@Path("/api/v1/campaigns/{campaign_id}/participants")
@Tag(name = "Participants")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_ROLE)
public class ListResource {
    private final ListService service;
    private final CurrentCaller caller;
    private final TenantDirectory tenants;

    ListResource(ListService service, CurrentCaller caller, TenantDirectory tenants) {
        this.service = service;
        this.caller = caller;
        this.tenants = tenants;
    }

    @GET
    @Operation(
            operationId = "listParticipants",
            summary = "List participants",
            description = "The first page says how many there are: exactly up to 10,000, above that, and where counting"
                    + " what a filter leaves of a very large campaign would take long, as a lower bound. A page may be"
                    + " shorter than asked for, or empty, and have a next_cursor nevertheless: nothing else was found"
                    + " among the rows that it looked at. The last page has none.")
    @APIResponse(responseCode = "200", description = "A page of participants")
    @APIResponse(responseCode = "400", description = "A parameter cannot be read")
    @APIResponse(responseCode = "404", description = "There is no such campaign")
    public Page<ParticipantItem> list(
            @PathParam("campaign_id") UUID campaignId,
            @BeanParam FilterParameters filters,
            @Parameter(
                            description =
                                    "name, email, phone, external_id, communications_count or created_at, with - before"
                                            + " it for descending order; -created_at if there is none")
                    @QueryParam("sort")
                    @Nullable
                    String sort,
            @Parameter(description = "1 to 500, else 50") @QueryParam("limit") @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        SortKey.Order order =
                QueryParameters.text("sort", sort).map(SortKey::parse).orElse(SortKey.Order.DEFAULT);
        boolean keyed = !order.key().isId();
        boolean number = order.key() == SortKey.COMMUNICATIONS_COUNT;
        UUID tenantId = caller.requireTenant();
        ParseContext tenant = tenants.parsing(tenantId);
        ListQuery query = new ListQuery(
                tenantId,
                campaignId,
                filters.parse(tenant),
                order,
                Position.decode(cursor, order.listName(), keyed, number),
                Limit.parse(limit));
        return service.list(query);
    }
}
