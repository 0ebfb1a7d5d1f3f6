package campaignflows.campaign.definition;

import campaignflows.campaign.lifecycle.CampaignService;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.IfMatch;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The newest definition of a campaign, for services that cannot wait for the topic. */
@Path("/internal/v1/campaigns/{id}/definition")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class DefinitionResource {
    private final DefinitionService definitions;
    private final CurrentCaller caller;

    DefinitionResource(DefinitionService definitions, CurrentCaller caller) {
        this.definitions = definitions;
        this.caller = caller;
    }

    @GET
    @Operation(hidden = true)
    public Response get(
            @PathParam("id") UUID id,
            @QueryParam("tenant") @Nullable String tenantText,
            @QueryParam("known_revision") @Nullable String knownRevision) {
        UUID tenant = QueryParameters.uuid("tenant", tenantText).orElseGet(caller::requireTenant);
        if (caller.tenant().filter(own -> !own.equals(tenant)).isPresent()) {
            throw CampaignService.unknown();
        }
        Optional<CampaignDefined> newer = definitions.newerThan(tenant, id, known(knownRevision));
        return newer.map(definition -> Response.ok(definition)
                        .header(HttpHeaders.ETAG, IfMatch.etag(definition.revision()))
                        .build())
                .orElseGet(() -> Response.notModified().build());
    }

    private static long known(@Nullable String text) {
        return QueryParameters.text("known_revision", text)
                .map(revision -> {
                    if (!revision.matches("\\d{1,18}")) {
                        throw QueryParameters.malformed("known_revision", "Expected a revision");
                    }
                    return Long.parseLong(revision);
                })
                .orElse(-1L);
    }
}
