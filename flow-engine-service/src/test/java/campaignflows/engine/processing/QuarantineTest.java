package campaignflows.engine.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.messaging.BatchResult;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.PartitionBatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit that is rejected as a whole, however often it is tried. */
class QuarantineTest extends BatchProcessorFixture {
    private static final UUID THIRD = new UUID(0x7000, 102);

    private final EventBatchWalker processor = processor((tenant, campaign, number) -> run);

    @BeforeEach
    void start() {
        position = 10;
    }

    @Test
    void shouldPassOverTheEventAfterEnoughTriesAndSayIt() {
        // given: of eight events, what the third one's walk did is rejected
        rejectIf(event ->
                event.participantId().equals(THIRD) && !event.commands().isEmpty());

        // when: the consumer begins where the position is, each time
        for (int attempt = 1; attempt < Quarantine.TRIES; attempt++) {
            assertThatThrownBy(() -> processor.process(rest(8)))
                    .isInstanceOf(Quarantine.RejectedCommitException.class)
                    .hasMessageContaining("offset 14");
            assertThat(letters).isEmpty();
            assertThat(position).isEqualTo(14);
        }
        BatchResult result = processor.process(rest(8));

        // then
        assertThat(result).isEqualTo(new BatchResult.Applied());
        assertThat(position).isEqualTo(26);
        assertThat(letters).extracting(ConsumedRecord::offset).containsExactly(14L);
        List<EventEffects> events =
                commits.stream().flatMap(commit -> commit.events().stream()).toList();
        assertThat(events).hasSize(8);
        assertThat(events.get(2).commands()).isEmpty();
        assertThat(events.get(2).walks()).singleElement().satisfies(emitted -> {
            assertThat(emitted.walk().outcome()).isEqualTo(WalkOutcome.NOT_WALKED);
            assertThat(emitted.walk().error()).isEqualTo(EventBatchWalker.QUARANTINED);
        });
        assertThat(events)
                .filteredOn(event -> !event.participantId().equals(THIRD))
                .allSatisfy(event -> assertThat(event.commands()).hasSize(1));
    }

    @Test
    void shouldTryAgainWhatIsAcceptedLater() {
        // given
        rejectIf(event -> event.participantId().equals(THIRD));
        for (int attempt = 1; attempt < Quarantine.TRIES; attempt++) {
            assertThatThrownBy(() -> processor.process(rest(4))).isInstanceOf(RuntimeException.class);
            assertThat(processor.currentNode(3)).isNull();
            assertThat(processor.failedNode(3)).asString().contains("flow=", "node=");
        }

        // when
        rejectIf(event -> false);

        // then
        assertThat(processor.process(rest(4))).isEqualTo(new BatchResult.Applied());
        assertThat(processor.failedNode(3)).isNull();
        assertThat(letters).isEmpty();
        assertThat(commits)
                .flatExtracting(Commit::events)
                .allSatisfy(event -> assertThat(event.commands()).hasSize(1));
    }

    @Test
    void shouldKeepTheStateThatTheEventCarried() {
        // given
        UUID participant = new UUID(0x7000, 100);
        CommunicationState ended = new CommunicationState(
                new UUID(9, 9),
                "MAIL",
                CommunicationStatus.COMPLETED,
                ChannelType.EMAIL,
                new UUID(8, 8),
                Map.of(),
                Instant.EPOCH);
        CommunicationEnded event =
                new CommunicationEnded(WalkFixture.CAMPAIGN, participant, participant, WalkFixture.RUN, ended);
        PartitionBatch batch =
                new PartitionBatch(TOPIC, 3, 10, 11, List.of(record(10, WalkFixture.event(event, 0))), false);
        rejectIf(effects -> effects.walks().isEmpty());

        // when
        for (int attempt = 1; attempt < Quarantine.TRIES; attempt++) {
            assertThatThrownBy(() -> processor.process(batch)).isInstanceOf(RuntimeException.class);
        }
        processor.process(batch);

        // then
        assertThat(commits)
                .flatExtracting(Commit::events)
                .extracting(EventEffects::communication)
                .containsExactly(ended);
    }

    @Test
    void shouldMoveThePositionAloneIfEvenTheRecordIsRejected() {
        // given
        rejectIf(event -> event.participantId().equals(THIRD));

        // when
        for (int attempt = 1; attempt < Quarantine.TRIES; attempt++) {
            assertThatThrownBy(() -> processor.process(rest(4))).isInstanceOf(RuntimeException.class);
        }
        processor.process(rest(4));

        // then
        assertThat(position).isEqualTo(18);
        assertThat(letters).hasSize(1);
        assertThat(commits).flatExtracting(Commit::events).hasSize(3);
    }

    @Test
    void shouldNotPassOverAnythingWhenWhatHasNoEffectsIsRejectedToo() {
        // given: the two services do not understand each other
        answer = commit -> new CommitOutcome.CommitInvalid("no");

        // when
        for (int attempt = 1; attempt <= 2 * Quarantine.TRIES; attempt++) {
            assertThatThrownBy(() -> processor.process(rest(4))).isInstanceOf(RuntimeException.class);
        }

        // then
        assertThat(position).isEqualTo(10);
    }

    private void rejectIf(Predicate<EventEffects> rejected) {
        answer = commit -> commit.events().stream().anyMatch(rejected)
                ? new CommitOutcome.CommitInvalid("The text is too long")
                : new CommitOutcome.Applied();
    }

    /** What is left of a batch of so many events. */
    private PartitionBatch rest(int count) {
        PartitionBatch whole = batch(count);
        return new PartitionBatch(
                TOPIC,
                3,
                position,
                whole.to(),
                whole.records().stream()
                        .filter(record -> record.offset() >= position)
                        .toList(),
                true);
    }
}
