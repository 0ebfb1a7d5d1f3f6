package campaignflows.participant.details;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an edit changes; whatever it does not name stays. */
@Schema(description = "What to change; what is not named stays as it is")
public record ParticipantEdit(
        @Schema(
                description = "Values by field name, as text, number or boolean; null clears the field, an empty text"
                        + " changes nothing")
        @Nullable
        Map<String, JsonNode> attributes,

        @Schema(description = "IANA name; null clears it, so that the tenant's counts", implementation = String.class)
        @Nullable
        JsonNode timezone) {}
