package campaignflows.platform.database;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that continues to its end once it has begun, even if its subscriber cancels, as the API does when its client disconnects:
 * for work that must not stop half-way, or would not release what it holds.
 */
public final class Uncancellable {

    private Uncancellable() {}

    /** Begins the work at each subscription. */
    public static <T extends @Nullable Object> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(outcome -> work.get().subscribe().with(outcome::complete, outcome::fail));
    }
}
