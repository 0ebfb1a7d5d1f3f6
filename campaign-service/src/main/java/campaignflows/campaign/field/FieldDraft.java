package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A field as the API receives it for creation. Optional are title (default: the name), description, import (default: on),
 * required (default: off) and values (except for an enumeration).
 */
@Schema(description = "A new custom field")
public record FieldDraft(
        @Schema(required = true) @Nullable String name,
        @Nullable String title,
        @Nullable String description,
        @Schema(required = true) @Nullable FieldType type,
        @Schema(required = true) @Nullable FieldLevel level,
        @JsonProperty("import") @Nullable Boolean imported,
        @Nullable Boolean required,
        @Nullable List<@Nullable String> values) {}
