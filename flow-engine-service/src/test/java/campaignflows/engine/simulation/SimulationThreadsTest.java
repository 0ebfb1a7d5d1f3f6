package campaignflows.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulationThreadsTest {
    private final SimulationThreads threads = new SimulationThreads(1);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.close();
        callers.shutdownNow();
    }

    @Test
    void shouldAnswerWhatComesOfIt() throws Exception {
        assertThat(threads.call(
                        Duration.ofSeconds(20), () -> Thread.currentThread().getName()))
                .isEqualTo("simulation-0");
        assertThatThrownBy(() -> threads.call(Duration.ofSeconds(20), () -> {
                    throw ProblemException.notFound("campaign");
                }))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void shouldBreakOffWhatTakesTooLongAndRefuseWhatIsTooMuch() throws Exception {
        CountDownLatch brokenOff = new CountDownLatch(1);
        assertThatThrownBy(() -> threads.call(Duration.ofMillis(50), () -> {
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        brokenOff.countDown();
                    }
                    return 1;
                }))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        brokenOff.await();

        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        callers.submit(() -> threads.call(Duration.ofMinutes(1), () -> {
            begun.countDown();
            busy.await();
            return 1;
        }));
        begun.await();
        for (int i = 0; i < 16; i++) {
            threads.waitInLine(() -> 1);
        }
        assertThatThrownBy(() -> threads.call(Duration.ofSeconds(20), () -> 1))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        busy.countDown();
    }
}
