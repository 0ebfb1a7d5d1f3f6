package campaignflows.platform.database;

import campaignflows.platform.messaging.BackgroundLoop;
import campaignflows.platform.messaging.OutboxSignal;
import java.time.Duration;
import java.util.BitSet;
import java.util.stream.Collectors;

/**
 * Notifies the other replicas of committed outbox rows and listens to them, by PostgreSQL's NOTIFY. Notifications are coalesced:
 * one is on its way at a time, for all shards. Losing one costs no more than the relays' fallback poll.
 */
final class OutboxNotifier implements AutoCloseable {

    private static final String CHANNEL = "outbox_written";

    /** A server that is gone without closing the connection is noticed by the next statement. */
    private static final Duration CHECK_EVERY = Duration.ofSeconds(30);

    private static final Duration KEEP_CONNECTION = Duration.ofSeconds(10);

    private final DirectConnections connections;
    private final OutboxSignal signal;
    private final BitSet written = new BitSet();
    private final BackgroundLoop listener = new BackgroundLoop("outbox-listener", this::listen);
    private final BackgroundLoop notifier = new BackgroundLoop("outbox-notifier", this::sendNotifications);

    OutboxNotifier(DirectConnections connections, OutboxSignal signal) {
        this.connections = connections;
        this.signal = signal;
    }

    void start() {
        signal.notifyOthersBy(this::enqueue);
        listener.start();
        notifier.start();
    }

    private void enqueue(BitSet shards) {
        synchronized (written) {
            written.or(shards);
        }
        notifier.wakeUp();
    }

    private BitSet takeAll() {
        synchronized (written) {
            var taken = (BitSet) written.clone();
            written.clear();
            return taken;
        }
    }

    private void listen(BackgroundLoop running) throws InterruptedException {
        try (DirectConnection connection = connections.open("outbox-listener", running::wakeUp)) {
            connection.onNotification(notification -> wakeUp(notification.getPayload()));
            do {
                connection.query("listen " + CHANNEL).execute();
                running.await(CHECK_EVERY);
            } while (!running.isClosing() && connection.isOpen());
        }
    }

    private void wakeUp(String shards) {
        for (String shard : shards.split(",", -1)) {
            signal.wakeUp(Integer.parseInt(shard));
        }
    }

    private void sendNotifications(BackgroundLoop running) throws InterruptedException {
        running.await(KEEP_CONNECTION);
        BitSet shards = takeAll();
        if (shards.isEmpty()) {
            return;
        }
        try (DirectConnection connection = connections.open("outbox-notifier")) {
            while (!running.isClosing() && !shards.isEmpty()) {
                notifyOthers(connection, shards);
                running.await(KEEP_CONNECTION);
                shards = takeAll();
            }
        }
    }

    private static void notifyOthers(DirectConnection connection, BitSet shards) {
        connection
                .query("select pg_notify('" + CHANNEL + "', :shards)")
                .bind("shards", shards.stream().mapToObj(String::valueOf).collect(Collectors.joining(",")))
                .execute();
    }

    @Override
    public void close() {
        listener.close();
        notifier.close();
    }
}
