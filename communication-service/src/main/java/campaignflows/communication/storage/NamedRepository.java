package campaignflows.communication.storage;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/** What repositories share of things whose name a tenant gives once, as the database guards it. */
public abstract class NamedRepository {
    private final String index;

    /** @param index the unique index over tenant and name */
    protected NamedRepository(String index) {
        this.index = index;
    }

    /** Writes what the session has changed; of two that take a name at the same moment one fails with the refusal. */
    protected Uni<Void> flush(Mutiny.Session session, Supplier<? extends RuntimeException> refusal) {
        return session.flush().onFailure(this::isNameTaken).transform(failure -> refusal.get());
    }

    /** Hibernate's texts quote the row, so that nothing of the failure is passed on. */
    private boolean isNameTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violation
                    && index.equals(String.valueOf(violation.getConstraintName()))) {
                return true;
            }
        }
        return false;
    }
}
