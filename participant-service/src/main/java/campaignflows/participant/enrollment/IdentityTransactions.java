package campaignflows.participant.enrollment;

import campaignflows.participant.profile.CustomerRepository;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.problem.ProblemException;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that resolve identities. What another transaction did meanwhile shows as a violation of a unique index; by
 * then it has committed, so the repetition sees it and decides again. (Database repeats deadlocks.) The body may run more
 * than once and must have no other effects.
 */
public final class IdentityTransactions {
    private static final RetryPolicy<Object> REPEAT = RetryPolicy.builder()
            .handleIf(CustomerRepository::isUniqueViolation)
            .withMaxRetries(20)
            .withBackoff(Duration.ofMillis(2), Duration.ofMillis(250))
            .withJitter(0.5)
            .build();

    private final Database database;

    public IdentityTransactions(Database database) {
        this.database = database;
    }

    public <R extends @Nullable Object> R run(Function<Tx, R> body) {
        try {
            return Failsafe.with(REPEAT).get(() -> database.inTransaction(body));
        } catch (RuntimeException e) {
            if (CustomerRepository.isUniqueViolation(e)) {
                throw ProblemException.unavailable("Others are writing the same contacts: try again");
            }
            throw e;
        }
    }
}
