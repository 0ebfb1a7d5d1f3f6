package campaignflows.communication.inbound;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.lifecycle.Communication;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.lifecycle.StatusTransitions;
import campaignflows.communication.lifecycle.TransitionService;
import campaignflows.communication.run.Faults;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What receipts do to communications. The statuses decide (rule M1): what is late or repeated changes nothing. A receipt also
 * settles an attempt whose answer never came: the message was taken, or it certainly was not.
 */
@Singleton
final class Receipts {
    private final ReceiptRepository repository;
    private final TransitionService transitions;
    private final Faults faults;
    private final BlockedContactRepository blocked;

    Receipts(
            ReceiptRepository repository,
            TransitionService transitions,
            Faults faults,
            BlockedContactRepository blocked) {
        this.repository = repository;
        this.transitions = transitions;
        this.faults = faults;
        this.blocked = blocked;
    }

    /** Applies them in the caller's transaction, and says how many are of no communication of ours. */
    int apply(Tx tx, Channel channel, List<Receipt> receipts, Instant now) {
        Map<Integer, UUID> communications = repository.communications(tx, channel, receipts);
        List<StatusChange> changes = new ArrayList<>();
        Map<UUID, String> stopping = new HashMap<>();
        Map<UUID, String> noted = new HashMap<>();
        Set<UUID> taken = new HashSet<>();
        Set<UUID> failed = new HashSet<>();
        Set<UUID> dead = new HashSet<>();
        for (int i = 0; i < receipts.size(); i++) {
            UUID id = communications.get(i);
            Receipt receipt = receipts.get(i);
            if (id == null) {
                continue;
            }
            if (receipt.stage() == Receipt.Stage.DELAYED) {
                noted.put(id, String.valueOf(receipt.problem()));
                continue;
            }
            changes.add(change(id, receipt, now));
            (receipt.stage() == Receipt.Stage.FAILED ? failed : taken).add(id);
            if (receipt.deadAddress()) {
                dead.add(id);
            }
            String problem = receipt.problem();
            if (receipt.stopsChannel() && problem != null) {
                stopping.put(id, problem);
            }
        }
        List<StatusTransitions.Result> made = transitions.apply(tx, changes);
        repository.note(tx, noted);
        repository.endAttempts(tx, taken, "accepted", now);
        repository.endAttempts(tx, failed, "refused_for_good", now);
        // Of a report that comes again nothing is learned: somebody may have lifted the block meanwhile.
        blocked.blockSentTo(
                tx,
                made.stream()
                        .map(result -> result.communication().id())
                        .filter(dead::contains)
                        .toList(),
                now);
        Map<UUID, Faults.Found> faulted = new HashMap<>();
        made.forEach(result -> {
            @Nullable String problem = stopping.get(result.communication().id());
            if (problem != null) {
                Communication communication = result.communication();
                faulted.merge(
                        communication.campaignId(),
                        new Faults.Found(problem, communication.startedAt()),
                        Receipts::later);
            }
        });
        faults.reportFound(tx, faulted, now);
        return receipts.size() - communications.size();
    }

    /** The fault by the message that was sent last; one that never started was in hand just now. */
    private static Faults.Found later(Faults.Found one, Faults.Found other) {
        Instant since = one.since();
        Instant otherSince = other.since();
        return since == null || (otherSince != null && otherSince.compareTo(since) <= 0) ? one : other;
    }

    /** Due at once: whoever lets time pass for sessions knows when this one is to be looked at next. */
    private static StatusChange change(UUID id, Receipt receipt, Instant now) {
        return switch (receipt.stage()) {
            case SENT -> StatusChange.step(id, CommunicationStatus.STARTED, now, now);
            case DELIVERED -> StatusChange.step(id, CommunicationStatus.DELIVERED, now, now);
            case READ -> StatusChange.step(id, CommunicationStatus.READ, now, now);
            case DELAYED -> throw new IllegalArgumentException("Expected a receipt of a step, but it is of none");
            case FAILED -> StatusChange.end(id, CommunicationStatus.FAILED, now, receipt.problem());
        };
    }
}
