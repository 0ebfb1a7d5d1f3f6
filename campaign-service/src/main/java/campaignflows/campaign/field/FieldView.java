package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A field as the API shows it (api.md).
 *
 * @param values of an enumeration; left out for all other types
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DataField")
public record FieldView(
        String name,
        String title,
        String description,
        FieldType type,
        FieldLevel level,
        @JsonProperty("import") boolean imported,
        boolean required,
        boolean system,
        @Nullable List<String> values) {

    static FieldView of(DataField field) {
        return new FieldView(
                field.name(),
                field.title(),
                field.description(),
                field.type(),
                field.level(),
                field.imported(),
                field.required(),
                field.system(),
                field.type() == FieldType.ENUMERATION ? field.values() : null);
    }
}
