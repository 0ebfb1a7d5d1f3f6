package campaignflows.campaign.expressioncheck;

import campaignflows.platform.values.FieldType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The code, and with whose values it is to be tried. */
@Schema(
        description = "An expression or script, and with whose values it is to be tried: at most one of participant_id,"
                + " attributes and sample")
public record CodeCheckRequest(
        @Schema(required = true) @Nullable String code,

        @Schema(description = "expression, if left out") @Nullable
        Kind kind,

        @Schema(description = "The type that the value of the expression is wanted for") @Nullable
        FieldType expectedType,

        @Schema(description = "A participant of the campaign, as it is now") @Nullable
        UUID participantId,

        @Schema(description = "A participant that is made up: values by field name") @Nullable
        Map<String, JsonNode> attributes,

        @Schema(description = "true: one of the campaign's participants, if there is one") @Nullable
        Boolean sample) {

    /** What kind of code. */
    @Schema(name = "CodeKind")
    public enum Kind {
        EXPRESSION,
        SCRIPT
    }
}
