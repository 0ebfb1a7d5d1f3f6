package campaignflows.communication.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Begins attempts for what waits in a queue, as far as it may be sent at this moment, and gives the rest back. */
final class AttemptStarter {
    private static final Logger LOG = Logger.getLogger(AttemptStarter.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Claims claims;
    private final Attempts attempts;
    private final ProviderThrottle throttle;
    private final ChannelTroubles troubles;
    private final Clock clock;
    private volatile boolean stopping;

    AttemptStarter(Claims claims, Attempts attempts, ProviderThrottle throttle, ChannelTroubles troubles, Clock clock) {
        this.claims = claims;
        this.attempts = attempts;
        this.throttle = throttle;
        this.troubles = troubles;
        this.clock = clock;
    }

    /** No new attempts from now on; what was claimed and not begun is given back. */
    void stop() {
        stopping = true;
    }

    /** Stores attempts for those that may be sent now, which are ready then, and gives the others back. */
    void start(SendQueue queue, List<SendQueue.QueuedMessage> few) {
        List<SendQueue.QueuedMessage> now = new ArrayList<>(few.size());
        Map<Deferral, List<SendQueue.QueuedMessage>> later = new HashMap<>();
        for (SendQueue.QueuedMessage item : few) {
            Optional<Deferral> hold = hold(queue, item);
            if (hold.isEmpty()) {
                now.add(item);
            } else {
                later.computeIfAbsent(hold.get(), any -> new ArrayList<>()).add(item);
            }
        }
        try {
            later.forEach((hold, items) -> giveBack(items, hold));
            if (now.isEmpty()) {
                return;
            }
            Map<UUID, SendQueue.QueuedMessage> byId =
                    now.stream().collect(Collectors.toMap(SendQueue.QueuedMessage::id, Function.identity()));
            List<AttemptRepository.BegunAttempt> begun =
                    attempts.startAttempts(byId.keySet(), SendQueue.addressDigests(now));
            List<SendQueue.StartedAttempt> ready = new ArrayList<>(begun.size());
            for (AttemptRepository.BegunAttempt attempt : begun) {
                SendQueue.QueuedMessage item = byId.remove(attempt.communicationId());
                if (item != null) {
                    ready.add(new SendQueue.StartedAttempt(item, attempt));
                }
            }
            byId.values().forEach(AttemptStarter::settle);
            queue.addReady(ready);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "attempts not begun target=%s count=%d", queue.targetId(), few.size());
            troubles.backOff(queue.targetId(), AFTER_FAILURE);
            try {
                claims.releaseUnattempted(
                        few.stream().map(SendQueue.QueuedMessage::id).toList());
            } catch (RuntimeException again) {
                LOG.warnf("claims not given back, their lease runs out target=%s", queue.targetId());
            }
            few.forEach(AttemptStarter::settle);
        }
    }

    /** Why no attempt is begun for it now; empty if one is. */
    private Optional<Deferral> hold(SendQueue queue, SendQueue.QueuedMessage item) {
        if (stopping || !item.send().claimed().mayBeSent(clock.instant())) {
            return Optional.of(Deferral.NOTHING);
        }
        return queue.isOfAgent()
                ? throttle.hold(queue.targetId(), queue.version(item))
                : throttle.hold(item.batch().channel(), item.send().address());
    }

    /** Gives claims back; where that fails their lease runs out. */
    void giveBackOrLeave(SendQueue queue, List<SendQueue.QueuedMessage> left, Deferral hold) {
        try {
            giveBack(left, hold);
        } catch (RuntimeException e) {
            LOG.warnf("claims not given back, their lease runs out target=%s", queue.targetId());
            left.forEach(AttemptStarter::settle);
        }
    }

    private void giveBack(List<SendQueue.QueuedMessage> items, Deferral hold) {
        if (!items.isEmpty()) {
            claims.release(items.stream().map(SendQueue.QueuedMessage::id).toList(), hold);
            items.forEach(AttemptStarter::settle);
        }
    }

    private static void settle(SendQueue.QueuedMessage item) {
        item.batch().settled(List.of(item.id()));
    }
}
