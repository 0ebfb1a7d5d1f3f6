package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.messaging.BackgroundLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class HeartbeatsTest {
    private final AtomicLong nanos = new AtomicLong(1);
    private final Heartbeats heartbeats = new Heartbeats(nanos::get);

    @Test
    void shouldCountWhateverAPassEndsWith() {
        AtomicInteger passes = new AtomicInteger();
        BackgroundLoop.Work watched = heartbeats.watch("one", loop -> {
            switch (passes.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("the database is away");
                case 2 -> throw new OutOfMemoryError("for a moment");
                case 3 -> throw new InterruptedException();
                default -> {}
            }
        });
        try (BackgroundLoop loop = new BackgroundLoop("one", any -> {})) {
            assertThatThrownBy(() -> watched.run(loop)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> watched.run(loop)).isInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(() -> watched.run(loop)).isInstanceOf(InterruptedException.class);
            move(Duration.ofSeconds(31));
            assertThat(heartbeats.state().getData().orElseThrow()).containsEntry("one", "no good pass, failures 3");

            assertThatCode(() -> watched.run(loop)).doesNotThrowAnyException();
            assertThat(status()).isEqualTo(HealthCheckResponse.Status.UP);
        }
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
