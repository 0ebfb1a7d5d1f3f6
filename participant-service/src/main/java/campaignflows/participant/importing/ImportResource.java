package campaignflows.participant.importing;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Receives the chunks of files and API requests from upload-service. The body is read by the mapper of the contracts, not by
 * the stricter one of REST: a cell with a character that cannot be stored fails its row, not the batch.
 */
@Path("/internal/v1/participants/batches")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class ImportResource {
    private final ImportService service;
    private final ImportPreviewService estimates;

    ImportResource(ImportService service, ImportPreviewService estimates) {
        this.service = service;
        this.estimates = estimates;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public ImportBatch.Result importBatch(InputStream body) throws IOException {
        return service.importBatch(read(body));
    }

    @POST
    @Path("/estimate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public ImportBatch.Estimate estimate(InputStream body) throws IOException {
        return estimates.estimate(read(body));
    }

    private static ImportBatch read(InputStream body) throws IOException {
        try {
            ImportBatch batch = Json.mapper().readValue(body, ImportBatch.class);
            if (batch == null) {
                throw ProblemException.malformed("Expected a batch, but there is none");
            }
            return batch;
        } catch (JsonProcessingException e) {
            throw ProblemException.malformed("Expected a batch of rows as JSON, but it is something else");
        }
    }
}
