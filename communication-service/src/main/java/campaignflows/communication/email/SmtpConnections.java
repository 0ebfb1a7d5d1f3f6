package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import campaignflows.platform.web.outgoing.OutgoingAddresses;
import jakarta.inject.Singleton;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Idle connections to mail servers, by channel, kept for a short while so that many mails share one. How many are in use
 * at a time is bounded by the threads that use them.
 */
@Singleton
public final class SmtpConnections {
    private final Map<UUID, Deque<SmtpConnection>> idle = new ConcurrentHashMap<>();
    private final CommunicationConfig.Email config;
    private final OutgoingAddresses addresses;
    private final MailTls tls;
    private final ScheduledThreadPoolExecutor timer;

    public SmtpConnections(CommunicationConfig config, OutgoingAddresses addresses) {
        this.config = config.email();
        this.addresses = addresses;
        this.tls = new MailTls(this.config.trustedCertificates());
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("email-deadlines").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** A connection to the server, perhaps not open yet. */
    SmtpConnection take(SmtpServer server, boolean utf8) {
        if (utf8) {
            return open(server, true);
        }
        Deque<SmtpConnection> connections = connections(server.channelId());
        for (@Nullable SmtpConnection one = connections.pollFirst(); one != null; one = connections.pollFirst()) {
            if (one.revision() == server.revision() && !isStale(one)) {
                return one;
            }
            one.close();
        }
        return open(server, false);
    }

    /** Those for SMTPUTF8 are few and not kept. */
    void giveBack(SmtpServer server, boolean utf8, SmtpConnection connection) {
        if (utf8) {
            connection.close();
        } else {
            connections(server.channelId()).addFirst(connection);
        }
    }

    private SmtpConnection open(SmtpServer server, boolean utf8) {
        return new SmtpConnection(server, utf8, new MailSockets(addresses, timer), tls, config);
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
