package campaignflows.platform.messaging;

import campaignflows.platform.contracts.DatabaseBusyException;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The way to the database: short transactions, repeated as a whole when PostgreSQL chose them as the victim of a deadlock
 * or of a serialisation failure. The body of a transaction may therefore run more than once and must have no other effects.
 * A transaction inside a transaction is refused, since it would hold two connections. The wait for a connection is bounded;
 * its end is a {@link DatabaseBusyException}.
 */
public final class Database {

    private static final Set<String> WORTH_REPEATING = Set.of("40P01", "40001");
    private static final RetryPolicy<Object> REPEAT = RetryPolicy.builder()
            .handleIf(Database::isWorthRepeating)
            .withMaxRetries(8)
            .withBackoff(Duration.ofMillis(5), Duration.ofMillis(300))
            .withJitter(0.5)
            .build();

    private final Jdbi jdbi;
    private final ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);

    public Database(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Runs the body in one transaction and returns its result. Any exception of the body rolls back. */
    public <R extends @Nullable Object> R inTransaction(Function<Handle, R> body) {
        return Failsafe.with(REPEAT)
                .get(() -> alone(() -> {
                    try (Handle handle = open()) {
                        return handle.inTransaction(body::apply);
                    }
                }));
    }

    /** Runs the body in one transaction. Any exception of the body rolls back. */
    public void useTransaction(Consumer<Handle> body) {
        this.<@Nullable Void>inTransaction(handle -> {
            body.accept(handle);
            return null;
        });
    }

    /** Runs reads that need no transaction of their own; each statement stands for itself. */
    public <R extends @Nullable Object> R read(Function<Handle, R> body) {
        return alone(() -> {
            try (Handle handle = open()) {
                return body.apply(handle);
            }
        });
    }

    private Handle open() {
        try {
            return jdbi.open();
        } catch (ConnectionException e) {
            throw new DatabaseBusyException(
                    "Expected a connection to the database in time, but all are in use or it does not answer", e);
        }
    }

    private <R extends @Nullable Object> R alone(java.util.function.Supplier<R> work) {
        if (busy.get()) {
            throw new IllegalStateException(
                    "Expected no open transaction on this thread, but there is one: pass its handle on instead");
        }
        busy.set(true);
        try {
            return work.get();
        } finally {
            busy.remove();
        }
    }

    static boolean isWorthRepeating(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && WORTH_REPEATING.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
