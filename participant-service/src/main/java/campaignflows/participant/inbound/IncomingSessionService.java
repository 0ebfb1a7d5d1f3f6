package campaignflows.participant.inbound;

import campaignflows.participant.customer.People;
import campaignflows.participant.event.ParticipantEvents;
import campaignflows.participant.event.ParticipantMessages;
import campaignflows.participant.roster.Enrollment;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.OutgoingMessage;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fires Incoming Session for every participant that the person is in an Active campaign, all in one transaction, and once for
 * each session. Somebody without participants, and somebody who is not there any more, fires nothing.
 */
@Singleton
public class IncomingSessionService {
    private static final int EVENTS_AT_ONCE = 1_000;

    private final People people;
    private final ToldSessionRepository told;
    private final Outbox outbox;

    IncomingSessionService(People people, ToldSessionRepository told, Outbox outbox) {
        this.people = people;
        this.told = told;
        this.outbox = outbox;
    }

    public void tell(UUID customerId, InboundContact.Session session) {
        people.hold(session.tenantId(), customerId, (tx, held) -> tellIn(tx, held, session));
    }

    private boolean tellIn(Tx tx, People.Held held, InboundContact.Session session) {
        if (!told.isFirst(tx, session.tenantId(), session.sessionId())) {
            return false;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
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
