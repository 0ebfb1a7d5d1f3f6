package campaignflows.participant.identity;

import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.values.Identifier;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which customer has which identifier, for all identifiers of a transaction (rule P1). It starts with the state of the
 * database and follows every assignment, so that rows of one batch see each other as if they were imported one by one.
 *
 * <p>Must hold: all customers that have one of these identifiers were added before the first query. What other
 * transactions do meanwhile is detected by the unique indexes and leads to a repetition of the whole transaction.
 */
public final class IdentityIndex {
    private final Map<Identifier, Map<String, UnsavedCustomer>> owners = new EnumMap<>(Identifier.class);

    public IdentityIndex() {
        for (Identifier identifier : Identifier.values()) {
            owners.put(identifier, new HashMap<>());
        }
    }

    public IdentityIndex(Collection<UnsavedCustomer> customers) {
        this();
        customers.forEach(this::add);
    }

    public void add(UnsavedCustomer customer) {
        for (Identifier identifier : customer.identifierKinds()) {
            String key = Objects.requireNonNull(customer.key(identifier));
            ownersOf(identifier).put(key, customer);
        }
    }

    /** The customer that these identifiers (canonical texts, at least one) mean. Changes nothing. */
    public Resolution resolve(Map<Identifier, String> given) {
        return resolve(given, Map.of());
    }

    /**
     * The customer that these identifiers mean.
     *
     * @param given    canonical texts, at least one
     * @param alternateForms other forms of some of them; they apply where nobody has the canonical one
     */
    public Resolution resolve(Map<Identifier, String> given, Map<Identifier, String> alternateForms) {
        UnsavedCustomer found = null;
        Identifier foundBy = null;
        for (Map.Entry<Identifier, String> each : given.entrySet()) {
            UnsavedCustomer owner = owner(each.getKey(), each.getValue(), alternateForms.get(each.getKey()));
            if (owner == null) {
                continue;
            }
            if (found == null || foundBy == null) {
                found = owner;
                foundBy = each.getKey();
            } else if (found != owner) {
                return new Resolution.Conflict(each.getKey(), differentPeople(foundBy, found, each.getKey(), owner));
            }
        }
        if (found == null || foundBy == null) {
            return new Resolution.Unknown();
        }
        String externalId = given.get(Identifier.EXTERNAL_ID);
        String has = found.identifier(Identifier.EXTERNAL_ID);
        if (externalId != null && has != null && !has.equals(externalId)) {
            return new Resolution.Conflict(Identifier.EXTERNAL_ID, otherExternalId(foundBy, found, externalId));
        }
        return new Resolution.Matched(found);
    }

    /** The customer that has it, if any. */
    public @Nullable UnsavedCustomer owner(Identifier identifier, String value) {
        return ownerOfKey(identifier, identifier.key(value));
    }

    /** The customer that has it, otherwise the one that has its other form. */
    public @Nullable UnsavedCustomer owner(Identifier identifier, String value, @Nullable String alternateForm) {
        UnsavedCustomer owner = owner(identifier, value);
        return owner == null && alternateForm != null ? owner(identifier, alternateForm) : owner;
    }

    /** The customer that has this key, if any. */
    public @Nullable UnsavedCustomer ownerOfKey(Identifier identifier, String key) {
        return ownersOf(identifier).get(key);
    }

    /**
     * Gives an identifier to a customer, or clears it with null. Returns whether that changed anything.
     *
     * @throws IllegalStateException if somebody else has it: callers check this first
     */
    public boolean assign(UnsavedCustomer customer, Identifier identifier, @Nullable String value) {
        Map<String, UnsavedCustomer> kind = ownersOf(identifier);
        String key = value == null ? null : identifier.key(value);
        if (key != null) {
            UnsavedCustomer owner = kind.get(key);
            if (owner != null && owner != customer) {
                throw new IllegalStateException(
                        "Expected a free " + identifier.fieldName() + ", but customer " + owner.id() + " has it");
            }
        }
        String before = customer.key(identifier);
        boolean changed = customer.setIdentifier(identifier, value);
        if (before != null && !before.equals(key)) {
            kind.remove(before);
        }
        if (key != null) {
            kind.put(key, customer);
        }
        return changed;
    }

    private Map<String, UnsavedCustomer> ownersOf(Identifier identifier) {
        return Objects.requireNonNull(owners.get(identifier));
    }

    private static String differentPeople(
            Identifier first, UnsavedCustomer firstOwner, Identifier second, UnsavedCustomer secondOwner) {
        return "The identifiers belong to different customers: %s to %s, %s to %s. Correct the one that is wrong"
                .formatted(first.fieldName(), named(firstOwner), second.fieldName(), named(secondOwner));
    }

    private static String otherExternalId(Identifier foundBy, UnsavedCustomer owner, String given) {
        return "The %s belongs to %s, but the row has external_id %s. Correct one of the two"
                .formatted(foundBy.fieldName(), named(owner), given);
    }

    /** How messages name a person in addition to our id: by its external id, in brackets, if it has one. */
    public static String externalIdOf(UnsavedCustomer customer) {
        String externalId = customer.identifier(Identifier.EXTERNAL_ID);
        return externalId == null ? "" : " (external_id " + externalId + ")";
    }

    private static String named(UnsavedCustomer customer) {
        return customer.isNew()
                ? "the customer of an earlier row" + externalIdOf(customer)
                : "customer " + customer.id() + externalIdOf(customer);
    }
}
