package campaignflows.engine.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.engine.definition.DefinitionLateException;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.messaging.BatchResult;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.PartitionBatch;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When a batch requests snapshots, when it is committed, and in which parts. */
class EventBatchWalkerTest extends BatchProcessorFixture {
    @Test
    void shouldAskOnceAndCommitOnce() {
        // given
        position = 10;

        // when
        BatchResult result = process(batch(3));

        // then
        assertThat(result).isEqualTo(new BatchResult.Applied());
        assertThat(begins).hasSize(1);
        assertThat(commits).singleElement().satisfies(commit -> {
            assertThat(commit.from()).isEqualTo(10);
            assertThat(commit.to()).isEqualTo(16);
            assertThat(commit.events()).hasSize(3);
        });
    }

    @Test
    void shouldCommitInPartsWhatIsTooLargeForOne() {
        // given: each event plans a mail of half a megabyte
        position = 10;

        // when
        process(batch(10));

        // then
        assertThat(commits).extracting(Commit::from).containsExactly(10L, 18L, 26L);
        assertThat(commits).extracting(Commit::to).containsExactly(18L, 26L, 30L);
        assertThat(commits).extracting(commit -> commit.events().size()).containsExactly(4, 4, 2);
    }

    @Test
    void shouldTakeFewerParticipantsAtOnceWhereTheirSnapshotsAreTooLarge() {
        // given
        position = 10;
        mostSnapshots = 2;

        // when
        process(batch(6));

        // then
        assertThat(begins).extracting(begin -> begin.participantIds().size()).containsExactly(6, 3, 1, 1, 1, 1, 1, 1);
        assertThat(commits).extracting(Commit::to).containsExactly(12L, 14L, 16L, 18L, 20L, 22L);
    }

    @Test
    void shouldGoWhereThePositionIs() {
        // given
        position = 14;

        // when / then
        assertThat(process(batch(3))).isEqualTo(new BatchResult.PositionMoved(14));
        assertThat(commits).isEmpty();
    }

    @Test
    void shouldCommitMarkersAndRemovalsWithoutAskingForSnapshots() {
        // given
        position = 10;
        var removed = WalkFixture.event(
                new ParticipantRemoved(
                        WalkFixture.CAMPAIGN, WalkFixture.PARTICIPANT, WalkFixture.CUSTOMER, WalkFixture.RUN),
                0);

        // when
        process(new PartitionBatch(TOPIC, 3, 10, 12, List.of(), false));
        process(new PartitionBatch(TOPIC, 3, 12, 15, List.of(record(12, removed)), false));

        // then
        assertThat(begins).isEmpty();
        assertThat(commits)
                .containsExactly(
                        new Commit(TOPIC.id().toString(), 3, 10, 12, List.of()),
                        new Commit(TOPIC.id().toString(), 3, 12, 15, List.of()));
    }

    @Test
    void shouldPassWhatHasNoEffectUntilItsEndIsToBeStored() {
        // given: events of no run
        position = 10;
        var imported = WalkFixture.event(
                new ParticipantCreated(WalkFixture.CAMPAIGN, WalkFixture.PARTICIPANT, WalkFixture.CUSTOMER, null), 0);
        List<ConsumedRecord> records = List.of(record(10, imported), record(11, imported));

        // when / then
        assertThat(process(new PartitionBatch(TOPIC, 3, 10, 12, records, true))).isEqualTo(new BatchResult.Passed());
        assertThat(commits).isEmpty();
        assertThat(process(new PartitionBatch(TOPIC, 3, 10, 12, records, false)))
                .isEqualTo(new BatchResult.Applied());
        assertThat(commits).containsExactly(new Commit(TOPIC.id().toString(), 3, 10, 12, List.of()));
        assertThat(begins).isEmpty();
    }

    @Test
    void shouldNotPassAnEventOfARunAmongOthers() {
        // given
        position = 10;
        var imported = WalkFixture.event(
                new ParticipantCreated(WalkFixture.CAMPAIGN, WalkFixture.PARTICIPANT, WalkFixture.CUSTOMER, null), 0);

        // when
        process(new PartitionBatch(
                TOPIC, 3, 10, 12, List.of(record(10, imported), record(11, created(new UUID(0x7000, 100)))), true));

        // then
        assertThat(commits)
                .singleElement()
                .satisfies(commit -> assertThat(commit.events()).hasSize(1));
    }

    @Test
    void shouldCommitNothingWhileADefinitionIsLate() {
        // given
        position = 10;
        EventBatchWalker processor = processor((tenant, campaign, number) -> {
            throw new DefinitionLateException("late");
        });

        // when / then
        assertThatThrownBy(() -> processor.process(batch(2))).isInstanceOf(DefinitionLateException.class);
        assertThat(commits).isEmpty();
    }
}
