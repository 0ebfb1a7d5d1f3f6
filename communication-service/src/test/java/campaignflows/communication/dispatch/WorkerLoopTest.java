package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class WorkerLoopTest {
    private final AtomicLong nanos = new AtomicLong(1);
    private final Heartbeats heartbeats = new Heartbeats(nanos::get);

    @Test
    void shouldSurviveWhateverAPassEndsWith() throws InterruptedException {
        AtomicInteger passes = new AtomicInteger();
        AtomicBoolean ends = new AtomicBoolean();
        WorkerLoop loop = new WorkerLoop(
                "one",
                () -> {
                    switch (passes.incrementAndGet()) {
                        case 1 -> throw new IllegalStateException("the database is away");
                        case 2 -> throw new OutOfMemoryError("for a moment");
                        case 3 -> throw new InterruptedException();
                        case 4 -> Thread.currentThread().interrupt();
                        case 5 -> Thread.sleep(10_000);
                        default -> ends.set(true);
                    }
                },
                heartbeats,
                ends::get,
                Duration.ZERO);

        Thread thread = Thread.ofPlatform().start(loop);
        thread.join(10_000);

        assertThat(passes.get()).isEqualTo(6);
    }

    @Test
    void shouldBeReadyOnlyWhileEveryLoopMakesProgress() {
        assertThat(status()).isEqualTo(HealthCheckResponse.Status.UP);
        heartbeats.beats("one");
        heartbeats.rests("two", Duration.ofHours(1));
        move(Duration.ofSeconds(29));
        assertThat(status()).isEqualTo(HealthCheckResponse.Status.UP);

        heartbeats.fails("one");
        move(Duration.ofSeconds(2));
        assertThat(status()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(heartbeats.state().getData().orElseThrow())
                .containsEntry("one", "no good pass, failures 1")
                .containsEntry("two", "runs");

        heartbeats.beats("one");
        assertThat(status()).isEqualTo(HealthCheckResponse.Status.UP);
        move(Duration.ofHours(2));
        assertThat(status()).isEqualTo(HealthCheckResponse.Status.DOWN);
        heartbeats.stops();
        assertThat(status()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    private HealthCheckResponse.Status status() {
        return heartbeats.state().getStatus();
    }

    private void move(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
