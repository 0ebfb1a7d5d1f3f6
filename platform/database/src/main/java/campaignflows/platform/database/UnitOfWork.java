package campaignflows.platform.database;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The transaction that is open on a Vert.x context: what follows its commit, and the mark by which another inside it is refused. */
final class UnitOfWork {

    private static final Object KEY = new Object();

    private final List<Runnable> afterCommit = new ArrayList<>();

    static UnitOfWork current() {
        return Optional.ofNullable(Vertx.currentContext())
                .map(UnitOfWork::of)
                .orElseThrow(() -> new IllegalStateException("Expected an open transaction, but there is none"));
    }

    @org.jspecify.annotations.Nullable
    private static UnitOfWork of(Context context) {
        return context.getLocal(KEY);
    }

    /** Begins one on this context. */
    static UnitOfWork begin(Context context) {
        if (of(context) != null) {
            throw new IllegalStateException(
                    "Expected no open transaction on this context, but there is one: pass its session on instead");
        }
        var unit = new UnitOfWork();
        context.putLocal(KEY, unit);
        return unit;
    }

    void end(Context context) {
        context.removeLocal(KEY);
    }

    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
