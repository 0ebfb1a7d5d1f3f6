package campaignflows.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuessLimitsTest {
    private final GuessLimits limits = new GuessLimits();

    @Test
    void shouldKeepAnswersBackTheLongerTheMoreGuessesCome() {
        for (int i = 0; i < 10; i++) {
            assertThat(limits.failed("source")).isZero();
        }
        for (int millis : new int[] {100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000}) {
            assertThat(limits.failed("source")).isEqualTo(Duration.ofMillis(millis));
        }
        assertThat(limits.failed("another source")).isZero();
    }
}
