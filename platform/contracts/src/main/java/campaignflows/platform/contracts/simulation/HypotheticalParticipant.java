package campaignflows.platform.contracts.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A participant that there is not: {@code POST /internal/v1/campaigns/{id}/simulation-subjects/hypothetical} of participant-service, answered
 * with a {@link SimulationSubjectLine.Subject}.
 *
 * @param attributes values by field name as a person gives them; null, too, for what is not set
 * @param timezone   IANA id; null if the tenant's counts
 */
public record HypotheticalParticipant(
        Map<String, JsonNode> attributes, @Nullable String timezone) {
    public HypotheticalParticipant {
        attributes = Map.copyOf(attributes);
    }
}
