package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BackoffTimesTest {
    private static final Duration LONG = Duration.ofDays(1);

    private final UUID channel = UUID.randomUUID();
    private final BackoffTimes times = new BackoffTimes();

    @Test
    void shouldHoldAsLongAsTheChannelIsSetUpAsItWas() {
        times.begin(channel, 3, LONG);

        assertThat(times.left(channel, 3)).isPositive();
        assertThat(times.left(channel, 4)).isZero();
        assertThat(times.byVersion()).isEqualTo(Map.of(channel, 3));
        assertThat(times.always()).isEmpty();
    }

    @Test
    void shouldHoldWhoeverChangesTheChannelWhereThatDoesNotMatter() {
        times.begin(channel, LONG);

        assertThat(times.left(channel, 4)).isPositive();
        assertThat(times.byVersion()).isEmpty();
        assertThat(times.always()).containsExactly(channel);
    }

    @Test
    void shouldKeepTheLongerTimeOfTheSameVersionAndTheLaterOfAnother() {
        times.begin(channel, 3, LONG);
        times.begin(channel, 3, Duration.ofSeconds(1));
        assertThat(times.left(channel, 3)).isGreaterThan(Duration.ofHours(1));

        times.begin(channel, 4, Duration.ofHours(1));
        assertThat(times.left(channel, 3)).isZero();
        assertThat(times.left(channel, 4)).isPositive().isLessThanOrEqualTo(Duration.ofHours(1));
    }

    @Test
    void shouldForgetWhatIsOver() {
        times.begin(channel, 3, Duration.ZERO);
        times.begin(UUID.randomUUID(), Duration.ZERO);

        assertThat(times.left(channel, 3).isPositive()).isFalse();
        assertThat(times.byVersion()).isEmpty();
        assertThat(times.always()).isEmpty();
    }
}
