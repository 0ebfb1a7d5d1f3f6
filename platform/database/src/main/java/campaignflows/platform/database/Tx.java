package campaignflows.platform.database;

import campaignflows.platform.contracts.DatabaseBusyException;
import campaignflows.platform.contracts.DatabaseUnavailableException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A connection for the duration of the body that receives it, mostly in a transaction. Each statement is awaited on the thread of
 * the body, unless it is only sent ({@link Query#send}). For one thread only.
 */
public final class Tx {

    private static final Logger LOG = Logger.getLogger(Tx.class);

    private final SqlConnection connection;
    private final Duration limit;
    private final Kind kind;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final List<CompletionStage<?>> sent = new ArrayList<>();
    private @Nullable CompletionStage<Transaction> begun;
    private @Nullable Transaction open;
    private boolean rollback;
    private boolean unfinished;
    private boolean used;

    /** What the statements of a body are to each other. */
    enum Kind {
        TRANSACTION,
        /** Each is a transaction of its own. */
        SEPARATE,
        /** There is but one, which is a transaction of its own. */
        SINGLE
    }

    Tx(SqlConnection connection, Duration limit, Kind kind) {
        this.connection = connection;
        this.limit = limit;
        this.kind = kind;
    }

    /** A statement with parameters by name: {@code tx.query("… where id = :id").bind("id", id).one(row -> …)}. */
    public Query query(String sql) {
        return new Query(this, sql);
    }

    /** Makes the transaction end with a rollback once the body returns. */
    public <R extends @Nullable Object> R rollback(R result) {
        requireTransaction();
        rollback = true;
        return result;
    }

    /** What is to happen when the transaction is committed, on the thread of the body. */
    public void afterCommit(Runnable action) {
        requireTransaction();
        afterCommit.add(action);
    }

    void requireTransaction() {
        if (kind != Kind.TRANSACTION) {
            throw new IllegalStateException("Expected an open transaction, but there is none");
        }
    }

    /** What is done takes effect as a whole: in a transaction, or by one statement. */
    void requireAtomic() {
        if (kind == Kind.SEPARATE) {
            throw new IllegalStateException("Expected an open transaction or a single statement, but there is neither");
        }
    }

    SqlConnection connection() {
        return connection;
    }

    boolean isToRollBack() {
        return rollback;
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    /** Sends BEGIN; whatever comes first awaits it. */
    void begin() {
        requireTransaction();
        begun = connection.begin().subscribeAsCompletionStage();
    }

    /**
     * Nothing has happened yet when this fails: the connection was dead, which its pool did not know yet.
     *
     * @throws campaignflows.platform.contracts.DatabaseBusyException if there is no transaction
     */
    private void awaitBegun() {
        CompletionStage<Transaction> beginning = begun;
        if (beginning == null) {
            return;
        }
        begun = null;
        try {
            open = awaitOne(Uni.createFrom().completionStage(beginning));
        } catch (Awaiting.UnfinishedException e) {
            throw e;
        } catch (IllegalStateException | DatabaseUnavailableException e) {
            throw Database.busy(e);
        }
    }

    /** Commits, or rolls back if the body wanted it. */
    void end() {
        awaitBegun();
        Transaction transaction = Objects.requireNonNull(open, "a transaction begins before it ends");
        await(rollback ? transaction.rollback() : transaction.commit());
    }

    /** For what must not hide the failure that led to it. */
    void tryToRollBack() {
        try {
            awaitBegun();
        } catch (RuntimeException e) {
            LOG.debugf("no transaction to roll back cause=%s", e.getMessage());
        }
        if (open != null) {
            tryToAwait(open.rollback());
        }
    }

    /** The transaction stays open until the statement has ended, and PostgreSQL runs none after one that failed. */
    <T extends @Nullable Object> CompletionStage<T> send(Uni<T> statement) {
        awaitBegun();
        return sendAlong(statement);
    }

    /** As {@link #send}, but together with BEGIN, if nothing has awaited that yet; as {@link #awaitRead}. */
    <T extends @Nullable Object> CompletionStage<T> sendRead(Uni<T> statement) {
        return sendAlong(statement);
    }

    private <T extends @Nullable Object> CompletionStage<T> sendAlong(Uni<T> statement) {
        requireTransaction();
        requireFinished();
        CompletionStage<T> running = statement.subscribeAsCompletionStage();
        sent.add(running);
        return running;
    }

    /** Awaits what was sent before, then the statement. */
    <T extends @Nullable Object> T await(Uni<T> statement) {
        requireFirstOfSingle();
        awaitBegun();
        awaitSent();
        return awaitOne(statement);
    }

    /**
     * As {@link #await}, but the first statements of a transaction are sent together with BEGIN, as long as they are reads. They must
     * do no harm where BEGIN is refused, and each is a transaction of its own then.
     */
    <T extends @Nullable Object> T awaitRead(Uni<T> statement) {
        if (begun == null) {
            return await(statement);
        }
        return awaitSent(sendAlong(statement));
    }

    private void awaitBegunWithReads() {
        try {
            awaitBegun();
        } catch (DatabaseBusyException e) {
            // The connection may only be given back when nothing runs on it.
            sent.forEach(reading ->
                    tryToAwait(Uni.createFrom().completionStage(reading).replaceWithVoid()));
            sent.clear();
            throw e;
        }
    }

    private void requireFirstOfSingle() {
        if (kind == Kind.SINGLE && used) {
            throw new IllegalStateException("Expected one statement only, but there is another: open a transaction");
        }
        used = true;
    }

    /**
     * Awaits whatever was sent.
     *
     * @throws RuntimeException the first failure, which those of the statements after it follow from
     */
    void awaitSent() {
        awaitBegunWithReads();
        RuntimeException first = null;
        for (CompletionStage<?> statement : sent) {
            try {
                awaitOne(Uni.createFrom().completionStage(statement));
            } catch (Awaiting.UnfinishedException e) {
                sent.clear();
                throw e;
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        sent.clear();
        if (first != null) {
            throw first;
        }
    }

    /** Awaits whatever was sent, this statement among it. */
    <T extends @Nullable Object> T awaitSent(CompletionStage<T> running) {
        awaitSent();
        return awaitOne(Uni.createFrom().completionStage(running));
    }

    private <T extends @Nullable Object> T awaitOne(Uni<T> statement) {
        requireFinished();
        try {
            return Awaiting.await(statement, limit);
        } catch (Awaiting.UnfinishedException e) {
            unfinished = true;
            throw e;
        }
    }

    private void requireFinished() {
        if (unfinished) {
            throw new IllegalStateException("Expected no statement after one whose outcome is unknown");
        }
    }

    /**
     * For what must not hide the failure that led to it; a transaction that failed may have rolled back by itself. A rollback ends
     * after all that was sent.
     */
    void tryToAwait(Uni<Void> end) {
        if (!unfinished) {
            try {
                awaitOne(end);
            } catch (RuntimeException e) {
                LOG.debugf("transaction not ended cleanly after an earlier failure cause=%s", e.getMessage());
            }
        }
    }

    /** Must be the last: gives the connection back, or ends it where it is not known what it is doing. */
    void release() {
        if (unfinished) {
            discard(connection);
        } else {
            giveBack(connection);
        }
    }

    static void giveBack(SqlConnection connection) {
        io.vertx.sqlclient.SqlConnection driver = connection.getDelegate();
        driver.close().onFailure(failure -> discard(connection));
    }

    /**
     * Ends the statement that may still run, and then the connection itself: to close it would give it back to its pool, in
     * whatever state it is.
     */
    private static void discard(SqlConnection connection) {
        io.vertx.sqlclient.SqlConnection driver = connection.getDelegate();
        SocketConnectionBase socket = socket(driver);
        ((PgConnection) driver)
                .cancelRequest()
                .onComplete(sent -> socket.socket().close());
    }

    private static SocketConnectionBase socket(io.vertx.sqlclient.SqlConnection driver) {
        Connection inner = ((SqlConnectionInternal) driver).unwrap();
        while (!(inner instanceof SocketConnectionBase socket)) {
            inner = inner.unwrap();
        }
        return socket;
    }
}
