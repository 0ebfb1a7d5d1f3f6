package campaignflows.platform.contracts.definition;

import campaignflows.platform.values.FieldType;
import java.util.List;
import java.util.UUID;

/**
 * A field of the tenant's customer profiles: {@code GET /internal/v1/customer-fields?tenant=} returns all of them in their
 * order, the system fields first.
 *
 * @param values     the allowed values of an enumeration, otherwise empty
 * @param requiredIn the campaigns in which it is required
 */
public record CustomerField(
        String name, String title, FieldType type, boolean system, List<String> values, List<UUID> requiredIn) {
    public CustomerField {
        values = List.copyOf(values);
        requiredIn = List.copyOf(requiredIn);
    }
}
