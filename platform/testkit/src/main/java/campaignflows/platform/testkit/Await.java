package campaignflows.platform.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for conditions instead of sleeping: checks often, and fails at a deadline with what it waited for. */
public final class Await {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration EVERY = Duration.ofMillis(25);

    private Await() {}

    /** Waits up to 30 s until the condition is true. */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, DEADLINE, condition);
    }

    public static void until(String what, Duration deadline, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(deadline)
                .pollDelay(Duration.ZERO)
                .pollInterval(EVERY)
                .until(condition);
    }

    /** Waits up to 30 s until the assertions hold. */
    public static void untilAsserted(ThrowingRunnable assertions) {
        untilAsserted(DEADLINE, assertions);
    }

    public static void untilAsserted(Duration deadline, ThrowingRunnable assertions) {
        Awaitility.await()
                .atMost(deadline)
                .pollDelay(Duration.ZERO)
                .pollInterval(EVERY)
                .untilAsserted(assertions);
    }
}
