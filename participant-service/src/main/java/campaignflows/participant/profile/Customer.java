package campaignflows.participant.profile;

import campaignflows.platform.values.Identifier;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person in a tenant, as stored.
 *
 * @param identifiers canonical texts; only those that the person has
 * @param attributes  canonical texts of all other profile fields except the name
 */
public record Customer(
        UUID id,
        UUID tenantId,
        Map<Identifier, String> identifiers,
        @Nullable String name,
        Map<String, String> attributes) {
    public Customer {
        identifiers = Map.copyOf(identifiers);
        attributes = Map.copyOf(attributes);
    }

    /** All values by field name, the system fields included. */
    public Map<String, String> values() {
        Map<String, String> values = new HashMap<>(attributes);
        identifiers.forEach((identifier, value) -> values.put(identifier.fieldName(), value));
        if (name != null) {
            values.put(UnsavedCustomer.NAME_FIELD, name);
        }
        return values;
    }
}
