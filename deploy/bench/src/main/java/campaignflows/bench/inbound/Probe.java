package campaignflows.bench.inbound;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One contact that writes once a second: how long from the webhook's response until what it has said stands in its session. The
 * next message is not written before the last one stands there.
 */
final class Probe {
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

    private final WebhookClient client;
    private final InboundDatabase database;
    private final String contact;
    private final UUID session;
    private long messages;

    Probe(WebhookClient client, InboundDatabase database, String contact, UUID session) {
        this.client = client;
        this.database = database;
        this.contact = contact;
        this.session = session;
    }

    /**
     * In nanoseconds.
     *
     * @param answered from the call to the response
     * @param handled  from the response until it stands in the session
     */
    record Delays(List<Long> answered, List<Long> handled) {}

    /** What is asked between two messages. */
    interface Aside {
        void look() throws SQLException;
    }

    /** Writes so many messages. */
    Delays write(int count) throws IOException, SQLException {
        return write(count, null, () -> {});
    }

    /** Writes for as long as the thread lives; what is asked besides is asked after each message. */
    Delays writeDuring(Thread thread, Aside aside) throws IOException, SQLException {
        return write(Integer.MAX_VALUE, thread, aside);
    }

    private Delays write(int most, @Nullable Thread during, Aside aside) throws IOException, SQLException {
        List<Long> answered = new ArrayList<>();
        List<Long> handled = new ArrayList<>();
        long next = System.nanoTime();
        while (answered.size() < most && (during == null || during.isAlive())) {
            long since = System.nanoTime();
            messages++;
            int status = client.bring("wamid.probe." + messages, contact, "Are you there? " + messages);
            long response = System.nanoTime();
            if (status != 200) {
                throw new AssertionError("Expected the webhook to take the other tenant's message, but got " + status);
            }
            while (database.saidIn(session) < messages) {
                if (System.nanoTime() - response > PATIENCE) {
                    throw new AssertionError("Not within two minutes: the other tenant's message in its session");
                }
                LockSupport.parkNanos(LOOK_EVERY);
            }
            answered.add(response - since);
            handled.add(System.nanoTime() - response);
            aside.look();
            next = Math.max(next + PAUSE, System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
        }
        return new Delays(answered, handled);
    }
}
