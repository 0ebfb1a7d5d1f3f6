package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class LaneTest {
    private final Lane lane = new Lane(new UUID(1, 1));

    @Test
    void shouldNotLetAnAnswerFromBeforeAPauseEndIt() {
        long before = System.nanoTime();
        lane.pause();

        assertThat(lane.answered(before)).isFalse();
        assertThat(lane.answered(System.nanoTime())).isTrue();
        assertThat(lane.answered(System.nanoTime())).isFalse();
    }
}
