package campaignflows.participant.customer;

import campaignflows.participant.edit.EditParser;
import campaignflows.participant.edit.ProfileEditor;
import campaignflows.participant.enrollment.Participant;
import campaignflows.participant.enrollment.ParticipantRef;
import campaignflows.participant.event.ParticipantEnvelopes;
import campaignflows.participant.event.ParticipantMessages;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.CustomerField;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and edits one customer (rule P6). */
@Singleton
public class CustomerService {
    public static final String CAMPAIGNS = "customer-campaigns:-id";

    private static final int EVENTS_AT_ONCE = 1_000;

    private final Database database;
    private final LockedCustomers lockedCustomers;
    private final CustomerRecordRepository records;
    private final CustomerRepository customers;
    private final ProfileEditor profiles;
    private final CustomerFields fields;
    private final TenantDirectory tenants;
    private final OptOutService optOuts;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    CustomerService(
            Database database,
            LockedCustomers lockedCustomers,
            CustomerRecordRepository records,
            CustomerRepository customers,
            ProfileEditor profiles,
            CustomerFields fields,
            TenantDirectory tenants,
            OptOutService optOuts,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.lockedCustomers = lockedCustomers;
        this.records = records;
        this.customers = customers;
        this.profiles = profiles;
        this.fields = fields;
        this.tenants = tenants;
        this.optOuts = optOuts;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    public CustomerDetails get(UUID tenantId, UUID customerId) {
        CustomerRecord stored =
                database.read(tx -> records.find(tx, tenantId, customerId)).orElseThrow(CustomerService::unknown);
        return CustomerDetails.of(stored, fields.of(tenantId));
    }

    public boolean exists(UUID tenantId, UUID customerId) {
        return database.read(tx -> records.exists(tx, tenantId, customerId));
    }

    /** The customer's participants, newest first. Those of deleted campaigns are left out. */
    public Page<CustomerCampaign> campaigns(UUID tenantId, UUID customerId, int limit, Optional<Cursor> cursor) {
        @Nullable UUID before = cursor.map(each -> each.uuid(0)).orElse(null);
        List<Participant> rows = database.read(tx -> {
            if (!records.exists(tx, tenantId, customerId)) {
                throw unknown();
            }
            return records.participants(tx, tenantId, customerId, before, limit + 1);
        });
        Page<Participant> page = Page.ofOneMore(rows, limit, last -> Cursor.encode(CAMPAIGNS, last.id()));
        Map<UUID, String> names = fields.namesOf(
                tenantId, page.items().stream().map(Participant::campaignId).collect(Collectors.toSet()));
        List<CustomerCampaign> items = new ArrayList<>(page.items().size());
        for (Participant each : page.items()) {
            String name = names.get(each.campaignId());
            if (name != null) {
                items.add(new CustomerCampaign(
                        each.campaignId(),
                        name,
                        each.id(),
                        each.objectId(),
                        each.status(),
                        each.communicationsCount(),
                        each.result(),
                        each.resultAt(),
                        each.createdAt(),
                        each.updatedAt()));
            }
        }
        return Page.of(items, page.nextCursor());
    }

    /**
     * Changes the profile. Fires Participant Updated for each of the customer's participants if a value has changed; opt-outs
     * are not values that a flow can see, and fire nothing.
     */
    public CustomerDetails edit(UUID tenantId, UUID customerId, CustomerEdit edit, Actor actor) {
        List<CustomerField> known = fields.of(tenantId);
        Map<String, CustomerField> byName =
                known.stream().collect(Collectors.toMap(CustomerField::name, Function.identity()));
        EditParser parser = new EditParser(
                name -> Optional.ofNullable(byName.get(name)).map(CustomerService::definition),
                "There is no Customer Profile field of this name",
                tenants.parsing(tenantId));
        requireCustomer(tenantId, customerId);
        List<EditParser.Change> changes = parser.parse(edit.attributes() == null ? Map.of() : edit.attributes(), null);
        boolean found = lockedCustomers
                .withLock(tenantId, customerId, (tx, held) -> editIn(tx, held, changes, byName, edit.optOuts(), actor))
                .isPresent();
        if (!found) {
            throw unknown();
        }
        return database.read(tx -> records.find(tx, tenantId, customerId))
                .map(stored -> CustomerDetails.of(stored, known))
                .orElseThrow(CustomerService::unknown);
    }

    private boolean editIn(
            Tx tx,
            LockedCustomers.Held held,
            List<EditParser.Change> changes,
            Map<String, CustomerField> byName,
            @Nullable List<ChannelType> wanted,
            Actor actor) {
        requireKept(held, changes, byName);
        Instant now = clock.instant();
        boolean changed = profiles.apply(tx, held.customer(), changes);
        customers.write(tx, List.of(held.customer()), now);
        if (wanted != null) {
            Set<ChannelType> distinct = EnumSet.noneOf(ChannelType.class);
            distinct.addAll(wanted);
            optOuts.setByStaff(tx, held.customer().tenantId(), held.customer().id(), distinct, now, actor);
        }
        if (changed) {
            fireUpdates(tx, held, now);
            audit.append(tx, held.customer().tenantId(), changed(held.customer().id(), changes, actor));
        }
        return changed;
    }

    /** Names the fields that were given; their values are the person's. */
    private static AuditRecorded changed(UUID customerId, List<EditParser.Change> changes, Actor actor) {
        List<String> names =
                changes.stream().map(change -> change.column().field().name()).toList();
        return AuditRecorded.of(AuditAction.CUSTOMER_CHANGED, customerId, actor)
                .with(AuditChange.created(Map.of("fields", names), Set.of()));
    }

    /** In the order in which the participants were created; in parts, since a customer may have many participants. */
    private void fireUpdates(Tx tx, LockedCustomers.Held held, Instant now) {
        List<ParticipantRef> all = held.enrollments();
        for (int from = 0; from < all.size(); from += EVENTS_AT_ONCE) {
            List<OutgoingMessage> events = all.subList(from, Math.min(all.size(), from + EVENTS_AT_ONCE)).stream()
                    .map(each -> ParticipantMessages.event(ParticipantEnvelopes.updated(each, held.runOf(each), now)))
                    .toList();
            outbox.append(tx, events);
        }
    }

    /** A field that is required in a campaign keeps its value for everybody in that campaign. */
    private static void requireKept(
            LockedCustomers.Held held, List<EditParser.Change> changes, Map<String, CustomerField> byName) {
        Set<UUID> campaigns =
                held.enrollments().stream().map(ParticipantRef::campaignId).collect(Collectors.toSet());
        List<ProblemError> errors = changes.stream()
                .filter(change -> change.value() == null)
                .map(change -> change.column().name())
                .filter(name -> {
                    CustomerField field = byName.get(name);
                    return field != null && field.requiredIn().stream().anyMatch(campaigns::contains);
                })
                .map(
                        name -> ProblemError.ofField(
                                name,
                                "The field is required in a campaign that the contact is in: give a value instead of clearing it"))
                .toList();
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("%d of the values cannot be cleared".formatted(errors.size()))
                    .withErrors(errors);
        }
    }

    private void requireCustomer(UUID tenantId, UUID customerId) {
        if (!exists(tenantId, customerId)) {
            throw unknown();
        }
    }

    private static FieldDefinition definition(CustomerField field) {
        return new FieldDefinition(
                field.name(),
                field.title(),
                field.type(),
                FieldLevel.CUSTOMER,
                true,
                false,
                field.system(),
                field.values());
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("customer");
    }
}
