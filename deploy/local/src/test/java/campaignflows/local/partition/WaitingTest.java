package campaignflows.local.partition;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.local.partition.ServiceDatabase.Position;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final TopicPartition FIRST = new TopicPartition("participant-events", 0);
    private static final TopicPartition SECOND = new TopicPartition("participant-events", 1);
    private static final TopicPartition WALKS = new TopicPartition("flow-walks", 0);

    @Test
    void shouldCountWhatEachConsumerHasNotReadOfItsTopic() {
        Waiting waiting = Waiting.of(
                List.of(
                        new Position("flow-engine", "participant-events", 0, 7),
                        new Position("flow-engine", "participant-events", 1, 5),
                        new Position("participant-figures", "participant-events", 0, 10),
                        new Position("participant-figures", "participant-events", 1, 5),
                        new Position("of-a-later-release", "participant-events", 0, 9),
                        new Position("of-a-later-release", "participant-events", 1, 5),
                        new Position("flow-walks", "flow-walks", 0, 1)),
                Map.of(FIRST, 0L, SECOND, 0L, WALKS, 0L),
                Map.of(FIRST, 10L, SECOND, 5L, WALKS, 3L));

        assertThat(waiting.records())
                .isEqualTo(Map.of(
                        "flow-engine of participant-events", 3L,
                        "participant-figures of participant-events", 0L,
                        "of-a-later-release of participant-events", 1L,
                        "flow-walks of flow-walks", 2L));
        assertThat(waiting.total()).isEqualTo(6);
        assertThat(waiting.inWords())
                .isEqualTo("3 for flow-engine of participant-events, 2 for flow-walks of flow-walks,"
                        + " 1 for of-a-later-release of participant-events");
    }

    @Test
    void shouldCountAllThatIsStillThereOfAPartitionThatWasNeverBegunAndOfAConsumerThatNeverBegan() {
        Waiting waiting = Waiting.of(
                List.of(new Position("flow-engine", "participant-events", 0, 10)),
                Map.of(FIRST, 0L, SECOND, 4L),
                Map.of(FIRST, 10L, SECOND, 6L));

        assertThat(waiting.records())
                .isEqualTo(Map.of(
                        "flow-engine of participant-events", 2L, "participant-figures of participant-events", 12L));
    }
}
