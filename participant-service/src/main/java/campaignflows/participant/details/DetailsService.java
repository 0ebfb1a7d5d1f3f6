package campaignflows.participant.details;

import campaignflows.participant.edit.EditParser;
import campaignflows.participant.edit.ProfileEditor;
import campaignflows.participant.enrollment.IdentityTransactions;
import campaignflows.participant.enrollment.ParticipantRepository;
import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.event.ParticipantEnvelopes;
import campaignflows.participant.event.ParticipantMessages;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.participant.run.RunRepository;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads, edits and removes one participant (rule P5). */
@Singleton
public class DetailsService {
    private final Database database;
    private final IdentityTransactions transactions;
    private final DetailsRepository details;
    private final CustomerRepository customers;
    private final ParticipantRepository participants;
    private final ProfileEditor profiles;
    private final RunRepository runs;
    private final Outbox outbox;
    private final AuditLog audit;
    private final NewestDefinitions definitions;
    private final TenantDirectory tenants;
    private final Clock clock;

    DetailsService(
            Database database,
            DetailsRepository details,
            CustomerRepository customers,
            ParticipantRepository participants,
            ProfileEditor profiles,
            RunRepository runs,
            Outbox outbox,
            AuditLog audit,
            NewestDefinitions definitions,
            TenantDirectory tenants,
            Clock clock) {
        this.database = database;
        this.transactions = new IdentityTransactions(database);
        this.details = details;
        this.customers = customers;
        this.participants = participants;
        this.profiles = profiles;
        this.runs = runs;
        this.outbox = outbox;
        this.audit = audit;
        this.definitions = definitions;
        this.tenants = tenants;
        this.clock = clock;
    }

    public ParticipantDetails get(UUID tenantId, UUID campaignId, UUID participantId) {
        CampaignDefined definition = definitions.newest(tenantId, campaignId);
        return database.read(tx -> read(tx, definition, participantId));
    }

    /** Throws 404 unless the tenant's campaign has the participant. */
    void require(UUID tenantId, UUID campaignId, UUID participantId) {
        if (database.read(tx -> details.find(tx, tenantId, campaignId, participantId))
                .isEmpty()) {
            throw ProblemException.notFound("participant");
        }
    }

    /** Changes values; fires Participant Updated if one has changed. Returns the participant as it is afterwards. */
    public ParticipantDetails edit(
            UUID tenantId, UUID campaignId, UUID participantId, ParticipantEdit edit, Actor actor) {
        CampaignDefined definition = definitions.newest(tenantId, campaignId);
        ParseContext context = tenants.parsing(tenantId);
        EditParser parser = new EditParser(definition::field, "The campaign has no such field", context);
        transactions.<@Nullable Void>run(tx -> {
            editIn(tx, definition, participantId, edit, parser, actor);
            return null;
        });
        return database.read(tx -> read(tx, definition, participantId));
    }

    private void editIn(
            Tx tx,
            CampaignDefined definition,
            UUID participantId,
            ParticipantEdit edit,
            EditParser parser,
            Actor actor) {
        Integer run = runs.lockActive(tx, definition.campaignId());
        Held held = hold(tx, definition.tenantId(), definition.campaignId(), participantId);
        Instant now = clock.instant();
        JsonNode timezone = edit.timezone();
        boolean changed = timezone != null && held.participant().setTimezone(EditParser.timezone(timezone));
        Map<String, JsonNode> attributes = edit.attributes() == null ? Map.of() : edit.attributes();
        List<EditParser.Change> changes =
                parser.parse(attributes, held.participant().timezone());
        changed |= profiles.apply(tx, held.customer(), of(FieldLevel.CUSTOMER, changes));
        for (EditParser.Change change : of(FieldLevel.PARTICIPANT, changes)) {
            changed |= held.participant().set(change.column().name(), change.value(), now);
        }
        customers.write(tx, List.of(held.customer()), now);
        participants.write(tx, List.of(held.participant()), now);
        if (changed) {
            outbox.append(
                    tx, List.of(ParticipantMessages.event(ParticipantEnvelopes.updated(held.participant(), run, now))));
            audit.append(tx, definition.tenantId(), changed(definition, participantId, edit, changes, actor));
        }
    }

    /** Names the fields that were given; their values are the person's. */
    private static AuditRecorded changed(
            CampaignDefined definition,
            UUID participantId,
            ParticipantEdit edit,
            List<EditParser.Change> changes,
            Actor actor) {
        List<String> fields = Stream.concat(
                        changes.stream().map(change -> change.column().field().name()),
                        Stream.ofNullable(edit.timezone()).map(given -> "timezone"))
                .toList();
        return AuditRecorded.of(AuditAction.PARTICIPANT_CHANGED, participantId, actor)
                .in(definition.campaignId())
                .with(AuditChange.created(Map.of("fields", fields), Set.of()));
    }

    private static List<EditParser.Change> of(FieldLevel level, List<EditParser.Change> changes) {
        return changes.stream()
                .filter(change -> change.column().field().level() == level)
                .toList();
    }

    /** Removes the participant from its campaign; the profile stays. Adding the person again creates a new participant. */
    public void remove(UUID tenantId, UUID campaignId, UUID participantId, Actor actor) {
        database.useTransaction(tx -> {
            Integer run = runs.lockActive(tx, campaignId);
            Held held = hold(tx, tenantId, campaignId, participantId);
            participants.delete(tx, participantId);
            Instant now = clock.instant();
            Envelope<ParticipantRemoved> removed = ParticipantEnvelopes.removed(held.participant(), run, now);
            outbox.append(tx, List.of(ParticipantMessages.event(removed), ParticipantMessages.command(removed)));
            audit.append(
                    tx,
                    tenantId,
                    AuditRecorded.of(AuditAction.PARTICIPANT_REMOVED, participantId, actor)
                            .in(campaignId));
        });
    }

    private record Held(UnsavedCustomer customer, UnsavedParticipant participant) {}

    /** Locks the participant and its customer, in the order of all transactions: the customer first. */
    private Held hold(Tx tx, UUID tenantId, UUID campaignId, UUID participantId) {
        UUID customerId = participants
                .customerOf(tx, tenantId, campaignId, participantId)
                .orElseThrow(() -> ProblemException.notFound("participant"));
        UnsavedCustomer customer = customers.lockByIds(tx, List.of(customerId)).stream()
                .map(UnsavedCustomer::ofStored)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("participant"));
        UnsavedParticipant participant = participants.lockByIds(tx, List.of(participantId)).stream()
                .map(UnsavedParticipant::ofStored)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("participant"));
        return new Held(customer, participant);
    }

    private ParticipantDetails read(Tx tx, CampaignDefined definition, UUID participantId) {
        return details.find(tx, definition.tenantId(), definition.campaignId(), participantId)
                .map(both -> ParticipantDetails.of(both.participant(), both.customer(), definition))
                .orElseThrow(() -> ProblemException.notFound("participant"));
    }
}
