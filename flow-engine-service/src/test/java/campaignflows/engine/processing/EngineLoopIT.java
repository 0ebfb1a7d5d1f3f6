package campaignflows.engine.processing;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.engine.processing.StubServices.Fault;
import campaignflows.platform.testkit.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Whatever crashes, repeats or is slow, each event is walked exactly once. */
class EngineLoopIT extends EngineFixture {
    private static final String COMMIT = "/internal/v1/walks/commit";

    /** The first request to the path gets the fault, all others none. */
    private static CountDownLatch once(StubServices services, String path, Fault fault) {
        CountDownLatch hit = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(1);
        services.fail(requested -> {
            if (requested.equals(path) && left.getAndDecrement() > 0) {
                hit.countDown();
                return fault;
            }
            return Fault.NONE;
        });
        return hit;
    }

    @Test
    void shouldWalkEachEventOnceInOrder() {
        // given
        engine();

        // when
        for (int i = 0; i < 5; i++) {
            publishNewParticipants(40);
        }

        // then
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldWalkABacklogThatCameWhileItWasStopped() {
        // given
        publishNewParticipants(700);

        // when
        engine();

        // then
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldWalkOnceWhenItCrashesBetweenBeginAndCommit() throws InterruptedException {
        // given: an engine that is killed while its first commit is on the way, which never arrives
        CountDownLatch killed = new CountDownLatch(1);
        CountDownLatch committing = new CountDownLatch(1);
        services.fail(path -> {
            if (path.equals(COMMIT)) {
                committing.countDown();
                awaitQuietly(killed);
                return Fault.BREAKS_BEFORE;
            }
            return Fault.NONE;
        });
        EngineInstance first = engine();
        publishNewParticipants(50);
        assertThat(committing.await(30, TimeUnit.SECONDS)).isTrue();

        // when
        first.close();
        services.fail(path -> Fault.NONE);
        killed.countDown();
        assertThat(services.effects()).isEmpty();
        engine();

        // then
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldWalkOnceWhenItCrashesBetweenCommitAndAnswer() throws InterruptedException {
        // given: all commits take effect and no answer arrives
        CountDownLatch committed = new CountDownLatch(1);
        services.fail(path -> {
            if (path.equals(COMMIT)) {
                committed.countDown();
                return Fault.BREAKS_AFTER;
            }
            return path.contains("/positions/") && committed.getCount() == 0 ? Fault.BREAKS_BEFORE : Fault.NONE;
        });
        EngineInstance first = engine();
        publishNewParticipants(50);
        assertThat(committed.await(30, TimeUnit.SECONDS)).isTrue();

        // when
        first.close();
        services.fail(path -> Fault.NONE);
        engine();

        // then
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldSettleAnUnknownOutcomeByThePosition() throws InterruptedException {
        // given
        CountDownLatch lost = once(services, COMMIT, Fault.BREAKS_AFTER);
        engine();

        // when
        publishNewParticipants(50);

        // then
        assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldWalkAgainWhenTheCommitNeverArrived() throws InterruptedException {
        // given
        CountDownLatch lost = once(services, COMMIT, Fault.BREAKS_BEFORE);
        EngineInstance engine = engine();

        // when
        publishNewParticipants(50);

        // then
        assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
        awaitEachContactedExactlyOnce();
        assertThat(engine.meters.counter("campaignflows.engine.failures").count())
                .isPositive();
    }

    @Test
    void shouldDoNoHarmAsAZombie() {
        // given: two engines that both believe that all partitions are theirs
        EngineInstance one = keep(new EngineInstance(kafka, services, "one"));
        EngineInstance two = keep(new EngineInstance(kafka, services, "two"));

        // when
        for (int i = 0; i < 10; i++) {
            publishNewParticipants(30);
        }

        // then
        awaitEachContactedExactlyOnce();
        assertThat(elsewhere(one) + elsewhere(two)).isPositive();
    }

    private static double elsewhere(EngineInstance engine) {
        return engine.meters.counter("campaignflows.engine.positions.moved").count();
    }

    @Test
    void shouldShareThePartitionsAndTakeOver() {
        // given
        EngineInstance first = engine();
        publishNewParticipants(100);

        // when: a second one comes, then the first one goes, while events come in
        EngineInstance second = engine();
        for (int i = 0; i < 5; i++) {
            publishNewParticipants(20);
        }
        Await.until("both have partitions", () -> second.consumer.isReady() && first.consumer.isReady());
        publishNewParticipants(100);
        first.close();
        publishNewParticipants(100);

        // then
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldWaitForParticipantService() throws InterruptedException {
        // given
        CountDownLatch refused = new CountDownLatch(5);
        services.fail(path -> {
            refused.countDown();
            return Fault.UNAVAILABLE;
        });
        EngineInstance engine = engine();
        publishNewParticipants(100);
        assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
        Await.until("the engine is ready though", engine.consumer::isReady);

        // when
        services.fail(path -> Fault.NONE);

        // then
        awaitEachContactedExactlyOnce();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        Predicate<CountDownLatch> opened = waited -> {
            try {
                return waited.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        };
        assertThat(opened.test(latch)).isTrue();
    }
}
