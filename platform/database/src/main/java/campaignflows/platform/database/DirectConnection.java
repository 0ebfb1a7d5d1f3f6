package campaignflows.platform.database;

import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A connection outside any pool, for what ends with it: advisory locks and LISTEN. Each statement is awaited and is its own
 * transaction. For one thread only, except {@link #isOpen}.
 */
public final class DirectConnection implements AutoCloseable {

    private final PgConnection connection;
    private final Tx statements;
    private volatile boolean open = true;

    DirectConnection(PgConnection connection, Duration statement, Runnable closed) {
        this.connection = connection;
        this.statements = new Tx(connection, statement, Tx.Kind.SEPARATE);
        connection.getDelegate().closeHandler(end -> {
            open = false;
            closed.run();
        });
    }

    /** A statement with parameters by name. */
    public Query query(String sql) {
        return statements.query(sql);
    }

    /** Whether its locks are still held, as far as is known: false as soon as the server or the network ended it. */
    public boolean isOpen() {
        return open;
    }

    /** Hears the notifications of the channels that it listens to, on an event loop. */
    void onNotification(Consumer<PgNotification> listener) {
        connection.getDelegate().notificationHandler(listener::accept);
    }

    /** Ends the connection, also in the middle of a statement whose outcome is not known, and its locks with it. */
    @Override
    public void close() {
        statements.release();
    }
}
