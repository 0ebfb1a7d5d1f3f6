package campaignflows.communication.lifecycle;

import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Communications as callers see them: what is Planned and due with the reason why it was not sent yet (rule M8). */
@Singleton
public final class CommunicationViews {
    private final PendingCommunicationRepository waiting;
    private final Clock clock;

    public CommunicationViews(PendingCommunicationRepository waiting, Clock clock) {
        this.waiting = waiting;
        this.clock = clock;
    }

    /** In their order; one further statement if any is Planned. */
    public List<CommunicationView> of(Tx tx, List<Communication> communications) {
        List<UUID> planned = communications.stream()
                .filter(one -> one.status() == CommunicationStatus.PLANNED)
                .map(Communication::id)
                .toList();
        Map<UUID, UnsentReason> waitingById = planned.isEmpty() ? Map.of() : waiting.of(tx, planned);
        Instant now = clock.instant();
        return communications.stream()
                .map(one -> CommunicationView.of(one, waitingById.get(one.id()), now))
                .toList();
    }
}
