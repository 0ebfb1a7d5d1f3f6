package campaignflows.platform.contracts.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A participant that does not exist: {@code POST /internal/v1/campaigns/{id}/simulation-subjects/hypothetical} of
 * participant-service, which returns a {@link SimulationSubjectLine.Subject}.
 *
 * @param attributes values by field name as a person gives them; null as well for what is not set
 * @param timezone   IANA id; null if the tenant's applies
 */
public record HypotheticalParticipant(
        Map<String, JsonNode> attributes, @Nullable String timezone) {
    public HypotheticalParticipant {
        attributes = Map.copyOf(attributes);
    }
}
