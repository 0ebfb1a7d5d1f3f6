package campaignflows.upload.report;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.QueryParameters;
import campaignflows.upload.lifecycle.UploadAuditPublisher;
import campaignflows.upload.lifecycle.UploadService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The failed rows of an upload, to be read and to be corrected. */
@Path("/api/v1/campaigns/{campaign_id}/uploads/{upload_id}/errors")
@Tag(name = "Uploads")
@Produces("text/csv; charset=utf-8")
@RunOnVirtualThread
@RolesAllowed(Role.VIEWER_ROLE)
public class ReportResource {
    private final UploadService uploads;
    private final ErrorReport report;
    private final UploadAuditPublisher audit;
    private final CurrentCaller caller;

    ReportResource(UploadService uploads, ErrorReport report, UploadAuditPublisher audit, CurrentCaller caller) {
        this.uploads = uploads;
        this.report = report;
        this.audit = audit;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getUploadErrors",
            summary = "The error report as CSV: row, field, value, message",
            description = "Also while the upload runs. Cells that a spreadsheet would run begin with an apostrophe."
                    + " Kept for 30 days after the upload has ended; then 410.")
    public Response errors(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("upload_id") UUID uploadId,
            @Parameter(
                            description = "`false` leaves the byte order mark out, by which spreadsheets know UTF-8",
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "true"))
                    @QueryParam("bom")
                    @Nullable
                    String bom) {
        boolean mark = QueryParameters.bool("bom", bom).orElse(true);
        report.requireKept(uploads.find(caller.requireTenant(), campaignId, uploadId));
        audit.errorsExported(told(campaignId, uploadId), caller.actor());
        return csv("errors-" + uploadId, out -> report.writeErrors(uploadId, mark, out));
    }

    @GET
    @Path("/rows")
    @Operation(
            operationId = "getUploadFailedRows",
            summary = "The failed rows as they stood in the file, with a column _error",
            description =
                    "Correct it and upload it again: an import ignores the column _error. Header and cells are those of the file"
                            + " byte for byte; a file that is not ASCII begins with a byte order mark, so that spreadsheets"
                            + " read it as UTF-8. A row that was too large"
                            + " to be kept is only in the error report. Kept for 30 days after the upload has ended; then 410.")
    public Response rows(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("upload_id") UUID uploadId,
            @Parameter(
                            description =
                                    "`false` adds no byte order mark to a file that came without one and is not ASCII",
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "true"))
                    @QueryParam("bom")
                    @Nullable
                    String bom) {
        boolean mark = QueryParameters.bool("bom", bom).orElse(true);
        report.requireKept(uploads.find(caller.requireTenant(), campaignId, uploadId));
        ReportRepository.FileForm form = report.form(uploadId);
        audit.rowsExported(told(campaignId, uploadId), caller.actor());
        return csv("failed-rows-" + uploadId, out -> report.writeFailedRows(uploadId, form, mark, out));
    }

    private UploadAuditPublisher.Told told(UUID campaignId, UUID uploadId) {
        return new UploadAuditPublisher.Told(caller.requireTenant(), campaignId, uploadId);
    }

    private static Response csv(String name, StreamingOutput content) {
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
                .build();
    }
}
