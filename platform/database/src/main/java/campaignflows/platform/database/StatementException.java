package campaignflows.platform.database;

import campaignflows.platform.contracts.DatabaseRefusal;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.util.Set;
import org.hibernate.JDBCException;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL refused a statement. Its text names the code and the constraint only: the server's own texts, the detail above
 * all, quote rows, and what is logged must hold no personal data.
 */
public final class StatementException extends RuntimeException implements DatabaseRefusal {
    private static final long serialVersionUID = 1L;
    private static final String CONNECTION_LOST = "08006";
    private static final Set<String> WORTH_REPEATING = Set.of("40P01", "40001");

    private final String sqlState;
    private final @Nullable String constraint;

    StatementException(PgException refused) {
        super("PostgreSQL refused a statement sqlstate=%s constraint=%s table=%s"
                .formatted(refused.getSqlState(), refused.getConstraint(), refused.getTable()));
        this.sqlState = String.valueOf(refused.getSqlState());
        this.constraint = refused.getConstraint();
    }

    /** The connection ended before the outcome was known. */
    StatementException(ClosedConnectionException lost) {
        super("The connection to PostgreSQL ended before the outcome of a statement was known", lost);
        this.sqlState = CONNECTION_LOST;
        this.constraint = null;
    }

    @Override
    public String sqlState() {
        return sqlState;
    }

    /** The violated constraint, if it is one. */
    public @Nullable String constraint() {
        return constraint;
    }

    /** Whether the failure is the other half of someone else's success, so that the same once more may succeed. */
    static boolean isWorthRepeating(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state = switch (cause) {
                case StatementException refused -> refused.sqlState;
                case PgException raw -> String.valueOf(raw.getSqlState());
                case JDBCException translated -> String.valueOf(translated.getSQLState());
                default -> "";
            };
            if (WORTH_REPEATING.contains(state)) {
                return true;
            }
        }
        return false;
    }
}
