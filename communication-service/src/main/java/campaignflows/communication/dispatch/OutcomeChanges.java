package campaignflows.communication.dispatch;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What becomes of communications by the outcomes of their attempts, whatever provider they went to. */
final class OutcomeChanges {
    private final Instant now;
    private final List<Duration> retryDelays;
    private final List<AttemptRepository.Ended> ended = new ArrayList<>();
    private final List<StatusChange> changes = new ArrayList<>();
    private final Map<UUID, Deferral> again = new HashMap<>();
    private final Map<UUID, String> faulted = new HashMap<>();
    private final List<BlockedContactRepository.Refused> blocked = new ArrayList<>();
    private final Map<String, Map<UUID, Duration>> awaited = new HashMap<>();

    OutcomeChanges(Instant now, List<Duration> retryDelays) {
        this.now = now;
        this.retryDelays = List.copyOf(retryDelays);
    }

    void add(Attempts.Result result) {
        UUID id = result.attempt().communicationId();
        switch (result.outcome()) {
            case SendOutcome.Accepted accepted -> accepted(result, accepted);
            case SendOutcome.RefusedForNow refused -> refusedForNow(result, refused);
            case SendOutcome.Throttled throttled -> {
                end(result, "refused_for_now", throttled.reason());
                again.put(id, Deferral.until(now.plus(throttled.pause()), throttled.reason()));
            }
            case SendOutcome.RefusedForGood refused -> {
                end(result, "refused_for_good", refused.reason());
                fail(id, refused.reason());
            }
            case SendOutcome.ContactBlocked refused -> {
                end(result, "refused_for_good", refused.reason());
                fail(id, refused.reason());
                blocked.add(new BlockedContactRepository.Refused(id, refused.channel(), refused.address()));
            }
            case SendOutcome.ChannelFaulty faulty -> {
                end(result, "refused_for_now", faulty.reason());
                fault(result, faulty.reason());
            }
            case SendOutcome.Unknown unknown -> unknown(result, unknown);
            case SendOutcome.Unanswered unanswered -> {
                end(result, "unknown", unanswered.reason());
                if (!again(result, unanswered.reason())) {
                    String unknown = result.agent().kind() == AgentKind.EXTERNAL
                            ? Reasons.SESSION_UNKNOWN
                            : Reasons.HAND_OVER_UNKNOWN;
                    fail(id, "%s. %s".formatted(unknown, unanswered.reason()));
                }
            }
        }
    }

    private void accepted(Attempts.Result result, SendOutcome.Accepted accepted) {
        UUID id = result.attempt().communicationId();
        ended.add(ended(result, "accepted", null, accepted.providerId()));
        Instant dueAt = now.plus(result.agent().noResponseAfter());
        changes.add(
                StatusChange.step(id, CommunicationStatus.STARTED, now, dueAt).withReason(accepted.note()));
        if (accepted.counts() == SendOutcome.Counts.AS_DELIVERED) {
            changes.add(StatusChange.step(id, CommunicationStatus.DELIVERED, now, dueAt));
        }
    }

    private void refusedForNow(Attempts.Result result, SendOutcome.RefusedForNow refused) {
        UUID id = result.attempt().communicationId();
        end(result, "refused_for_now", refused.reason());
        if (again(result, refused.reason())) {
            return;
        }
        if (refused.blame() == SendOutcome.Blame.CHANNEL) {
            fault(result, refused.reason());
        } else {
            fail(
                    id,
                    "%s (after %d attempts)"
                            .formatted(refused.reason(), result.attempt().retries() + 1));
        }
    }

    /** Whether it is tried once more. */
    private boolean again(Attempts.Result result, String reason) {
        int retries = result.attempt().retries();
        if (retries >= retryDelays.size()) {
            return false;
        }
        again.put(result.attempt().communicationId(), Deferral.retried(now.plus(retryDelays.get(retries)), reason));
        return true;
    }

    /** An attempt stays open as long as a receipt may still end it. */
    private void unknown(Attempts.Result result, SendOutcome.Unknown unknown) {
        UUID id = result.attempt().communicationId();
        if (unknown.receiptWait().isPositive()) {
            awaited.computeIfAbsent(unknown.reason(), reason -> new HashMap<>()).put(id, unknown.receiptWait());
        } else {
            end(result, "unknown", unknown.reason());
            fail(id, unknown.reason());
        }
    }

    private void fault(Attempts.Result result, String reason) {
        again.put(result.attempt().communicationId(), Deferral.untilMended(reason));
        faulted.putIfAbsent(result.attempt().campaignId(), reason);
    }

    private void fail(UUID id, String reason) {
        changes.add(StatusChange.end(id, CommunicationStatus.FAILED, now, reason));
    }

    private void end(Attempts.Result result, String outcome, @Nullable String reason) {
        ended.add(ended(result, outcome, reason, null));
    }

    private static AttemptRepository.Ended ended(
            Attempts.Result result, String outcome, @Nullable String reason, @Nullable String providerId) {
        return new AttemptRepository.Ended(
                result.attempt().communicationId(), result.attempt().number(), outcome, reason, providerId);
    }

    List<AttemptRepository.Ended> ended() {
        return ended;
    }

    List<StatusChange> changes() {
        return changes;
    }

    Map<UUID, Deferral> again() {
        return again;
    }

    /** Messages for people by campaign. */
    Map<UUID, String> faulted() {
        return faulted;
    }

    /** Addresses of contacts whom the channel does not get through to. */
    List<BlockedContactRepository.Refused> blocked() {
        return blocked;
    }

    /** How long a receipt may still tell, by reason and communication. */
    Map<String, Map<UUID, Duration>> awaited() {
        return awaited;
    }
}
