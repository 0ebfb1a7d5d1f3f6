package campaignflows.platform.messaging;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.BitSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Tells the other replicas of committed outbox rows and hears it from them, by PostgreSQL's NOTIFY. Tellings are coalesced:
 * one is on its way at a time, for all shards. Losing one costs no more than the relays' fallback poll.
 */
final class OutboxNews implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxNews.class);
    private static final String CHANNEL = "outbox_written";
    private static final Duration CLOSE = Duration.ofMillis(500);
    private static final int LISTEN_MS = 2_000;

    private final ConnectionSource connections;
    private final OutboxSignal signal;
    private final Bell toTell = new Bell();
    private final BitSet shards = new BitSet();
    private final Thread listener;
    private final Thread teller;
    private volatile boolean closing;

    OutboxNews(ConnectionSource connections, OutboxSignal signal) {
        this.connections = connections;
        this.signal = signal;
        listener = Thread.ofPlatform().name("outbox-listener").daemon().unstarted(() -> untilClosed(this::listen));
        teller = Thread.ofPlatform().name("outbox-notifier").daemon().unstarted(() -> untilClosed(this::tell));
    }

    void start() {
        signal.tellOthers(this::enqueue);
        listener.start();
        teller.start();
    }

    private void enqueue(BitSet written) {
        synchronized (shards) {
            shards.or(written);
        }
        toTell.ring();
    }

    private BitSet takeAll() {
        synchronized (shards) {
            var taken = (BitSet) shards.clone();
            shards.clear();
            return taken;
        }
    }

    private void listen() throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (!closing) {
                PGNotification[] heard = postgres.getNotifications(LISTEN_MS);
                for (PGNotification notification : heard == null ? new PGNotification[0] : heard) {
                    for (String shard : notification.getParameter().split(",", -1)) {
                        signal.bell(Integer.parseInt(shard)).ring();
                    }
                }
            }
        }
    }

    private void tell() throws SQLException, InterruptedException {
        while (!closing) {
            toTell.await(Duration.ofSeconds(2));
            BitSet written = takeAll();
            if (!written.isEmpty()) {
                tellAll(written);
            }
        }
    }

    private void tellAll(BitSet first) throws SQLException, InterruptedException {
        try (Connection connection = connections.open();
                PreparedStatement notify = connection.prepareStatement("select pg_notify('" + CHANNEL + "', ?)")) {
            BitSet written = first;
            while (!closing && !written.isEmpty()) {
                notify.setString(1, written.stream().mapToObj(String::valueOf).collect(Collectors.joining(",")));
                notify.execute();
                toTell.await(Duration.ofSeconds(10));
                written = takeAll();
            }
        }
    }

    private void untilClosed(Work work) {
        int failures = 0;
        while (!closing) {
            try {
                work.run();
                failures = 0;
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException | VirtualMachineError | LinkageError e) {
                failures++;
                if (!closing) {
                    LOG.warnf("outbox news interrupted failures=%d cause=%s", failures, e.getMessage());
                    try {
                        Bell.sleep(Backoff.DEFAULT.after(failures));
                    } catch (InterruptedException stop) {
                        return;
                    }
                }
            }
        }
    }

    private interface Work {
        void run() throws SQLException, InterruptedException;
    }

    @Override
    public void close() {
        closing = true;
        toTell.ring();
        listener.interrupt();
        Threads.join(teller, CLOSE);
    }
}
