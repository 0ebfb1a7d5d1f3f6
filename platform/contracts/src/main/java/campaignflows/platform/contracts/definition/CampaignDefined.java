package campaignflows.platform.contracts.definition;

import campaignflows.platform.contracts.MessageFamily;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.flow.Flow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The whole definition of a campaign in any status, published at each change on {@code campaign-definitions} (a deleted
 * campaign leaves a tombstone) and returned by {@code GET /internal/v1/campaigns/{id}/definition}.
 *
 * @param revision             increases with each change of the campaign; the greater one is newer
 * @param run                  number of the latest Start, 0 before the first; it runs only while the status is Active
 * @param updatedOnUnchanged   whether a matching row fires Participant Updated even if nothing has changed (rule U7)
 * @param fields               in field order (rule D4)
 * @param flows                the active ones, in their order
 * @param communicationResults the union of the results of the agents that the active flows use
 */
public record CampaignDefined(
        UUID tenantId,
        UUID campaignId,
        String name,
        long revision,
        CampaignStatus status,
        int run,
        boolean updatedOnUnchanged,
        List<FieldDefinition> fields,
        List<Flow> flows,
        List<ResultField> communicationResults) {
    public static final MessageFamily<CampaignDefined> FAMILY =
            new MessageFamily<>(Map.of("CampaignDefined", CampaignDefined.class));

    public CampaignDefined {
        fields = List.copyOf(fields);
        flows = List.copyOf(flows);
        communicationResults = List.copyOf(communicationResults);
    }

    /** The field with this name; names are unique across both levels. */
    public Optional<FieldDefinition> field(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }

    public boolean isRunning(int ofRun) {
        return status == CampaignStatus.ACTIVE && run == ofRun;
    }
}
