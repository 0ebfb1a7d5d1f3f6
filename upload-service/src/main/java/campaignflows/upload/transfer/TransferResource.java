package campaignflows.upload.transfer;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.problem.ProblemResponses;
import campaignflows.platform.web.request.QueryParameters;
import campaignflows.upload.UploadConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Resumable transfers of files, spoken as tus 1.0 (tus.io), so that its ready-made clients can be used. */
@Path("/api/v1/campaigns/{campaign_id}/uploads/transfers")
@Tag(name = "Uploads")
@RunOnVirtualThread
@RolesAllowed(Role.OPERATOR_ROLE)
public class TransferResource {
    private final TransferService transfers;
    private final CurrentCaller caller;
    private final UploadConfig config;

    TransferResource(TransferService transfers, CurrentCaller caller, UploadConfig config) {
        this.transfers = transfers;
        this.caller = caller;
        this.config = config;
    }

    @OPTIONS
    @Operation(operationId = "describeTransfers", summary = "What of tus is spoken here, and the largest file")
    @APIResponse(responseCode = "204", description = "Tus-Version, Tus-Extension, Tus-Max-Size and others, as headers")
    public Response describe() {
        return Response.noContent()
                .header("Tus-Version", TusFilter.VERSION)
                .header("Tus-Extension", TusHeaders.EXTENSIONS)
                .header("Tus-Max-Size", config.maxFileBytes())
                .header("Tus-Checksum-Algorithm", Checksum.ALGORITHMS)
                .build();
    }

    @OPTIONS
    @Path("/{transfer_id}")
    @Operation(operationId = "describeTransfer", summary = "What of tus is spoken here, and the largest file")
    @APIResponse(responseCode = "204", description = "As for all transfers")
    public Response describe(@PathParam("transfer_id") String transferId) {
        return describe();
    }

    @POST
    @Operation(
            operationId = "createTransfer",
            summary = "Begin the resumable transfer of a CSV file (tus 1.0)",
            description =
                    "Says how long the file is; its bytes come by PATCH to the address in Location, or their first"
                            + " part as the body of this request. From now on the transfer occupies the campaign: another file"
                            + " gets 409 until the import of this one has ended, or the transfer is deleted, or nothing has"
                            + " come for 24 hours (see Upload-Expires). The import begins when the last byte is stored.")
    @APIResponse(
            responseCode = "201",
            description = "The transfer has begun",
            headers = {
                @Header(
                        name = "Location",
                        description = "Address of the transfer",
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = TusHeaders.OFFSET,
                        description = "Bytes that are stored; only if the request brought some",
                        schema = @Schema(type = SchemaType.INTEGER)),
                @Header(
                        name = TusHeaders.EXPIRES,
                        description = "When it is given up unless more bytes come",
                        schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "409", description = "Another file of the campaign is being received or imported")
    @APIResponse(responseCode = "412", description = "The header Tus-Resumable: 1.0.0 is missing")
    @APIResponse(responseCode = "413", description = "The file is larger than 4 GiB")
    @APIResponse(responseCode = "507", description = "There is no room for the file")
    public Response create(
            @PathParam("campaign_id") UUID campaignId,
            @HeaderParam(TusHeaders.LENGTH) @Nullable String length,
            @HeaderParam(TusHeaders.DEFER_LENGTH) @Nullable String deferLength,
            @HeaderParam(TusHeaders.CONCAT) @Nullable String concat,
            @HeaderParam(TusHeaders.METADATA) @Nullable String metadataHeader,
            @HeaderParam(TusHeaders.CHECKSUM) @Nullable String checksum,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String contentLength,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = TusHeaders.CONTENT_TYPE,
                                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
                    InputStream body)
            throws TransferService.WrongOffsetException {
        if (deferLength != null || concat != null) {
            throw ProblemException.malformed(
                    "Upload-Defer-Length and Upload-Concat are not supported: send Upload-Length, the size of the whole file");
        }
        long bytes = TusHeaders.bytes(TusHeaders.LENGTH, length);
        UploadMetadata metadata = metadata(metadataHeader);
        Optional<Checksum> sum = Optional.ofNullable(checksum).map(Checksum::parse);
        boolean withBytes = TusHeaders.isPiece(contentType);
        TransferService.Key key = transfers.create(caller.requireTenant(), campaignId, bytes, metadata, caller.actor());
        Response.ResponseBuilder answer = Response.status(Response.Status.CREATED)
                .header(
                        HttpHeaders.LOCATION,
                        "/api/v1/campaigns/%s/uploads/transfers/%s".formatted(campaignId, key.id()));
        if (!withBytes && bytes > 0) {
            return describe(answer, transfers.ask(key)).build();
        }
        InputStream content = withBytes ? body : InputStream.nullInputStream();
        var piece = new PatchBody(
                0, withBytes ? TusHeaders.declared(contentLength) : 0, withBytes ? sum : Optional.empty(), content);
        try {
            Transfer transfer = transfers.add(key, piece, caller.actor());
            return describe(answer.header(TusHeaders.OFFSET, transfer.received()), transfer)
                    .build();
        } catch (ProblemException e) {
            // Who is refused does not learn the address, so nothing may be left there.
            transfers.delete(key, caller.actor());
            throw e;
        }
    }

    private static UploadMetadata metadata(@Nullable String header) {
        UploadMetadata metadata = UploadMetadata.parse(header);
        return new UploadMetadata(
                metadata.header(),
                QueryParameters.text("filename", metadata.filename()).orElse(null));
    }

    @HEAD
    @Path("/{transfer_id}")
    @Operation(
            operationId = "getTransferOffset",
            summary = "How many bytes of a transfer are stored",
            description = "To be asked before going on after a broken connection. All bytes up to the offset survive"
                    + " any crash. When the file is whole, Upload-Resource is the path of the upload that imports it.")
    @APIResponse(
            responseCode = "200",
            description = "Where the transfer stands",
            headers = {
                @Header(
                        name = TusHeaders.OFFSET,
                        description = "Bytes that are stored",
                        schema = @Schema(type = SchemaType.INTEGER)),
                @Header(
                        name = TusHeaders.LENGTH,
                        description = "Bytes of the whole file",
                        schema = @Schema(type = SchemaType.INTEGER)),
                @Header(
                        name = TusHeaders.RESOURCE,
                        description = "Path of the upload, when the file is whole",
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = TusHeaders.EXPIRES,
                        description = "When it is given up unless more bytes come",
                        schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "404", description = "There is no such transfer")
    @APIResponse(responseCode = "410", description = "It was deleted, canceled or given up")
    public Response ask(@PathParam("campaign_id") UUID campaignId, @PathParam("transfer_id") UUID transferId) {
        Transfer transfer = transfers.ask(key(campaignId, transferId));
        Response.ResponseBuilder answer = Response.ok()
                .header(TusHeaders.OFFSET, transfer.received())
                .header(TusHeaders.LENGTH, transfer.length());
        if (transfer.metadata() != null) {
            answer.header(TusHeaders.METADATA, transfer.metadata());
        }
        return describe(answer, transfer).build();
    }

    @PATCH
    @Path("/{transfer_id}")
    @Operation(
            operationId = "addToTransfer",
            summary = "Send bytes of a transfer, from where it stands",
            description = "What arrives before a connection breaks is kept. With the last byte of the file its import"
                    + " begins, exactly once; Upload-Resource is then the path of the upload.")
    @APIResponse(
            responseCode = "204",
            description = "The bytes are stored",
            headers = {
                @Header(
                        name = TusHeaders.OFFSET,
                        description = "Bytes that are stored now",
                        schema = @Schema(type = SchemaType.INTEGER)),
                @Header(
                        name = TusHeaders.RESOURCE,
                        description = "Path of the upload, when the file is whole",
                        schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "404", description = "There is no such transfer")
    @APIResponse(responseCode = "409", description = "The transfer stands at another offset: see Upload-Offset")
    @APIResponse(responseCode = "410", description = "It was deleted, canceled or given up")
    @APIResponse(responseCode = "413", description = "The bytes go beyond the end of the file")
    @APIResponse(responseCode = "415", description = "The body is not application/offset+octet-stream")
    @APIResponse(responseCode = "423", description = "Another request is sending bytes of this transfer")
    @APIResponse(responseCode = "507", description = "There is no room for more of the file; what had come stays")
    @APIResponse(responseCode = "460", description = "The bytes do not amount to Upload-Checksum; none is kept")
    public Response add(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("transfer_id") UUID transferId,
            @HeaderParam(TusHeaders.OFFSET) @Nullable String offset,
            @HeaderParam(TusHeaders.CHECKSUM) @Nullable String checksum,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String contentLength,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = TusHeaders.CONTENT_TYPE,
                                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
                    InputStream body) {
        if (!TusHeaders.isPiece(contentType)) {
            throw new ProblemException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the bytes as Content-Type: " + TusHeaders.CONTENT_TYPE);
        }
        var piece = new PatchBody(
                TusHeaders.bytes(TusHeaders.OFFSET, offset),
                TusHeaders.declared(contentLength),
                Optional.ofNullable(checksum).map(Checksum::parse),
                body);
        try {
            Transfer transfer = transfers.add(key(campaignId, transferId), piece, caller.actor());
            return describe(Response.noContent().header(TusHeaders.OFFSET, transfer.received()), transfer)
                    .build();
        } catch (TransferService.WrongOffsetException e) {
            return wrongOffset(e.current());
        }
    }

    private static Response wrongOffset(Transfer current) {
        Response problem = ProblemResponses.of(ProblemException.conflict(
                "The transfer stands at byte %d: go on from there".formatted(current.received())));
        return describe(Response.fromResponse(problem).header(TusHeaders.OFFSET, current.received()), current)
                .build();
    }

    @DELETE
    @Path("/{transfer_id}")
    @Operation(
            operationId = "deleteTransfer",
            summary = "Give up a transfer",
            description = "Nothing is imported, and the campaign is free for another file at once.")
    @APIResponse(responseCode = "204", description = "It is deleted")
    @APIResponse(responseCode = "409", description = "The file is whole: cancel the upload instead")
    public Response delete(@PathParam("campaign_id") UUID campaignId, @PathParam("transfer_id") UUID transferId) {
        transfers.delete(key(campaignId, transferId), caller.actor());
        return Response.noContent().build();
    }

    private TransferService.Key key(UUID campaignId, UUID transferId) {
        return new TransferService.Key(caller.requireTenant(), campaignId, transferId);
    }

    private static Response.ResponseBuilder describe(Response.ResponseBuilder answer, Transfer transfer) {
        if (transfer.state() == Transfer.State.WHOLE) {
            answer.header(
                    TusHeaders.RESOURCE,
                    "/api/v1/campaigns/%s/uploads/%s".formatted(transfer.campaignId(), transfer.id()));
        } else if (transfer.expires() != null) {
            answer.header(TusHeaders.EXPIRES, TusHeaders.date(transfer.expires()));
        }
        return answer;
    }
}
