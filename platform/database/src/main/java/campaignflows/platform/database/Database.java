package campaignflows.platform.database;

import campaignflows.platform.contracts.DatabaseBusyException;
import campaignflows.platform.contracts.DatabaseUnavailableException;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to the database for worker, virtual and consumer threads: short transactions, each statement awaited where it is
 * written, repeated as a whole when PostgreSQL chose them as the victim of a deadlock or of a serialisation failure. The body
 * of a transaction may therefore run more than once and must have no other effects. A transaction inside a transaction, of
 * whichever pool, is refused, since it would hold two connections.
 */
public final class Database {

    private static final RetryPolicy<Object> REPEAT = RetryPolicy.builder()
            .handleIf(StatementException::isWorthRepeating)
            .withMaxRetries(8)
            .withBackoff(Duration.ofMillis(5), Duration.ofMillis(300))
            .withJitter(0.5)
            .build();
    private static final ThreadLocal<Boolean> BUSY = ThreadLocal.withInitial(() -> false);
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Pool pool;
    private final Duration acquisition;
    private final Duration statement;
    private final @Nullable PoolMeters meters;

    /**
     * @param acquisition how long the pool lets anyone wait for a connection
     * @param statement how long any statement may take
     */
    public Database(Pool pool, Duration acquisition, Duration statement) {
        this(pool, acquisition, statement, null);
    }

    Database(Pool pool, Duration acquisition, Duration statement, @Nullable PoolMeters meters) {
        this.pool = pool;
        this.acquisition = acquisition;
        this.statement = statement;
        this.meters = meters;
    }

    /** Runs the body in one transaction and returns its result. Any exception of the body rolls back. */
    public <R extends @Nullable Object> R inTransaction(Function<Tx, R> body) {
        return Failsafe.with(REPEAT).get(() -> alone(() -> attempt(body)));
    }

    /** Runs the body in one transaction. Any exception of the body rolls back. */
    public void useTransaction(Consumer<Tx> body) {
        this.<@Nullable Void>inTransaction(tx -> {
            body.accept(tx);
            return null;
        });
    }

    /** Runs reads that need no transaction of their own; each statement stands for itself. */
    public <R extends @Nullable Object> R read(Function<Tx, R> body) {
        return alone(() -> separately(Tx.Kind.SEPARATE, body));
    }

    /**
     * Runs one statement, which is a transaction of its own without BEGIN and COMMIT: where it fails because the connection ended, it
     * may have been committed, as where a COMMIT fails so.
     */
    public <R extends @Nullable Object> R single(Function<Tx, R> body) {
        return Failsafe.with(REPEAT).get(() -> alone(() -> separately(Tx.Kind.SINGLE, body)));
    }

    private <R extends @Nullable Object> R separately(Tx.Kind kind, Function<Tx, R> body) {
        var tx = new Tx(acquire(), statement, kind);
        try {
            return body.apply(tx);
        } finally {
            tx.release();
        }
    }

    private <R extends @Nullable Object> R attempt(Function<Tx, R> body) {
        var tx = new Tx(acquire(), statement, Tx.Kind.TRANSACTION);
        R result;
        try {
            tx.begin();
            result = run(tx, body);
            tx.end();
        } finally {
            tx.release();
        }
        if (!tx.isToRollBack()) {
            tx.committed();
        }
        return result;
    }

    private static <R extends @Nullable Object> R run(Tx tx, Function<Tx, R> body) {
        boolean orderly = false;
        try {
            R result = body.apply(tx);
            tx.awaitSent();
            orderly = true;
            return result;
        } finally {
            if (!orderly) {
                tx.tryToRollBack();
            }
        }
    }

    private SqlConnection acquire() {
        PoolMeters measured = meters;
        if (measured == null) {
            return connection();
        }
        long since = System.nanoTime();
        boolean given = false;
        try {
            SqlConnection connection = connection();
            given = true;
            return connection;
        } finally {
            measured.waited(given, System.nanoTime() - since);
        }
    }

    private SqlConnection connection() {
        Uni<SqlConnection> connection = pool.getConnection();
        try {
            return Awaiting.await(connection, acquisition.plus(CONNECT), Tx::giveBack);
        } catch (Awaiting.UnfinishedException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            throw busy(e);
        } catch (StatementException | IllegalStateException | DatabaseUnavailableException e) {
            throw busy(e);
        }
    }

    static DatabaseBusyException busy(Throwable cause) {
        return new DatabaseBusyException(
                "Expected a connection to the database in time, but all are in use or it does not answer", cause);
    }

    static <R extends @Nullable Object> R alone(Supplier<R> work) {
        Awaiting.requireBlockingAllowed();
        if (BUSY.get()) {
            throw new IllegalStateException(
                    "Expected no open transaction on this thread, but there is one: pass its Tx on instead");
        }
        BUSY.set(true);
        try {
            return work.get();
        } finally {
            BUSY.remove();
        }
    }
}
