package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ChannelQueueTest {
    private final ChannelQueue queue = new ChannelQueue(new UUID(1, 1));

    @Test
    void shouldNotLetAnAnswerFromBeforeAPauseEndIt() {
        long before = System.nanoTime();
        queue.pause();

        assertThat(queue.answered(before)).isFalse();
        assertThat(queue.answered(System.nanoTime())).isTrue();
        assertThat(queue.answered(System.nanoTime())).isFalse();
    }
}
