package campaignflows.participant.details;

import campaignflows.participant.event.ParticipantEvents;
import campaignflows.participant.event.ParticipantMessages;
import campaignflows.participant.field.Definitions;
import campaignflows.participant.field.Tenants;
import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.CustomerDraft;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.roster.ParticipantDraft;
import campaignflows.participant.roster.ParticipantRepository;
import campaignflows.participant.roster.RosterTransactions;
import campaignflows.participant.run.RunRepository;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.messaging.Outbox;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads, edits and removes one participant (rule P5). */
@Singleton
public class DetailsService {
    private final Database database;
    private final RosterTransactions transactions;
    private final DetailsRepository details;
    private final CustomerRepository customers;
    private final ParticipantRepository participants;
    private final RunRepository runs;
    private final Outbox outbox;
    private final Definitions definitions;
    private final Tenants tenants;

    DetailsService(
            Database database,
            DetailsRepository details,
            CustomerRepository customers,
            ParticipantRepository participants,
            RunRepository runs,
            Outbox outbox,
            Definitions definitions,
            Tenants tenants) {
        this.database = database;
        this.transactions = new RosterTransactions(database);
        this.details = details;
        this.customers = customers;
        this.participants = participants;
        this.runs = runs;
        this.outbox = outbox;
        this.definitions = definitions;
        this.tenants = tenants;
    }

    public ParticipantDetails get(UUID tenantId, UUID campaignId, UUID participantId) {
        CampaignDefined definition = definitions.newest(tenantId, campaignId);
        return database.read(handle -> read(handle, definition, participantId));
    }

    /** Changes values; fires Participant Updated if one is another now. Answers the participant as it is then. */
    public ParticipantDetails edit(UUID tenantId, UUID campaignId, UUID participantId, ParticipantEdit edit) {
        CampaignDefined definition = definitions.newest(tenantId, campaignId);
        ParseContext context = tenants.of(tenantId).context();
        EditParser parser = new EditParser(definition, context);
        transactions.<@Nullable Void>run(handle -> {
            editIn(handle, definition, participantId, edit, parser);
            return null;
        });
        return database.read(handle -> read(handle, definition, participantId));
    }

    private void editIn(
            Handle transaction,
            CampaignDefined definition,
            UUID participantId,
            ParticipantEdit edit,
            EditParser parser) {
        Integer run = runs.hold(transaction, definition.campaignId());
        Held held = hold(transaction, definition.tenantId(), definition.campaignId(), participantId);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        JsonNode timezone = edit.timezone();
        boolean changed = timezone != null && held.participant().setTimezone(EditParser.timezone(timezone));
        Map<String, JsonNode> attributes = edit.attributes() == null ? Map.of() : edit.attributes();
        List<EditParser.Change> changes =
                parser.parse(attributes, held.participant().timezone());
        IdentityIndex identities = identities(transaction, held.customer(), changes);
        for (EditParser.Change change : changes) {
            changed |= apply(change, held, identities, now);
        }
        if (held.customer().identifierKinds().isEmpty()) {
            throw ProblemException.invalid("A contact needs at least one identifier: leave one of them");
        }
        customers.write(transaction, List.of(held.customer()), now);
        participants.write(transaction, List.of(held.participant()), now);
        if (changed) {
            outbox.append(
                    transaction,
                    List.of(ParticipantMessages.event(ParticipantEvents.updated(held.participant(), run, now))));
        }
    }

    private static boolean apply(EditParser.Change change, Held held, IdentityIndex identities, Instant now) {
        Identifier identifier = change.column().identifier();
        if (identifier == null) {
            return switch (change.column().field().level()) {
                case CUSTOMER -> held.customer().set(change.column().name(), change.value());
                case PARTICIPANT -> held.participant().set(change.column().name(), change.value(), now);
            };
        }
        String value = change.value();
        CustomerDraft owner = value == null ? null : identities.owner(identifier, value);
        if (owner != null && owner != held.customer()) {
            throw ProblemException.invalidField(
                    identifier.fieldName(),
                    "Contact %s has this %s already: two contacts cannot share it"
                            .formatted(owner.id(), identifier.fieldName()));
        }
        return identities.assign(held.customer(), identifier, value);
    }

    /** The customer, and whoever has an identifier that the changes want. */
    private IdentityIndex identities(Handle transaction, CustomerDraft customer, List<EditParser.Change> changes) {
        Map<Identifier, Set<String>> keys = new EnumMap<>(Identifier.class);
        for (EditParser.Change change : changes) {
            Identifier identifier = change.column().identifier();
            String value = change.value();
            if (identifier != null && value != null) {
                keys.put(identifier, Set.of(identifier.key(value)));
            }
        }
        IdentityIndex index = new IdentityIndex(List.of(customer));
        customers.findByKeys(transaction, Set.of(customer.tenantId()), keys).stream()
                .filter(other -> !other.id().equals(customer.id()))
                .map(CustomerDraft::ofStored)
                .forEach(index::add);
        return index;
    }

    /** Takes the participant out of its campaign; its profile stays. Adding it again makes a new participant. */
    public void remove(UUID tenantId, UUID campaignId, UUID participantId) {
        database.useTransaction(handle -> {
            Integer run = runs.hold(handle, campaignId);
            Held held = hold(handle, tenantId, campaignId, participantId);
            participants.delete(handle, participantId);
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            Envelope<ParticipantRemoved> removed = ParticipantEvents.removed(held.participant(), run, now);
            outbox.append(handle, List.of(ParticipantMessages.event(removed), ParticipantMessages.command(removed)));
        });
    }

    private record Held(CustomerDraft customer, ParticipantDraft participant) {}

    /** Locks the participant and its customer, in the order of all transactions: the customer first. */
    private Held hold(Handle transaction, UUID tenantId, UUID campaignId, UUID participantId) {
        UUID customerId = participants
                .customerOf(transaction, tenantId, campaignId, participantId)
                .orElseThrow(() -> ProblemException.notFound("participant"));
        CustomerDraft customer = customers.lockByIds(transaction, List.of(customerId)).stream()
                .map(CustomerDraft::ofStored)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("participant"));
        ParticipantDraft participant = participants.lockByIds(transaction, List.of(participantId)).stream()
                .map(ParticipantDraft::ofStored)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("participant"));
        return new Held(customer, participant);
    }

    private ParticipantDetails read(Handle handle, CampaignDefined definition, UUID participantId) {
        return details.find(handle, definition.tenantId(), definition.campaignId(), participantId)
                .map(both -> ParticipantDetails.of(both.participant(), both.customer(), definition))
                .orElseThrow(() -> ProblemException.notFound("participant"));
    }
}
