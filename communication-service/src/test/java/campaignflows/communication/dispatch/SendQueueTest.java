package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SendQueueTest {
    private final SendQueue queue = new SendQueue(new UUID(1, 1));

    @Test
    void shouldNotLetAnAnswerFromBeforeAPauseEndIt() {
        long before = System.nanoTime();
        queue.pause();

        assertThat(queue.answered(before)).isFalse();
        assertThat(queue.answered(System.nanoTime())).isTrue();
        assertThat(queue.answered(System.nanoTime())).isFalse();
    }
}
