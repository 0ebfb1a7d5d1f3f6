package campaignflows.communication.dispatch;

import campaignflows.communication.channel.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was claimed at once on a channel. It is done when each of its communications is settled: sent with the outcome
 * stored, ended, or given back.
 */
final class Batch {
    private final Channel channel;
    private final List<ClaimedCommunication> claimed;
    private final Set<UUID> open = ConcurrentHashMap.newKeySet();
    private final Set<UUID> inFlight;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** @param inFlight the claims that this replica is at work on, from which settled ones are taken away */
    Batch(Channel channel, List<ClaimedCommunication> claimed, Set<UUID> inFlight) {
        this.channel = channel;
        this.claimed = List.copyOf(claimed);
        this.inFlight = inFlight;
        claimed.forEach(one -> open.add(one.id()));
        inFlight.addAll(open);
    }

    Channel channel() {
        return channel;
    }

    List<ClaimedCommunication> claimed() {
        return claimed;
    }

    CompletableFuture<Void> done() {
        return done;
    }

    /** Nothing more is to be done about these. */
    void settled(Collection<UUID> ids) {
        inFlight.removeAll(ids);
        open.removeAll(ids);
        if (open.isEmpty()) {
            done.complete(null);
        }
    }
}
