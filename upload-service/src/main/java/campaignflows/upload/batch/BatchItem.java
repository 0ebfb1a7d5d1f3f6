package campaignflows.upload.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One participant of an API batch, as it was sent: a text that cannot be stored fails its item, not the batch.
 *
 * @param attributes field name to value; null and "" change nothing
 * @param timezone   IANA id
 * @param objectId   distinguishes several participants of one person
 */
@Schema(name = "ParticipantItem")
public record BatchItem(
        @Schema(
                description = "Field names and values, as in the Data tab",
                examples = "{\"external_id\": \"cust_123\", \"email\": \"alex@example.com\"}")
        @Nullable
        Map<String, JsonNode> attributes,

        @Schema(implementation = String.class, examples = "Europe/London") @Nullable
        JsonNode timezone,

        @Schema(implementation = String.class, examples = "loan_456") @Nullable
        JsonNode objectId) {}
