package campaignflows.upload.preview;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.QueryParameters;
import campaignflows.upload.lifecycle.CsvTypes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What an import of a file would do. */
@Path("/api/v1/campaigns/{campaign_id}/uploads/preview")
@Tag(name = "Uploads")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.OPERATOR_ROLE)
public class PreviewResource {
    private final PreviewService previews;
    private final CurrentCaller caller;

    PreviewResource(PreviewService previews, CurrentCaller caller) {
        this.previews = previews;
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
    @Operation(
            operationId = "previewUpload",
            summary = "Preview a CSV file before importing it",
            description =
                    "The body is the first part of the file, or all of a small one; its first MiB and at most 10,000"
                            + " rows are looked at. Nothing is written. Columns and their fields, the first rows, the first 100"
                            + " problems, and how many rows would be new, changed or the same. What would fail the file as a whole"
                            + " is a problem of row 1. With `size` the estimate is for the whole file, and a last row without its"
                            + " line end is checked if the body is the whole file; else faults that a cut may explain are left out.")
    public Preview preview(
            @PathParam("campaign_id") UUID campaignId,
            @Parameter(
                            description = "Bytes of the whole file",
                            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"))
                    @QueryParam("size")
                    @Nullable
                    String size,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            @RequestBody(
                            required = true,
                            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
                    InputStream body)
            throws IOException {
        return previews.preview(caller.requireTenant(), campaignId, size(size), bytes(length), body);
    }

    private static long size(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return -1;
        }
        long bytes = bytes(given);
        if (bytes < 0) {
            throw QueryParameters.malformed("size", "Expected the number of the file's bytes");
        }
        return bytes;
    }

    private static long bytes(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }
}
