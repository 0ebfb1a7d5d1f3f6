package campaignflows.communication.web;

import campaignflows.communication.CommunicationConfig;
import io.github.bucket4j.Bucket;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections of browsers that this replica holds, by visitor, and how much each visitor may send. */
@Singleton
public final class WebConnections {
    private static final int PER_SECOND = 5;
    private static final int BURST = 10;

    private final int most;
    private final int mostOfVisitor;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Visitor, Presence> present = new ConcurrentHashMap<>();

    /** One visitor's tabs and devices, which share what the visitor may send. */
    private static final class Presence {
        private final Set<WebConnection> connections = ConcurrentHashMap.newKeySet();
        private final Bucket messages = Bucket.builder()
                .addLimit(limit -> limit.capacity(BURST).refillGreedy(PER_SECOND, Duration.ofSeconds(1)))
                .build();
    }

    @Inject
    public WebConnections(CommunicationConfig config) {
        this.most = config.web().connections();
        this.mostOfVisitor = config.web().connectionsPerVisitor();
    }

    /** Takes a place for a connection, which has to be given back; false if all are taken. */
    boolean take() {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    void giveBack() {
        open.decrementAndGet();
    }

    /** Whether the visitor may have another connection; then it is one of the visitor's from now on. */
    boolean join(Visitor visitor, WebConnection connection) {
        boolean[] joined = {false};
        present.compute(visitor, (same, before) -> {
            Presence presence = before == null ? new Presence() : before;
            if (presence.connections.size() < mostOfVisitor) {
                joined[0] = presence.connections.add(connection);
            }
            return presence;
        });
        return joined[0];
    }

    void leave(Visitor visitor, WebConnection connection) {
        present.computeIfPresent(visitor, (same, presence) -> {
            presence.connections.remove(connection);
            return presence.connections.isEmpty() ? null : presence;
        });
    }

    /** Whether the visitor may say something more now. */
    boolean maySpeak(Visitor visitor) {
        Presence presence = present.get(visitor);
        return presence != null && presence.messages.tryConsume(1);
    }

    /** To be called when there is something new for the visitor: whoever is connected here gets it at once. */
    void wakeUp(Visitor visitor) {
        Presence presence = present.get(visitor);
        if (presence != null) {
            presence.connections.forEach(WebConnection::wakeUp);
        }
    }

    /** All whose visitor is known. */
    List<WebConnection> all() {
        return present.values().stream()
                .flatMap(presence -> presence.connections.stream())
                .toList();
    }
}
