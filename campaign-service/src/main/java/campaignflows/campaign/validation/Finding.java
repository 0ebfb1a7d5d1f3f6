package campaignflows.campaign.validation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a validation found, in the form of api.md, so that the canvas can mark the node.
 *
 * @param flowId null if it concerns the campaign
 * @param nodeId null if it concerns the whole flow
 */
public record Finding(
        Severity severity,
        FindingCode code,
        @Nullable UUID flowId,
        @Nullable String nodeId,
        String message) {

    @JsonIgnore
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    public static boolean anyError(List<Finding> findings) {
        return findings.stream().anyMatch(Finding::isError);
    }
}
