package campaignflows.platform.contracts.communication;

import campaignflows.platform.values.FieldType;
import java.util.List;

/**
 * A result that an agent's conversations produce.
 *
 * @param values the allowed values of an enumeration, otherwise empty
 */
public record ResultField(String name, String title, FieldType type, List<String> values) {
    public ResultField {
        values = List.copyOf(values);
    }
}
