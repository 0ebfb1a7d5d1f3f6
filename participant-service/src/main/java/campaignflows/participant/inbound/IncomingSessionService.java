package campaignflows.participant.inbound;

import campaignflows.participant.customer.LockedCustomers;
import campaignflows.participant.enrollment.ParticipantRef;
import campaignflows.participant.enrollment.ParticipantRepository;
import campaignflows.participant.event.ParticipantEnvelopes;
import campaignflows.participant.event.ParticipantMessages;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fires Incoming Session for each participant of the people in an Active campaign, all in one transaction, and once per
 * session. For somebody without participants, or who no longer exists, nothing is fired.
 */
@Singleton
public class IncomingSessionService {
    private static final int EVENTS_AT_ONCE = 1_000;

    private final LockedCustomers customers;
    private final NotifiedSessionRepository notified;
    private final ParticipantRepository participants;
    private final TenantDirectory tenants;
    private final Outbox outbox;
    private final Clock clock;

    IncomingSessionService(
            LockedCustomers customers,
            NotifiedSessionRepository notified,
            ParticipantRepository participants,
            TenantDirectory tenants,
            Outbox outbox,
            Clock clock) {
        this.customers = customers;
        this.notified = notified;
        this.participants = participants;
        this.tenants = tenants;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The customer has begun a session. */
    public void begin(UUID customerId, InboundContact.Session session) {
        fire(session.tenantId(), List.of(new InboundContact.Begun(customerId, session)));
    }

    /**
     * Customers have begun sessions, those of one person in their order; all in one transaction.
     *
     * @throws ProblemException 422 if there are too many
     */
    public void begin(InboundContact.Sessions begun) {
        if (begun.sessions().size() > InboundContact.Sessions.MAX_SESSIONS) {
            throw ProblemException.invalidField(
                    "sessions", "Give at most %d at once".formatted(InboundContact.Sessions.MAX_SESSIONS));
        }
        if (!begun.sessions().isEmpty()) {
            fire(begun.tenantId(), begun.sessions());
        }
    }

    private void fire(UUID tenantId, List<InboundContact.Begun> begun) {
        Set<UUID> people = begun.stream().map(InboundContact.Begun::customerId).collect(Collectors.toSet());
        // Of a tenant that is not known here yet, it does no harm to note what has happened.
        boolean keepsForSomeTime = tenants.known(tenantId)
                .map(tenant -> tenant.retention().participantDays() != null)
                .orElse(true);
        customers.withLocks(tenantId, people, (tx, held) -> fireIn(tx, tenantId, held, begun, keepsForSomeTime));
    }

    private int fireIn(
            Tx tx,
            UUID tenantId,
            Map<UUID, LockedCustomers.Held> held,
            List<InboundContact.Begun> begun,
            boolean keepsForSomeTime) {
        List<InboundContact.Begun> known = begun.stream()
                .filter(each -> held.containsKey(each.customerId()))
                .toList();
        if (known.isEmpty()) {
            return 0;
        }
        Set<UUID> first = new HashSet<>(notified.first(
                tx,
                tenantId,
                known.stream().map(each -> each.session().sessionId()).toList()));
        Instant now = clock.instant();
        List<OutgoingMessage> events = new ArrayList<>();
        Set<UUID> told = new HashSet<>();
        for (InboundContact.Begun each : known) {
            LockedCustomers.Held person = held.get(each.customerId());
            if (person != null && first.remove(each.session().sessionId())) {
                events.addAll(eventsOf(person, each.session(), now));
                activeOf(person).map(ParticipantRef::participantId).forEach(told::add);
            }
        }
        if (keepsForSomeTime) {
            participants.touch(tx, told, now);
        }
        for (int from = 0; from < events.size(); from += EVENTS_AT_ONCE) {
            outbox.append(tx, events.subList(from, Math.min(events.size(), from + EVENTS_AT_ONCE)));
        }
        return events.size();
    }

    private static Stream<ParticipantRef> activeOf(LockedCustomers.Held person) {
        return person.enrollments().stream().filter(each -> person.runOf(each) != null);
    }

    private static List<OutgoingMessage> eventsOf(
            LockedCustomers.Held person, InboundContact.Session session, Instant now) {
        List<OutgoingMessage> events = new ArrayList<>();
        for (ParticipantRef each : person.enrollments()) {
            @Nullable Integer run = person.runOf(each);
            if (run != null) {
                events.add(ParticipantMessages.event(ParticipantEnvelopes.incoming(each, run, session, now)));
            }
        }
        return events;
    }
}
