package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.WireName;
import java.util.List;

/**
 * A data field of a campaign as it is stored.
 *
 * @param imported whether an import may give it
 * @param values   the allowed values of an enumeration, else empty
 */
public record DataField(
        String name,
        String title,
        String description,
        FieldType type,
        FieldLevel level,
        boolean imported,
        boolean required,
        boolean system,
        List<String> values) {
    public DataField {
        values = List.copyOf(values);
        if (required && !imported) {
            throw new IllegalArgumentException("Expected a required field to be imported, but it is not: " + name);
        }
    }

    DataField withTitle(String newTitle) {
        return new DataField(name, newTitle, description, type, level, imported, required, system, values);
    }

    DataField withValues(List<String> newValues) {
        return new DataField(name, title, description, type, level, imported, required, system, newValues);
    }

    /** How flows name it. */
    public String reference() {
        return WireName.of(level) + "." + name;
    }

    public FieldDefinition definition() {
        return new FieldDefinition(name, title, type, level, imported, required, system, values);
    }
}
