package campaignflows.gateway.audit;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit log of the caller's tenant, for its administrators. */
@Path("/api/v1/audit")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN_ROLE)
@Tag(name = "Audit log")
public class AuditResource {
    private final AuditService service;
    private final CurrentCaller caller;

    AuditResource(AuditService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listAuditEvents",
            summary = "List who changed what, when and from where, the newest first",
            description =
                    "A change is listed within seconds. Personal data, messages and secrets are not in it: people are"
                            + " named by their ids, and of secrets and texts it is told only that they changed.")
    @APIResponse(responseCode = "200", description = "A page of events")
    @APIResponse(responseCode = "400", description = "A parameter cannot be read")
    public Page<AuditEventView> list(
            @BeanParam AuditParameters filters,
            @Parameter(description = "1 to 500, else 50") @QueryParam("limit") @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        return service.page(filters.of(caller.requireTenant(), cursor), Limit.parse(limit));
    }

    /** The forms of an export. */
    @Schema(name = "AuditExportFormat")
    enum Format {
        CSV,
        JSONL
    }

    @GET
    @Path("/export")
    @Produces({"text/csv;charset=UTF-8", "application/x-ndjson"})
    @Operation(
            operationId = "exportAuditEvents",
            summary = "Export the audit log, the newest event first",
            description = "With the filters of the list. It is streamed: a connection that ends early has left the file"
                    + " incomplete. The export is an event of the log itself.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", description = "A parameter cannot be read")
    public Response export(
            @BeanParam AuditParameters filters,
            @Parameter(
                            description = "csv (if there is none) or jsonl: a JSON object in each line",
                            schema = @Schema(implementation = Format.class))
                    @QueryParam("format")
                    @Nullable
                    String format) {
        Format form = QueryParameters.oneOf("format", format, Format.class).orElse(Format.CSV);
        AuditQuery wanted = filters.of(caller.requireTenant(), null);
        boolean asCsv = form == Format.CSV;
        String extension = asCsv ? "csv" : "jsonl";
        service.noteExport(wanted, extension, caller.actor());
        StreamingOutput content = out -> service.export(wanted, asCsv ? AuditFile.csv(out) : AuditFile.lines(out));
        return Response.ok(content, asCsv ? "text/csv;charset=UTF-8" : "application/x-ndjson")
                .header("Content-Disposition", "attachment; filename=\"audit." + extension + "\"")
                .build();
    }
}
