package campaignflows.participant.inbound;

import campaignflows.participant.enrollment.IdentityTransactions;
import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.ReadBound;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.Texts;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the customer of an address, or creates one (rule M4). Filling in identifiers is not an edit: Participant Updated is not fired.
 */
@Singleton
public class ContactService {
    private final IdentityTransactions transactions;
    private final CustomerRepository customers;
    private final TenantDirectory tenants;
    private final Clock clock;

    ContactService(
            @io.smallrye.common.annotation.Identifier("work") Database database,
            CustomerRepository customers,
            TenantDirectory tenants,
            Clock clock) {
        this.transactions = new IdentityTransactions(database);
        this.customers = customers;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * Returns whose address it is.
     *
     * @throws ProblemException 422 if the address is not valid
     */
    public UUID customerOf(InboundContact.Query query) {
        Sender sender =
                Sender.read(query.channel(), query.identifiers(), query.name(), tenants.parsing(query.tenantId()));
        return transactions
                .run(tx -> resolve(tx, query.tenantId(), List.of(sender)))
                .getFirst();
    }

    /**
     * Returns whose addresses these are, in one transaction and as if each was asked for alone, in their order.
     *
     * @throws ProblemException 422 if there are too many
     */
    public InboundContact.BatchResponse ownersOf(InboundContact.BatchQuery query) {
        if (query.contacts().size() > InboundContact.BatchQuery.MAX_CONTACTS) {
            throw ProblemException.invalidField(
                    "contacts", "Give at most %d at once".formatted(InboundContact.BatchQuery.MAX_CONTACTS));
        }
        ParseContext context = tenants.parsing(query.tenantId());
        List<Optional<Sender>> senders =
                query.contacts().stream().map(each -> valid(each, context)).toList();
        List<Sender> valid = senders.stream().flatMap(Optional::stream).toList();
        List<UUID> found = valid.isEmpty() ? List.of() : transactions.run(tx -> resolve(tx, query.tenantId(), valid));
        Iterator<UUID> next = found.iterator();
        return new InboundContact.BatchResponse(senders.stream()
                .map(sender -> new InboundContact.Owner(sender.isPresent() ? next.next() : null))
                .toList());
    }

    private static Optional<Sender> valid(InboundContact.Contact contact, ParseContext context) {
        try {
            return Optional.of(Sender.read(contact.channel(), contact.identifiers(), contact.name(), context));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private List<UUID> resolve(Tx tx, UUID tenantId, List<Sender> senders) {
        Map<Identifier, Set<String>> keys = new EnumMap<>(Identifier.class);
        senders.stream()
                .flatMap(sender -> Stream.of(sender.given(), sender.alternateForms()))
                .forEach(form -> form.forEach((identifier, value) ->
                        keys.computeIfAbsent(identifier, any -> new HashSet<>()).add(identifier.key(value))));
        List<UnsavedCustomer> known = customers.lockByKeys(tx, tenantId, keys, ReadBound.none()).stream()
                .map(UnsavedCustomer::ofStored)
                .toList();
        IdentityIndex identities = new IdentityIndex(known);
        // Whom an earlier one has created is known to a later one.
        Map<UUID, UnsavedCustomer> found = new LinkedHashMap<>();
        List<UUID> owners = new ArrayList<>(senders.size());
        for (Sender sender : senders) {
            ContactMatch match =
                    new ContactMatch(sender.address(), sender.given(), sender.alternateForms(), identities);
            UnsavedCustomer customer = match.find().orElseGet(() -> create(tenantId, sender.name()));
            match.complete(customer);
            found.put(customer.id(), customer);
            owners.add(customer.id());
        }
        customers.write(tx, found.values(), clock.instant());
        return owners;
    }

    private static UnsavedCustomer create(UUID tenantId, @Nullable String name) {
        UnsavedCustomer customer = UnsavedCustomer.ofNew(Ids.v7(), tenantId);
        if (name != null && !FieldParser.isEmpty(name)) {
            customer.set(UnsavedCustomer.NAME_FIELD, Texts.normalized(name));
        }
        return customer;
    }
}
