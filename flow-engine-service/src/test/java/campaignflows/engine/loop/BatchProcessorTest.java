package campaignflows.engine.loop;

import static campaignflows.engine.walk.World.communication;
import static campaignflows.engine.walk.World.edge;
import static campaignflows.engine.walk.World.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.engine.definition.DefinitionLateException;
import campaignflows.engine.walk.CampaignRun;
import campaignflows.engine.walk.EventWalker;
import campaignflows.engine.walk.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.Begun;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A batch against a commit point in memory: when it is asked, when it is committed, in which parts. */
class BatchProcessorTest {
    private final World world = new World()
            .participant("note", "x".repeat(10_000))
            .field("note", campaignflows.platform.values.FieldType.STRING)
            .flow(
                    new UUID(0x7000, 1),
                    node("t", "participant_created", "{}") + ","
                            + communication(
                                    "n", "email", "MAIL", ", \"body\": \"" + "{{participant.note}}".repeat(50) + "\""),
                    edge("t", "out", "n"));
    private final CampaignRun run = world.active();
    private final List<Begin> begins = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();
    private long position;
    private int mostSnapshots = Integer.MAX_VALUE;

    private final WalkCommits commitPoint = new WalkCommits() {
        @Override
        public Begun begin(Begin begin) {
            begins.add(begin);
            if (begin.participantIds().size() > mostSnapshots) {
                throw new TooManySnapshotsException(new IllegalStateException());
            }
            return new Begun(
                    position,
                    begin.participantIds().stream()
                            .map(id -> world.snapshot(id, id))
                            .toList());
        }

        @Override
        public boolean commit(Commit commit) {
            if (commit.from() != position) {
                return false;
            }
            commits.add(commit);
            position = commit.to();
            return true;
        }

        @Override
        public long position(String topicId, int partition) {
            return position;
        }
    };

    private BatchProcessor processor(RunLookup runs) {
        return new BatchProcessor(
                commitPoint,
                runs,
                (letter, reason) -> {},
                new EventWalker(Clock.systemUTC(), System::nanoTime),
                new EngineMeters(new SimpleMeterRegistry()),
                2_000_000);
    }

    private BatchResult process(Batch batch) {
        return processor((tenant, campaign, number) -> run).process(batch);
    }

    /** Events at every second offset from 10 on, up to 10 + 2 · count. */
    private static Batch batch(int count) {
        return new Batch(
                "topic",
                3,
                10,
                10 + 2L * count,
                IntStream.range(0, count)
                        .mapToObj(i -> record(10 + 2L * i, created(new UUID(0x7000, 100 + i))))
                        .toList(),
                true);
    }

    private static Envelope<ParticipantEvent> created(UUID participant) {
        return World.event(new ParticipantCreated(World.CAMPAIGN, participant, participant, World.RUN), 0);
    }

    private static EventRecord record(long offset, Envelope<ParticipantEvent> event) {
        return new EventRecord(3, offset, null, ParticipantEvent.FAMILY.encode(event));
    }

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
        assertThat(process(batch(3))).isEqualTo(new BatchResult.Elsewhere(14));
        assertThat(commits).isEmpty();
    }

    @Test
    void shouldCommitMarkersAndRemovalsWithoutAskingForSnapshots() {
        // given
        position = 10;
        var removed =
                World.event(new ParticipantRemoved(World.CAMPAIGN, World.PARTICIPANT, World.CUSTOMER, World.RUN), 0);

        // when
        process(new Batch("topic", 3, 10, 12, List.of(), false));
        process(new Batch("topic", 3, 12, 15, List.of(record(12, removed)), false));

        // then
        assertThat(begins).isEmpty();
        assertThat(commits)
                .containsExactly(new Commit("topic", 3, 10, 12, List.of()), new Commit("topic", 3, 12, 15, List.of()));
    }

    @Test
    void shouldPassWhatHasNoEffectUntilItsEndIsToBeStored() {
        // given: events of no run
        position = 10;
        var imported = World.event(new ParticipantCreated(World.CAMPAIGN, World.PARTICIPANT, World.CUSTOMER, null), 0);
        List<EventRecord> records = List.of(record(10, imported), record(11, imported));

        // when / then
        assertThat(process(new Batch("topic", 3, 10, 12, records, true))).isEqualTo(new BatchResult.Passed());
        assertThat(commits).isEmpty();
        assertThat(process(new Batch("topic", 3, 10, 12, records, false))).isEqualTo(new BatchResult.Applied());
        assertThat(commits).containsExactly(new Commit("topic", 3, 10, 12, List.of()));
        assertThat(begins).isEmpty();
    }

    @Test
    void shouldNotPassAnEventOfARunAmongOthers() {
        // given
        position = 10;
        var imported = World.event(new ParticipantCreated(World.CAMPAIGN, World.PARTICIPANT, World.CUSTOMER, null), 0);

        // when
        process(new Batch(
                "topic", 3, 10, 12, List.of(record(10, imported), record(11, created(new UUID(0x7000, 100)))), true));

        // then
        assertThat(commits)
                .singleElement()
                .satisfies(commit -> assertThat(commit.events()).hasSize(1));
    }

    @Test
    void shouldCommitNothingWhileADefinitionIsLate() {
        // given
        position = 10;
        BatchProcessor processor = processor((tenant, campaign, number) -> {
            throw new DefinitionLateException("late");
        });

        // when / then
        assertThatThrownBy(() -> processor.process(batch(2))).isInstanceOf(DefinitionLateException.class);
        assertThat(commits).isEmpty();
    }
}
