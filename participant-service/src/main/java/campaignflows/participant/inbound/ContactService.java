package campaignflows.participant.inbound;

import campaignflows.participant.enrollment.IdentityTransactions;
import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.PendingCustomer;
import campaignflows.participant.profile.ReadBound;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.values.Texts;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        Identifier address = InboundContact.addressOf(query.channel());
        Map<Identifier, String> formerly = new EnumMap<>(Identifier.class);
        Map<Identifier, String> given = read(address, query.identifiers(), tenants.parsing(query.tenantId()), formerly);
        return transactions.run(tx -> resolve(tx, query.tenantId(), address, given, formerly, query.name()));
    }

    private UUID resolve(
            Tx tx,
            UUID tenantId,
            Identifier address,
            Map<Identifier, String> given,
            Map<Identifier, String> formerly,
            @Nullable String name) {
        Map<Identifier, Set<String>> keys = new EnumMap<>(Identifier.class);
        Stream.of(given, formerly)
                .forEach(form -> form.forEach((identifier, value) ->
                        keys.computeIfAbsent(identifier, any -> new HashSet<>()).add(identifier.key(value))));
        List<PendingCustomer> known = customers.lockByKeys(tx, tenantId, keys, ReadBound.none()).stream()
                .map(PendingCustomer::ofStored)
                .toList();
        ContactMatch match = new ContactMatch(address, given, formerly, new IdentityIndex(known));
        PendingCustomer customer = match.find().orElseGet(() -> create(tenantId, name));
        match.complete(customer);
        customers.write(tx, List.of(customer), clock.instant());
        return customer.id();
    }

    private static PendingCustomer create(UUID tenantId, @Nullable String name) {
        PendingCustomer customer = PendingCustomer.ofNew(Ids.v7(), tenantId);
        if (name != null && !FieldParser.isEmpty(name)) {
            customer.set(PendingCustomer.NAME_FIELD, Texts.normalized(name));
        }
        return customer;
    }

    /**
     * The canonical texts. Whatever came with the address and is not valid is left out.
     *
     * @param formerly receives the other forms under which somebody may be stored
     */
    private static Map<Identifier, String> read(
            Identifier address,
            Map<String, String> identifiers,
            ParseContext context,
            Map<Identifier, String> formerly) {
        Map<Identifier, String> given = new EnumMap<>(Identifier.class);
        identifiers.forEach((name, raw) -> Identifier.ofFieldName(name).ifPresent(identifier -> {
            switch (identifier.parse(raw, context)) {
                case ParseResult.Parsed parsed -> {
                    String canonical = parsed.value().canonical();
                    given.put(identifier, canonical);
                    identifier.withoutRegion(raw, canonical).ifPresent(other -> formerly.put(identifier, other));
                }
                case ParseResult.Invalid invalid -> {
                    if (identifier == address) {
                        throw ProblemException.invalidField(name, invalid.message());
                    }
                }
            }
        }));
        if (!given.containsKey(address)) {
            throw ProblemException.invalidField(address.fieldName(), "Give the address that the contact wrote from");
        }
        return given;
    }
}
