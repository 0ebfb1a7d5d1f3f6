package campaignflows.gateway.session;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Where passwords are checked, which takes a processor for a while and is asked for by anybody: on a few threads of its own, since
 * one that computes is not taken off the virtual threads' carriers, on which everyone's requests are answered. Whose place has the fewest failures
 * comes first, so those who guess from many places wait behind who does not.
 */
final class PasswordChecks {
    private static final int AT_ONCE = 2;

    private final AtomicLong arrivals = new AtomicLong();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            Thread.ofPlatform().name("password-check-", 0).daemon().factory());

    private static final class Check extends FutureTask<Boolean> implements Comparable<Check> {
        private static final Comparator<Check> ORDER =
                Comparator.<Check>comparingInt(check -> check.failures).thenComparingLong(check -> check.arrival);

        private final int failures;
        private final long arrival;

        private Check(BooleanSupplier isRight, int failures, long arrival) {
            super(isRight::getAsBoolean);
            this.failures = failures;
            this.arrival = arrival;
        }

        @Override
        public int compareTo(Check other) {
            return ORDER.compare(this, other);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /**
     * Checks a password when its turn comes.
     *
     * @param failures of the place that it comes from
     * @return empty if its turn did not come in that time
     */
    Optional<Boolean> run(BooleanSupplier isRight, int failures, Duration longest) throws InterruptedException {
        Check check = new Check(isRight, failures, arrivals.getAndIncrement());
        threads.execute(check);
        try {
            return Optional.of(check.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A password could not be checked", e.getCause());
        } finally {
            check.cancel(false);
            threads.remove(check);
        }
    }

    /** How many wait for their turn. */
    int waiting() {
        return threads.getQueue().size();
    }
}
