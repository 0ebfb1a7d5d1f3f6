package campaignflows.platform.database;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.time.Duration;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The way to the database for the entities that people edit: one session and one transaction, repeated as a whole when
 * PostgreSQL chose it as the victim of a deadlock or of a serialisation failure. The work may therefore run more than once and
 * must have no other effects. A transaction inside a transaction is refused: Hibernate would silently join the two.
 */
public class Transactions {

    private static final int REPEATS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;

    public Transactions(Mutiny.SessionFactory sessions, Vertx vertx) {
        this.sessions = sessions;
        this.vertx = vertx;
    }

    /**
     * Runs the work in one transaction when it is subscribed to: on the Vert.x context of the subscriber, or on a new one, if it
     * has none, such as a consumer's thread. Any failure rolls back. Once begun it continues to its end, and to what follows its
     * commit, even if the subscriber cancels, as the API does when its client disconnects.
     */
    public <T extends @Nullable Object> Uni<T> run(Function<Mutiny.Session, Uni<T>> work) {
        return Uncancellable.run(() -> repeated(context(), work));
    }

    /** What is to happen when the open transaction of this context is committed. */
    public void afterCommit(Runnable action) {
        UnitOfWork.current().afterCommit(action);
    }

    /**
     * As {@link #run}, for worker, virtual and consumer threads, which wait for the outcome here. A wait that ends without one,
     * by time or by an interrupt, leaves the work running.
     */
    public <T extends @Nullable Object> T await(Function<Mutiny.Session, Uni<T>> work) {
        return Database.alone(() -> Awaiting.awaitWork(run(work), LONGEST));
    }

    /** Hibernate works on an event loop, and on a context of its own for what belongs together. */
    private Context context() {
        Context current = Vertx.currentContext();
        if (current != null && Context.isOnEventLoopThread() && VertxContext.isDuplicatedContext(current)) {
            return current;
        }
        Context created = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(created, true);
        return created;
    }

    /** Each attempt begins on the context: a pause before it ends on another thread. */
    private <T extends @Nullable Object> Uni<T> repeated(Context context, Function<Mutiny.Session, Uni<T>> work) {
        return Uni.createFrom()
                .<T>deferred(() -> once(context, work))
                .runSubscriptionOn(task -> context.runOnContext(any -> task.run()))
                .onFailure(StatementException::isWorthRepeating)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(REPEATS)
                .onFailure(Transactions::isWithoutConnection)
                .transform(Database::busy)
                .onFailure(StatementException::isAway)
                .transform(StatementException::away)
                .emitOn(task -> context.runOnContext(any -> task.run()));
    }

    /** The pool says so with a bare text, and nothing else names it. */
    private static boolean isWithoutConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || "Timeout".equals(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    private <T extends @Nullable Object> Uni<T> once(Context context, Function<Mutiny.Session, Uni<T>> work) {
        UnitOfWork unit = UnitOfWork.begin(context);
        return sessions.withTransaction((session, transaction) -> work.apply(session))
                .invoke(unit::committed)
                .onTermination()
                .invoke(() -> unit.end(context));
    }
}
