package campaignflows.participant.profile;

import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Identifier;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** What customers were known by before, as far as nobody else is known by it now: what is kept under that is about the other person. */
@Singleton
public class FormerIdentifiers {
    private final FormerIdentifierRepository former;
    private final CustomerRepository customers;

    FormerIdentifiers(FormerIdentifierRepository former, CustomerRepository customers) {
        this.former = former;
        this.customers = customers;
    }

    /** Those of a customer, by field name. */
    public Map<String, List<String>> of(Tx tx, UUID tenantId, UUID customerId) {
        Map<Identifier, List<String>> all = former.of(tx, tenantId, customerId);
        if (all.isEmpty()) {
            return Map.of();
        }
        Map<Identifier, Set<String>> keys = new EnumMap<>(Identifier.class);
        all.forEach((identifier, values) ->
                keys.put(identifier, values.stream().map(identifier::key).collect(Collectors.toSet())));
        List<Customer> owners = customers.findByKeys(tx, tenantId, keys, ReadBound.none());
        Map<String, List<String>> unowned = new TreeMap<>();
        all.forEach((identifier, values) -> {
            List<String> left = values.stream()
                    .filter(value -> owners.stream().noneMatch(owner -> isKnownBy(owner, identifier, value)))
                    .toList();
            if (!left.isEmpty()) {
                unowned.put(identifier.fieldName(), left);
            }
        });
        return unowned;
    }

    /** The same, which are forgotten with the customer. */
    public Map<String, List<String>> take(Tx tx, UUID tenantId, UUID customerId) {
        Map<String, List<String>> taken = of(tx, tenantId, customerId);
        former.deleteOf(tx, tenantId, customerId);
        return taken;
    }

    private static boolean isKnownBy(Customer owner, Identifier identifier, String value) {
        String own = owner.identifiers().get(identifier);
        return own != null && identifier.key(own).equals(identifier.key(value));
    }
}
