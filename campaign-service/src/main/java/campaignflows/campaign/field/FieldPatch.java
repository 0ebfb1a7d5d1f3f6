package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A change of a field; what is left out or null stays. */
@Schema(description = "Changes of a custom field; what is left out stays")
public record FieldPatch(
        @Nullable String title,
        @Nullable String description,
        @Nullable FieldType type,
        @Nullable FieldLevel level,
        @JsonProperty("import") @Nullable Boolean imported,
        @Nullable Boolean required,
        @Nullable List<@Nullable String> values,

        @Schema(description = "Cannot be changed: only the present one is accepted") @Nullable
        String name) {

    /** A change that leaves the name alone. */
    FieldPatch(
            @Nullable String title,
            @Nullable String description,
            @Nullable FieldType type,
            @Nullable FieldLevel level,
            @Nullable Boolean imported,
            @Nullable Boolean required,
            @Nullable List<@Nullable String> values) {
        this(title, description, type, level, imported, required, values, null);
    }
}
