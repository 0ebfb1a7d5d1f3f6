package campaignflows.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.testkit.Await;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SignInLimitsTest {
    private final SignInLimits limits = new SignInLimits(3, Duration.ofMillis(20));

    @Test
    void shouldLetNobodyPayForTheFailuresOfOthers() {
        for (int place = 0; place < 100; place++) {
            String name = "place " + place;
            for (int i = 0; i < 3; i++) {
                assertThat(failure(name)).isEqualTo(ErrorCode.UNAUTHENTICATED);
            }
        }
        long began = System.nanoTime();
        limits.check("another place", () -> true);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(20));
    }

    @Test
    void shouldTakeTheLongerTheMoreFailuresThereWereAndStillLetTheRightOneIn() {
        for (int i = 0; i < 3; i++) {
            assertThat(failure("place")).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
        long began = System.nanoTime();
        assertThat(failure("place")).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(failure("place")).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        limits.check("place", () -> true);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(20 + 40 + 80 - 1));
        assertThat(failure("place")).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void shouldCheckOnePasswordOfAPlaceAtATimeAndLetFewWait() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.add(threads.submit(() -> limits.check("place", () -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    boolean right = awaited(end);
                    atOnce.decrementAndGet();
                    return right;
                })));
            }
            Await.until(
                    "eight are refused",
                    () -> all.stream().filter(Future::isDone).count() == 8);
            limits.check("another place", () -> true);
            end.countDown();
            long refused = 0;
            for (Future<?> one : all) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    assertThat(e.getCause())
                            .isInstanceOfSatisfying(
                                    ProblemException.class,
                                    problem -> assertThat(problem.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS));
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(8);
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void shouldCheckTheLeastSuspectFirst() throws Exception {
        assertThat(failure("guesser")).isEqualTo(ErrorCode.UNAUTHENTICATED);
        CountDownLatch end = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch busy = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                String place = "busy " + i;
                threads.submit(() -> limits.check(place, () -> {
                    busy.countDown();
                    return awaited(end);
                }));
            }
            busy.await();
            Future<?> guess = threads.submit(() -> limits.check("guesser", () -> order.add("guesser")));
            Await.until("the guess waits", () -> limits.waiting() == 1);
            Future<?> stranger = threads.submit(() -> limits.check("stranger", () -> order.add("stranger")));
            Await.until("both wait", () -> limits.waiting() == 2);
            end.countDown();
            guess.get();
            stranger.get();
        }
        assertThat(order).startsWith("stranger");
    }

    @Test
    void shouldNotTakeTheThreadsOfOtherRequestsForChecks() {
        limits.check(
                "place",
                () -> !Thread.currentThread().isVirtual()
                        && Thread.currentThread().isDaemon());
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ErrorCode failure(String place) {
        try {
            limits.check(place, () -> false);
        } catch (ProblemException problem) {
            return problem.code();
        }
        throw new AssertionError("Expected a refusal");
    }
}
