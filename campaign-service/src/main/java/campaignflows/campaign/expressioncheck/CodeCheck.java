package campaignflows.campaign.expressioncheck;

import campaignflows.campaign.validation.Finding;
import campaignflows.platform.values.FieldType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is wrong with a piece of code, and what it evaluates to. */
@Schema(description = "What is wrong with a piece of code, and what it gives")
public record CodeCheck(
        @Schema(
                description =
                        "Empty if it compiles; one of an expression that gives a value of another type is a warning")
        List<Finding> findings,

        @Schema(description = "What it gave; null if it does not compile, or nobody's values were asked for") @Nullable
        Sample sample) {
    public CodeCheck {
        findings = List.copyOf(findings);
    }

    /** What the code gave with the values of one participant. */
    @Schema(name = "CodeSample")
    public record Sample(
            @Schema(description = "Null for a participant that is made up") @Nullable
            UUID participantId,

            @Schema(description = "Of an expression: text, number, true or false, a list of these, or null for None")
            @Nullable
            Object value,

            @Schema(description = "The type of the value; null for None and for lists") @Nullable
            FieldType type,

            @Schema(description = "Of a script: what it asks to be written; nothing is") @Nullable
            List<Update> updates,

            @Schema(description = "Why it gave nothing; null if it did") @Nullable
            String error,

            @Schema(description = "The line in which it failed; null if that is not known") @Nullable
            Integer line) {}

    /** One field that a script asks to be written. */
    @Schema(name = "CodeUpdate")
    public record Update(String field, @Nullable Object value) {}
}
