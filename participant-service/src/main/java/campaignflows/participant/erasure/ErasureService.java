package campaignflows.participant.erasure;

import campaignflows.participant.customer.LockedCustomers;
import campaignflows.participant.enrollment.EnrollmentRepository;
import campaignflows.participant.enrollment.ParticipantRef;
import campaignflows.participant.event.ParticipantEnvelopes;
import campaignflows.participant.event.ParticipantMessages;
import campaignflows.participant.profile.FormerIdentifiers;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.message.CustomerErased;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Erases customers. One transaction deletes the profile and all participants, appends to the topics what the other services
 * must do, after everything that was sent about the person before, and keeps the erasure until each of them has confirmed
 * it. From then on the same identifiers make a new customer.
 */
@Singleton
public class ErasureService {
    private static final int REMOVALS_AT_ONCE = 500;

    private final Database database;
    private final LockedCustomers customers;
    private final EnrollmentRepository enrollments;
    private final ErasureRepository erasures;
    private final FormerIdentifiers formerIdentifiers;
    private final Outbox outbox;
    private final AuditLog audit;
    private final ErasureWorker worker;
    private final Clock clock;

    ErasureService(
            Database database,
            LockedCustomers customers,
            EnrollmentRepository enrollments,
            ErasureRepository erasures,
            FormerIdentifiers formerIdentifiers,
            Outbox outbox,
            AuditLog audit,
            ErasureWorker worker,
            Clock clock) {
        this.database = database;
        this.customers = customers;
        this.enrollments = enrollments;
        this.erasures = erasures;
        this.formerIdentifiers = formerIdentifiers;
        this.outbox = outbox;
        this.audit = audit;
        this.worker = worker;
        this.clock = clock;
    }

    /**
     * Erases the customer, or returns how far the erasure is if it was requested before.
     *
     * @throws ProblemException 404 if the tenant neither has nor had such a customer
     */
    public ErasureView erase(UUID tenantId, UUID customerId, Actor actor) {
        Optional<ErasureView> erased = customers.withLock(tenantId, customerId, (tx, held) -> {
            eraseIn(tx, tenantId, held);
            audit.append(tx, tenantId, AuditRecorded.of(AuditAction.CUSTOMER_ERASED, customerId, actor));
            return erasures.find(tx, tenantId, customerId)
                    .orElseThrow(() -> new IllegalStateException("Expected the erasure that was just stored"));
        });
        erased.ifPresent(any -> worker.wakeUp());
        return erased.orElseGet(() -> get(tenantId, customerId));
    }

    /** How far the erasure of a customer is; 404 if none was requested. */
    public ErasureView get(UUID tenantId, UUID customerId) {
        return database.read(tx -> erasures.find(tx, tenantId, customerId))
                .orElseThrow(() -> ProblemException.notFound("customer"));
    }

    private void eraseIn(Tx tx, UUID tenantId, LockedCustomers.Held held) {
        UnsavedCustomer customer = held.customer();
        enrollments.deleteAll(tx, customer.id());
        erasures.begin(
                tx,
                tenantId,
                customer.id(),
                identifiers(customer),
                formerIdentifiers.take(tx, tenantId, customer.id()));
        Instant now = clock.instant();
        List<ParticipantRef> all = held.enrollments();
        for (int from = 0; from < all.size(); from += REMOVALS_AT_ONCE) {
            List<OutgoingMessage> removals = new ArrayList<>();
            for (ParticipantRef each : all.subList(from, Math.min(all.size(), from + REMOVALS_AT_ONCE))) {
                Envelope<ParticipantRemoved> removed = ParticipantEnvelopes.removed(each, held.runOf(each), now);
                removals.add(ParticipantMessages.event(removed));
                removals.add(ParticipantMessages.command(removed));
            }
            outbox.append(tx, removals);
        }
        Envelope<CustomerErased> erased = ParticipantEnvelopes.erased(tenantId, customer.id(), now);
        outbox.append(
                tx,
                List.of(
                        ParticipantMessages.event(erased),
                        ParticipantMessages.command(erased),
                        ParticipantMessages.walk(
                                customer.id(), ParticipantEnvelopes.walksErased(tenantId, customer.id(), now))));
    }

    private static Map<String, String> identifiers(UnsavedCustomer customer) {
        Map<String, String> identifiers = new HashMap<>();
        for (Identifier identifier : Identifier.values()) {
            @Nullable String value = customer.identifier(identifier);
            if (value != null) {
                identifiers.put(identifier.fieldName(), value);
            }
        }
        return identifiers;
    }
}
