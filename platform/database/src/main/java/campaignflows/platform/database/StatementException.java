package campaignflows.platform.database;

import campaignflows.platform.contracts.DatabaseRefusal;
import campaignflows.platform.contracts.DatabaseUnavailableException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import org.hibernate.JDBCException;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL refused a statement. Its text names the code and the constraint only: the server's own texts, the detail above
 * all, quote rows, and what is logged must hold no personal data.
 */
public final class StatementException extends RuntimeException implements DatabaseRefusal {
    private static final long serialVersionUID = 1L;
    private static final Set<String> WORTH_REPEATING = Set.of("40P01", "40001");

    /** Connections that broke, resources that ran out, an operator who intervened, a lock that was not waited for. */
    private static final Set<String> NOT_NOW = Set.of("08", "53", "57", "55P03");

    private static final String ENDED_BEFORE = "Connection is not active now";

    private final String sqlState;
    private final @Nullable String constraint;

    StatementException(PgException refused) {
        super("PostgreSQL refused a statement sqlstate=%s constraint=%s table=%s"
                .formatted(refused.getSqlState(), refused.getConstraint(), refused.getTable()));
        this.sqlState = String.valueOf(refused.getSqlState());
        this.constraint = refused.getConstraint();
    }

    @Override
    public String sqlState() {
        return sqlState;
    }

    /** The violated constraint, if it is one. */
    public @Nullable String constraint() {
        return constraint;
    }

    /** Whether the server ended what it was doing, or cannot do anything now: nothing is wrong with what was asked. */
    static boolean isAway(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state = state(cause);
            if (isOfConnection(cause)
                    || NOT_NOW.stream().anyMatch(state::startsWith)
                    || WORTH_REPEATING.contains(state)) {
                return true;
            }
        }
        return false;
    }

    /** What the driver and its socket say of a connection that has ended; of the last, the driver has a text only. */
    private static boolean isOfConnection(Throwable cause) {
        return cause instanceof ClosedConnectionException
                || cause instanceof SocketException
                || cause instanceof ClosedChannelException
                || String.valueOf(cause.getMessage()).startsWith(ENDED_BEFORE);
    }

    static DatabaseUnavailableException away(Throwable cause) {
        return new DatabaseUnavailableException(
                "Expected the database to go on with what it was asked, but it ended that sqlstate=%s"
                        .formatted(state(cause)),
                cause instanceof PgException refused ? new StatementException(refused) : cause);
    }

    /** Whether the failure is the other half of someone else's success, so that the same once more may succeed. */
    static boolean isWorthRepeating(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (WORTH_REPEATING.contains(state(cause))) {
                return true;
            }
        }
        return false;
    }

    private static String state(Throwable cause) {
        return switch (cause) {
            case StatementException refused -> refused.sqlState;
            case PgException raw -> String.valueOf(raw.getSqlState());
            case JDBCException translated -> String.valueOf(translated.getSQLState());
            default -> "";
        };
    }
}
