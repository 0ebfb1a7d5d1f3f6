package campaignflows.participant.list;

import campaignflows.participant.profile.Folding;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A campaign's participants as a CSV file. */
@Path("/api/v1/campaigns/{campaign_id}/participants/export")
@Tag(name = "Participants")
@RunOnVirtualThread
@RolesAllowed(Role.VIEWER_ROLE)
public class ExportResource {
    private static final int MAX_NAME = 60;

    private final ExportService service;
    private final CurrentCaller caller;
    private final TenantDirectory tenants;

    ExportResource(ExportService service, CurrentCaller caller, TenantDirectory tenants) {
        this.service = service;
        this.caller = caller;
        this.tenants = tenants;
    }

    /** What happens to cells that a spreadsheet would execute. */
    enum Formulas {
        NEUTRALIZE,
        KEEP
    }

    @GET
    @Produces("text/csv;charset=UTF-8")
    @Operation(
            operationId = "exportParticipants",
            summary = "Export participants as CSV",
            description = "All fields by name in field order, then object_id, timezone, id, customer_id, status,"
                    + " communications_count, created_at and updated_at (with _ before the name where a field is called"
                    + " so), those made first coming first, with the filters of the list. The file can be uploaded again"
                    + " as it is: an apostrophe that neutralizes a cell is taken away again. Programs take formulas=keep and bom=false."
                    + " It is streamed: a connection that ends early has left the file incomplete.")
    @APIResponse(responseCode = "200", description = "The file")
    @APIResponse(responseCode = "400", description = "A parameter cannot be read")
    @APIResponse(responseCode = "404", description = "There is no such campaign")
    public Response export(
            @PathParam("campaign_id") UUID campaignId,
            @BeanParam FilterParameters filters,
            @Parameter(
                            description = "neutralize (if there is none): an apostrophe before texts that a spreadsheet"
                                    + " would run; keep: all values as they are")
                    @QueryParam("formulas")
                    @Nullable
                    String formulas,
            @Parameter(
                            description = "true (if there is none): begins with a byte order mark, so that Excel reads"
                                    + " it as it is; false: none, for programs")
                    @QueryParam("bom")
                    @Nullable
                    String bom) {
        UUID tenantId = caller.requireTenant();
        ParseContext tenant = tenants.parsing(tenantId);
        boolean neutral = QueryParameters.oneOf("formulas", formulas, Formulas.class)
                .map(Formulas.NEUTRALIZE::equals)
                .orElse(true);
        boolean mark = QueryParameters.bool("bom", bom).orElse(true);
        ExportService.Export export =
                service.prepare(tenantId, campaignId, filters.parse(tenant), neutral, mark, caller.actor());
        StreamingOutput content = out -> service.write(export, out);
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"" + fileName(export) + "\"")
                .build();
    }

    /** Consists of letters, digits and hyphens only. */
    private static String fileName(ExportService.Export export) {
        String name = Folding.fold(export.definition().name()).replaceAll("[^a-z0-9]+", "-");
        String tidy = name.substring(0, Math.min(MAX_NAME, name.length())).replaceAll("^-+|-+$", "");
        return "participants-" + (tidy.isEmpty() ? export.definition().campaignId() : tidy) + ".csv";
    }
}
