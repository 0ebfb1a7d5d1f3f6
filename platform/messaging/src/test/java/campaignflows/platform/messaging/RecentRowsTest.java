package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Contents are kept for a relay of this process, as many as it publishes at once, and given to it once. */
class RecentRowsTest {
    private static final Instant NOW = Instant.parse("2026-06-30T10:00:00.000001Z");

    private final RecentRows recent = new RecentRows();

    private static OutboxRow row(String text) {
        return OutboxRow.of(List.of(new OutgoingMessage(
                        "things", UUID.randomUUID(), "Test", text.getBytes(StandardCharsets.UTF_8))))
                .getFirst();
    }

    @Test
    void shouldKeepNothingForARelayThatIsElsewhere() {
        recent.keep(1, NOW, row("a"));
        assertThat(recent.take(1, NOW)).isNull();

        recent.want(true);
        recent.keep(1, NOW, row("a"));
        recent.want(false);
        assertThat(recent.take(1, NOW)).isNull();
    }

    @Test
    void shouldNotTakeTheRowThatHadTheIdBeforeTheDatabaseWasSetBack() {
        recent.want(true);
        recent.keep(1, NOW, row("a"));

        assertThat(recent.take(1, NOW.plusNanos(1_000))).isNull();
        assertThat(recent.take(1, NOW)).isNull();
    }

    @Test
    void shouldHaveRoomForABatchAndHaveItAgainBehindIt() {
        // given
        recent.want(true);
        OutboxRow large = row("x".repeat(900_000));
        for (int id = 1; id <= 5; id++) {
            recent.keep(id, NOW, large);
        }

        // then
        assertThat(recent.take(1, NOW)).isEqualTo(large.content());
        assertThat(recent.take(3, NOW)).isNull();
        recent.forgetUpTo(5);
        assertThat(recent.take(2, NOW)).isNull();
        recent.keep(6, NOW, large);
        recent.keep(7, NOW, large);
        assertThat(recent.take(6, NOW)).isEqualTo(large.content());
        assertThat(recent.take(7, NOW)).isEqualTo(large.content());
    }
}
