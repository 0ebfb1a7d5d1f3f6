package campaignflows.upload.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ImportTurnTest {
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void shouldEndAfterItsChunksIfAnotherUploadWaits() {
        var turn = new ImportTurn(3, LONG, () -> false);

        assertThat(turn.goesOn()).isTrue();
        assertThat(turn.goesOn()).isTrue();
        assertThat(turn.goesOn()).isFalse();
    }

    @Test
    void shouldEndAfterItsTimeIfAnotherUploadWaits() {
        var turn = new ImportTurn(3, Duration.ofNanos(-1), () -> false);

        assertThat(turn.goesOn()).isFalse();
    }

    @Test
    void shouldGoOnForAnotherTurnWhileNothingSpeaksAgainstIt() {
        var asked = new AtomicInteger();
        var turn = new ImportTurn(3, LONG, () -> asked.incrementAndGet() < 3);

        for (int chunk = 1; chunk < 9; chunk++) {
            assertThat(turn.goesOn()).as("chunk %d", chunk).isTrue();
        }
        assertThat(turn.goesOn()).isFalse();
        assertThat(asked).hasValue(3);
    }
}
