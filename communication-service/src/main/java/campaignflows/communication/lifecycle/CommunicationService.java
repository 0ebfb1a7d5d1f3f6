package campaignflows.communication.lifecycle;

import campaignflows.platform.database.Database;
import campaignflows.platform.web.client.KnownParticipants;
import campaignflows.platform.web.client.ServiceUnavailableException;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reading communications. */
@Singleton
public final class CommunicationService {
    static final String LIST = "communications:-created_at";
    static final String CUSTOMER_LIST = "customer-communications:-created_at";

    private final CommunicationRepository communications;
    private final Database database;
    private final CommunicationViews views;
    private final Customers customers;
    private final KnownParticipants participants;

    public CommunicationService(
            CommunicationRepository communications,
            Database database,
            CommunicationViews views,
            Customers customers,
            KnownParticipants participants) {
        this.communications = communications;
        this.views = views;
        this.database = database;
        this.customers = customers;
        this.participants = participants;
    }

    public CommunicationView get(UUID tenantId, UUID id) {
        return database
                .read(tx -> views.of(
                        tx, communications.find(tx, tenantId, id).stream().toList()))
                .stream()
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("communication"));
    }

    /** A participant's, those created last first. */
    public Page<CommunicationView> ofParticipant(
            UUID tenantId, UUID campaignId, UUID participantId, int limit, Optional<Cursor> cursor) {
        @Nullable Instant createdAt = cursor.map(c -> c.instant(0)).orElse(null);
        @Nullable UUID id = cursor.map(c -> c.uuid(1)).orElse(null);
        List<CommunicationView> rows = database.read(tx -> views.of(
                tx, communications.ofParticipant(tx, tenantId, campaignId, participantId, createdAt, id, limit + 1)));
        if (rows.isEmpty() && cursor.isEmpty()) {
            requireParticipant(tenantId, campaignId, participantId);
        }
        return Page.ofOneMore(rows, limit, last -> Cursor.encode(LIST, last.createdAt(), last.id()));
    }

    /** A customer's in all campaigns, those created last first; also of participants that were removed since. */
    public Page<CommunicationView> ofCustomer(UUID tenantId, UUID customerId, int limit, Optional<Cursor> cursor) {
        @Nullable Instant createdAt = cursor.map(c -> c.instant(0)).orElse(null);
        @Nullable UUID id = cursor.map(c -> c.uuid(1)).orElse(null);
        List<CommunicationView> rows = database.read(
                tx -> views.of(tx, communications.ofCustomer(tx, tenantId, customerId, createdAt, id, limit + 1)));
        if (rows.isEmpty() && cursor.isEmpty() && !customers.exists(tenantId, customerId)) {
            throw ProblemException.notFound("customer");
        }
        return Page.ofOneMore(rows, limit, last -> Cursor.encode(CUSTOMER_LIST, last.createdAt(), last.id()));
    }

    /** Without communications, only participant-service knows whether it is a participant of this campaign (rule T1). */
    private void requireParticipant(UUID tenantId, UUID campaignId, UUID participantId) {
        try {
            participants.require(tenantId, campaignId, participantId);
        } catch (ServiceUnavailableException e) {
            // Whoever exists has no communications: the answer is right, if not the strictest.
            return;
        }
    }
}
