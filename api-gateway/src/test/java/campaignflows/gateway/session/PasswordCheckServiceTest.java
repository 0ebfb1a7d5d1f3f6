package campaignflows.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.async.DelayService;
import campaignflows.gateway.async.WorkerService;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordCheckServiceTest {
    private final Vertx vertx = Vertx.vertx();
    private final SignInLimits limits = new SignInLimits(3, Duration.ofMillis(20));
    private final PasswordCheckService checks =
            new PasswordCheckService(vertx, limits, new DelayService(vertx), new WorkerService(vertx));

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldLetNobodyPayForTheFailuresOfOthers() {
        for (int source = 0; source < 100; source++) {
            String name = "source " + source;
            for (int i = 0; i < 3; i++) {
                assertThat(failure(name)).isEqualTo(ErrorCode.UNAUTHENTICATED);
            }
        }
        check("another source", () -> true);
        assertThat(limits.source("source 99").delay()).isPositive();
        assertThat(limits.source("another source").delay()).isZero();
    }

    @Test
    void shouldTakeTheLongerTheMoreFailuresThereWereAndStillLetTheRightOneIn() {
        for (int i = 0; i < 3; i++) {
            assertThat(failure("source")).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
        long began = System.nanoTime();
        assertThat(failure("source")).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(failure("source")).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        check("source", () -> true);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(20 + 40 + 80 - 1));
        assertThat(failure("source")).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void shouldCheckOnePasswordOfAPlaceAtATimeAndLetFewWait() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.add(threads.submit(() -> check("source", () -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    boolean right = awaited(end);
                    atOnce.decrementAndGet();
                    return right;
                })));
            }
            Await.until(
                    "eight are refused",
                    () -> all.stream().filter(Future::isDone).count() == 8);
            check("another source", () -> true);
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
        List<CountDownLatch> ends = List.of(new CountDownLatch(1), new CountDownLatch(1));
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch busy = new CountDownLatch(2);
            for (CountDownLatch end : ends) {
                threads.submit(() -> check("busy " + ends.indexOf(end), () -> {
                    busy.countDown();
                    return awaited(end);
                }));
            }
            busy.await();
            Future<?> guess = threads.submit(() -> check("guesser", () -> order.add("guesser")));
            Await.until("the guess waits", () -> checks.waiting() == 1);
            Future<?> stranger = threads.submit(() -> check("stranger", () -> order.add("stranger")));
            Await.until("both wait", () -> checks.waiting() == 2);
            ends.getFirst().countDown();
            stranger.get();
            guess.get();
            ends.getLast().countDown();
        }
        assertThat(order).containsExactly("stranger", "guesser");
    }

    @Test
    void shouldCheckOnAWorkerAndGoOnWhereItWasAsked() throws Exception {
        Context loop = vertx.getOrCreateContext();
        CompletableFuture<List<Boolean>> onLoop = new CompletableFuture<>();
        AtomicBoolean checkedOnLoop = new AtomicBoolean(true);
        loop.runOnContext(ignored -> checks.check("source", () -> {
                    checkedOnLoop.set(Context.isOnEventLoopThread());
                    return true;
                })
                .subscribe()
                .with(
                        done -> onLoop.complete(List.of(Context.isOnEventLoopThread(), Vertx.currentContext() == loop)),
                        onLoop::completeExceptionally));
        assertThat(onLoop.get(20, TimeUnit.SECONDS)).containsExactly(true, true);
        assertThat(checkedOnLoop).isFalse();
    }

    @Test
    void shouldGiveTheTurnOnThoughTheCallerHangsUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Cancellable hungUp =
                checks.check("source", () -> awaited(end)).subscribe().with(ignored -> {});
        CompletableFuture<Void> next = checks.check("source", () -> true).subscribeAsCompletionStage();
        hungUp.cancel();
        assertThat(next).isNotDone();
        end.countDown();
        next.get(20, TimeUnit.SECONDS);
        check("source", () -> true);
    }

    private void check(String source, Callable<Boolean> isRight) {
        checks.check(source, isRight).await().atMost(Duration.ofSeconds(30));
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ErrorCode failure(String source) {
        try {
            check(source, () -> false);
        } catch (ProblemException problem) {
            return problem.code();
        }
        throw new AssertionError("Expected a refusal");
    }
}
