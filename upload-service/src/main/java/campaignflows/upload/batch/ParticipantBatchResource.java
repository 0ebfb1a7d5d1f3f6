package campaignflows.upload.batch;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.values.Sha256;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.QueryParameters;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Participants over the API, in batches (rule P3). */
@Path("/api/v1/campaigns/{campaign_id}/participants")
@Tag(name = "Participants")
@RunOnVirtualThread
public class ParticipantBatchResource {
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final ApiBatches batches;
    private final CurrentCaller caller;
    private final ObjectReader reader;

    public ParticipantBatchResource(ApiBatches batches, CurrentCaller caller, ObjectMapper mapper) {
        this.batches = batches;
        this.caller = caller;
        this.reader = mapper.readerFor(BatchItem.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Operation(
            operationId = "addParticipants",
            summary = "Add or update participants",
            description = "1 to 10,000 items and 16 MiB at most. Good items are imported even if others fail."
                    + " With an Idempotency-Key, kept for 24 hours, a repeat gets the first response and does nothing.")
    @APIResponse(
            responseCode = "200",
            description = "What became of the items",
            content = @Content(schema = @Schema(implementation = BatchResult.class)))
    @APIResponse(responseCode = "413", description = "More than 10,000 items or 16 MiB")
    public BatchResult add(
            @PathParam("campaign_id") UUID campaignId,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = BatchItem[].class)))
                    byte[] body)
            throws IOException {
        if (body.length > MAX_BYTES) {
            throw ProblemException.tooLarge("The body has more than 16 MiB: send the items in smaller batches");
        }
        return batches.apply(
                caller.requireTenant(),
                campaignId,
                items(body),
                QueryParameters.text("Idempotency-Key", idempotencyKey).orElse(null),
                Sha256.hex(body),
                body.length);
    }

    /** Reads item by item, so that a body with too many is refused before all of it is held. */
    private List<BatchItem> items(byte[] body) throws IOException {
        List<BatchItem> items = new ArrayList<>();
        try (JsonParser parser = reader.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw ProblemException.malformed("Expected a JSON array of participants");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (items.size() == ImportBatch.MAX_ROWS) {
                    throw ProblemException.tooLarge("The body has more than %,d items: send them in smaller batches"
                            .formatted(ImportBatch.MAX_ROWS));
                }
                items.add(item(parser, items.size()));
            }
            if (parser.nextToken() != null) {
                throw ProblemException.malformed("Expected nothing after the array of participants");
            }
        }
        if (items.isEmpty()) {
            throw ProblemException.malformed("Expected at least one participant in the array");
        }
        return items;
    }

    private BatchItem item(JsonParser parser, int index) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            if (parser.currentToken() == null) {
                throw ProblemException.malformed("The body is not valid JSON: the array is not closed");
            }
            throw ProblemException.malformed("Expected item %d to be an object with attributes".formatted(index));
        }
        BatchItem item = reader.readValue(parser);
        if (item == null) {
            throw ProblemException.malformed("Expected item %d to be an object with attributes".formatted(index));
        }
        return item;
    }
}
