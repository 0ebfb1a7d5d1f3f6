package campaignflows.platform.contracts.definition;

import campaignflows.platform.values.FieldType;
import java.util.List;

/**
 * A data field of a campaign (rules D1, D2).
 *
 * @param imported whether an import may set it
 * @param system   one of D1's, locked in its definition
 * @param values   the allowed values of an enumeration, otherwise empty
 */
public record FieldDefinition(
        String name,
        String title,
        FieldType type,
        FieldLevel level,
        boolean imported,
        boolean required,
        boolean system,
        List<String> values) {
    public FieldDefinition {
        values = List.copyOf(values);
    }
}
