package campaignflows.participant.edit;

import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes the profile of a customer whose row the transaction has locked. Identifiers stay unique in the tenant (rule P1). */
@Singleton
public class ProfileEditor {
    private final CustomerRepository customers;

    ProfileEditor(CustomerRepository customers) {
        this.customers = customers;
    }

    /**
     * Makes the changes of Customer Profile fields, without writing them yet.
     *
     * @return whether a value has changed
     * @throws ProblemException 422 if an identifier belongs to somebody else, or none would be left
     */
    public boolean apply(Tx tx, UnsavedCustomer customer, List<EditParser.Change> changes) {
        IdentityIndex identities = identities(tx, customer, changes);
        boolean changed = false;
        for (EditParser.Change change : changes) {
            Identifier identifier = change.column().identifier();
            changed |= identifier == null
                    ? customer.set(change.column().name(), change.value())
                    : assign(identifier, change, customer, identities);
        }
        if (customer.identifierKinds().isEmpty()) {
            throw ProblemException.invalid("A contact needs at least one identifier: keep one of them");
        }
        return changed;
    }

    private static boolean assign(
            Identifier identifier, EditParser.Change change, UnsavedCustomer customer, IdentityIndex identities) {
        String value = change.value();
        UnsavedCustomer owner = value == null ? null : identities.owner(identifier, value, change.alternateForm());
        if (owner != null && owner != customer) {
            throw ProblemException.invalidField(
                    identifier.fieldName(),
                    "This %s belongs to customer %s%s, so customer %s%s cannot have it too. Change or erase the other one first"
                            .formatted(
                                    identifier.fieldName(),
                                    owner.id(),
                                    IdentityIndex.externalIdOf(owner),
                                    customer.id(),
                                    IdentityIndex.externalIdOf(customer)));
        }
        return identities.assign(customer, identifier, value);
    }

    /** The customer, and whoever has an identifier that the changes would set. */
    private IdentityIndex identities(Tx tx, UnsavedCustomer customer, List<EditParser.Change> changes) {
        Map<Identifier, Set<String>> keys = new EnumMap<>(Identifier.class);
        for (EditParser.Change change : changes) {
            Identifier identifier = change.column().identifier();
            String value = change.value();
            if (identifier != null && value != null) {
                String alternateForm = change.alternateForm();
                keys.put(
                        identifier,
                        alternateForm == null
                                ? Set.of(identifier.key(value))
                                : Set.of(identifier.key(value), identifier.key(alternateForm)));
            }
        }
        IdentityIndex index = new IdentityIndex(List.of(customer));
        customers.findByKeys(tx, Set.of(customer.tenantId()), keys).stream()
                .filter(other -> !other.id().equals(customer.id()))
                .map(UnsavedCustomer::ofStored)
                .forEach(index::add);
        return index;
    }
}
