package campaignflows.campaign.validation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One problem that a validation found, in the form of api.md, so that the canvas can mark the node and the panel the setting.
 *
 * @param flowId  null if it concerns the campaign
 * @param nodeId  null if it concerns the whole flow
 * @param setting path of the setting in the node's settings; null if it concerns the whole node
 * @param line    in the setting's code or template, counted from 1; null if it is neither
 * @param column  in characters, counted from 1; null where line is
 */
@Schema(description = "One thing that is wrong with a flow or may surprise")
public record Finding(
        Severity severity,
        FindingCode code,
        @Nullable UUID flowId,
        @Nullable String nodeId,

        @Schema(
                description = "Path in the node's settings, such as value.code, updates[0].value or"
                        + " parameters.due.code; null if it concerns the whole node")
        @Nullable
        String setting,

        @Schema(description = "Line in the setting's code, counted from 1") @Nullable
        Integer line,

        @Schema(description = "Column in the setting's code, in characters, counted from 1") @Nullable
        Integer column,

        String message) {

    /** A finding of no particular setting. */
    public Finding(
            Severity severity, FindingCode code, @Nullable UUID flowId, @Nullable String nodeId, String message) {
        this(severity, code, flowId, nodeId, null, null, null, message);
    }

    @JsonIgnore
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    public static boolean anyError(List<Finding> findings) {
        return findings.stream().anyMatch(Finding::isError);
    }
}
