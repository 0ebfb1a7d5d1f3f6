package campaignflows.participant.inbound;

import campaignflows.participant.customer.LockedCustomers;
import campaignflows.participant.enrollment.Enrollment;
import campaignflows.participant.event.ParticipantEvents;
import campaignflows.participant.event.ParticipantMessages;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.OutgoingMessage;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fires Incoming Session for each participant of the person in an Active campaign, all in one transaction, and once per
 * session. For somebody without participants, or who no longer exists, nothing is fired.
 */
@Singleton
public class IncomingSessionService {
    private static final int EVENTS_AT_ONCE = 1_000;

    private final LockedCustomers customers;
    private final NotifiedSessionRepository notified;
    private final Outbox outbox;
    private final Clock clock;

    IncomingSessionService(LockedCustomers customers, NotifiedSessionRepository notified, Outbox outbox, Clock clock) {
        this.customers = customers;
        this.notified = notified;
        this.outbox = outbox;
        this.clock = clock;
    }

    public void begin(UUID customerId, InboundContact.Session session) {
        customers.withLock(session.tenantId(), customerId, (tx, held) -> fireIn(tx, held, session));
    }

    private boolean fireIn(Tx tx, LockedCustomers.Held held, InboundContact.Session session) {
        if (!notified.isFirst(tx, session.tenantId(), session.sessionId())) {
            return false;
        }
        Instant now = clock.instant();
        List<OutgoingMessage> events = new ArrayList<>();
        for (Enrollment each : held.enrollments()) {
            @Nullable Integer run = held.runOf(each);
            if (run != null) {
                events.add(ParticipantMessages.event(ParticipantEvents.incoming(each, run, session, now)));
            }
        }
        for (int from = 0; from < events.size(); from += EVENTS_AT_ONCE) {
            outbox.append(tx, events.subList(from, Math.min(events.size(), from + EVENTS_AT_ONCE)));
        }
        return true;
    }
}
