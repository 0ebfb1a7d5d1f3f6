package campaignflows.communication.support;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits on the test's thread. */
final class Waits {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Waits() {}

    static <T extends @Nullable Object> T on(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
