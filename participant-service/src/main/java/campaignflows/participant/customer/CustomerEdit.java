package campaignflows.participant.customer;

import campaignflows.platform.contracts.communication.ChannelType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an edit changes; whatever it does not name stays. */
@Schema(description = "What to change; what is not named stays as it is")
public record CustomerEdit(
        @Schema(
                description = "Values of Customer Profile fields by name, as text, number or boolean; null clears the"
                        + " field, an empty text changes nothing")
        @Nullable
        Map<String, JsonNode> attributes,

        @Schema(
                description = "All channels on which the person does not want to be contacted: they take the place of"
                        + " those that were set, [] removes them all. What is due on such a channel is Skipped")
        @Nullable
        List<ChannelType> optOuts) {}
