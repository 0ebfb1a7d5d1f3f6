package campaignflows.upload.lifecycle;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.Limit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Files of participants. */
@Path("/api/v1/campaigns/{campaign_id}/uploads")
@Tag(name = "Uploads")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class UploadResource {
    private final UploadService uploads;
    private final CancelService cancels;
    private final CurrentCaller caller;

    public UploadResource(UploadService uploads, CancelService cancels, CurrentCaller caller) {
        this.uploads = uploads;
        this.cancels = cancels;
        this.caller = caller;
    }

    @POST
    @Consumes({
        CsvTypes.CSV,
        CsvTypes.APPLICATION_CSV,
        CsvTypes.X_CSV,
        CsvTypes.APPLICATION_X_CSV,
        CsvTypes.COMMA_SEPARATED,
        CsvTypes.TAB_SEPARATED,
        CsvTypes.EXCEL,
        CsvTypes.BYTES,
        CsvTypes.PLAIN
    })
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Operation(
            operationId = "uploadFile",
            summary = "Upload a CSV file of participants",
            description =
                    "The body is the file itself, up to 4 GiB, streamed. UTF-8; comma, semicolon or tab, or as a first line"
                            + " such as `sep=;` says. Names and titles of fields are found whatever their case; columns that no field with"
                            + " Import on has are ignored and named, rows of nothing but separators are skipped and counted."
                            + " One file at a time per campaign; another gets 409 before its body is read.")
    @APIResponse(
            responseCode = "202",
            description = "The file is stored and its import has begun",
            content = @Content(schema = @Schema(implementation = UploadView.class)))
    @APIResponse(responseCode = "409", description = "Another file of the campaign is being imported")
    @APIResponse(responseCode = "413", description = "The file is larger than 4 GiB")
    @APIResponse(responseCode = "507", description = "There is no room for the file; nothing is kept of it")
    public Response upload(
            @PathParam("campaign_id") UUID campaignId,
            @QueryParam("filename") @Nullable String filename,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            @RequestBody(
                            required = true,
                            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
                    InputStream body) {
        Upload upload = uploads.receive(
                caller.requireTenant(),
                campaignId,
                FileNames.shown(filename).orElse(null),
                length == null || !length.matches("\\d{1,18}") ? -1 : Long.parseLong(length),
                caller.actor(),
                body);
        return Response.accepted(UploadView.of(upload)).build();
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(operationId = "listUploads", summary = "List the uploads of a campaign, newest first")
    public UploadList list(
            @PathParam("campaign_id") UUID campaignId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return uploads.list(caller.requireTenant(), campaignId, Limit.parse(limit), cursor);
    }

    @GET
    @Path("/{upload_id}")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(operationId = "getUpload", summary = "Show an upload with its progress and counters")
    public UploadView get(@PathParam("campaign_id") UUID campaignId, @PathParam("upload_id") UUID uploadId) {
        return UploadView.of(uploads.find(caller.requireTenant(), campaignId, uploadId));
    }

    @POST
    @Path("/{upload_id}/cancel")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Operation(
            operationId = "cancelUpload",
            summary = "Cancel a running upload",
            description =
                    "It ends as failed with the message `Canceled after n rows`. Rows that have been imported stay, and their"
                            + " error report is kept. Canceling again changes nothing. If the rows under way cannot be counted at"
                            + " once, the answer shows the upload still processing; it ends by itself.")
    @APIResponse(
            responseCode = "200",
            description = "The upload is canceled",
            content = @Content(schema = @Schema(implementation = UploadView.class)))
    @APIResponse(responseCode = "409", description = "The upload has ended otherwise, or is a batch of the API")
    public UploadView cancel(@PathParam("campaign_id") UUID campaignId, @PathParam("upload_id") UUID uploadId) {
        return UploadView.of(cancels.cancel(caller.requireTenant(), campaignId, uploadId, caller.actor()));
    }
}
