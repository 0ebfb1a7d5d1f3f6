package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import jakarta.inject.Singleton;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Idle connections to mail servers, by channel, kept for a short while so that many mails share one. How many are in use
 * at a time is bounded by the threads that use them.
 */
@Singleton
public final class SmtpConnections {
    private final Map<UUID, Deque<SmtpConnection>> idle = new ConcurrentHashMap<>();
    private final CommunicationConfig.Email config;

    public SmtpConnections(CommunicationConfig config) {
        this.config = config.email();
    }

    /** A connection to the server, perhaps not open yet. */
    SmtpConnection take(SmtpServer server) {
        Deque<SmtpConnection> connections = connections(server.channelId());
        for (@Nullable SmtpConnection one = connections.pollFirst(); one != null; one = connections.pollFirst()) {
            if (one.revision() == server.revision() && !isStale(one)) {
                return one;
            }
            one.close();
        }
        return new SmtpConnection(server, config);
    }

    void giveBack(SmtpServer server, SmtpConnection connection) {
        connections(server.channelId()).addFirst(connection);
    }

    /** Closes what has been idle for too long; to be called now and then. */
    public void closeStale() {
        idle.values().forEach(connections -> {
            for (@Nullable SmtpConnection one = connections.pollLast(); one != null; one = connections.pollLast()) {
                if (!isStale(one)) {
                    connections.addLast(one);
                    return;
                }
                one.close();
            }
        });
    }

    public void closeAll() {
        idle.values().forEach(connections -> {
            for (@Nullable SmtpConnection one = connections.pollFirst(); one != null; one = connections.pollFirst()) {
                one.close();
            }
        });
    }

    private boolean isStale(SmtpConnection connection) {
        return connection.idleNanos() > config.idle().toNanos();
    }

    private Deque<SmtpConnection> connections(UUID channelId) {
        return idle.computeIfAbsent(channelId, id -> new ConcurrentLinkedDeque<>());
    }
}
