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
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.BeginResponse;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import campaignflows.platform.messaging.BatchResult;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.PartitionBatch;
import campaignflows.platform.messaging.TopicRef;
import campaignflows.platform.values.FieldType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A batch against a commit point in memory: when it is asked, when it is committed, in which parts. */
class BatchProcessorTest {
    private static final TopicRef TOPIC = new TopicRef(Topics.PARTICIPANT_EVENTS, new UUID(7, 7));

    private final World world = new World()
            .participant("note", "x".repeat(10_000))
            .field("note", FieldType.STRING)
            .flow(
                    new UUID(0x7000, 1),
                    node("t", "participant_created", "{}") + ","
                            + communication(
                                    "n", "email", "MAIL", ", \"body\": \"" + "{{participant.note}}".repeat(50) + "\""),
                    edge("t", "out", "n"));
    private final CampaignRun run = world.active();
    private final List<Begin> begins = new ArrayList<>();
    private static final List<String> MADE = List.of("customer.external_id=taken", "participant.claimed=true");

    private final List<Commit> commits = new ArrayList<>();
    private final List<Commit> attempts = new ArrayList<>();
    private @Nullable RowVersions versions;
    private Function<Commit, CommitOutcome> answer = commit -> new CommitOutcome.Applied();
    private long position;
    private int mostSnapshots = Integer.MAX_VALUE;

    private final WalkCommits commitPoint = new WalkCommits() {
        @Override
        public BeginResponse begin(Begin begin) {
            begins.add(begin);
            if (begin.participantIds().size() > mostSnapshots) {
                throw new TooManySnapshotsException(new IllegalStateException());
            }
            return new BeginResponse(
                    position,
                    begin.participantIds().stream()
                            .map(id -> world.snapshot(id, id))
                            .map(each -> new ParticipantSnapshot(
                                    each.tenantId(),
                                    each.campaignId(),
                                    each.participantId(),
                                    each.customerId(),
                                    each.objectId(),
                                    each.timezone(),
                                    each.customer(),
                                    each.participant(),
                                    each.lastCommunication(),
                                    each.activeRun(),
                                    versions))
                            .toList());
        }

        @Override
        public CommitOutcome commit(Commit commit) {
            if (commit.from() != position) {
                return new CommitOutcome.PositionMoved();
            }
            CommitOutcome outcome = answer.apply(commit);
            if (outcome instanceof CommitOutcome.Applied) {
                commits.add(commit);
                position = commit.to();
            }
            return outcome;
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

    private BatchResult process(PartitionBatch batch) {
        return processor((tenant, campaign, number) -> run).process(batch);
    }

    /** Events at every second offset from 10 on, up to 10 + 2 · count. */
    private static PartitionBatch batch(int count) {
        return new PartitionBatch(
                TOPIC,
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

    private static ConsumedRecord record(long offset, Envelope<ParticipantEvent> event) {
        return new ConsumedRecord(
                TOPIC.name(), 3, offset, null, Map.of(), ParticipantEvent.FAMILY.encode(event), Instant.EPOCH);
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
        assertThat(process(batch(3))).isEqualTo(new BatchResult.PositionMoved(14));
        assertThat(commits).isEmpty();
    }

    @Test
    void shouldCommitMarkersAndRemovalsWithoutAskingForSnapshots() {
        // given
        position = 10;
        var removed =
                World.event(new ParticipantRemoved(World.CAMPAIGN, World.PARTICIPANT, World.CUSTOMER, World.RUN), 0);

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
        var imported = World.event(new ParticipantCreated(World.CAMPAIGN, World.PARTICIPANT, World.CUSTOMER, null), 0);
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
        var imported = World.event(new ParticipantCreated(World.CAMPAIGN, World.PARTICIPANT, World.CUSTOMER, null), 0);

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
        BatchProcessor processor = processor((tenant, campaign, number) -> {
            throw new DefinitionLateException("late");
        });

        // when / then
        assertThatThrownBy(() -> processor.process(batch(2))).isInstanceOf(DefinitionLateException.class);
        assertThat(commits).isEmpty();
    }

    private static final UUID CLAIM = new UUID(0x7000, 2);
    private static final UUID CLAIMED = new UUID(0x7000, 3);

    /** A flow that writes an identifier, and one behind it that reads it and marks who has it. */
    private static World claiming() {
        return new World()
                .customer("external_id", "mine")
                .field("claimed", FieldType.BOOLEAN)
                .flow(
                        CLAIM,
                        node("t", "participant_created", "{}") + ","
                                + World.update("claim", "customer.external_id", World.literal("\"taken\"")),
                        edge("t", "out", "claim"))
                .flow(
                        CLAIMED,
                        node("t", "participant_created", "{}") + ","
                                + World.check("has", "customer.external_id", "equals", World.literal("\"taken\"")) + ","
                                + World.update("mark", "participant.claimed", World.literal("true")),
                        edge("t", "out", "has") + "," + edge("has", "match", "mark"));
    }

    private BatchResult processClaims(int count) {
        CampaignRun claims = claiming().active();
        return processor((tenant, campaign, number) -> claims).process(batch(count));
    }

    @Test
    void shouldWalkAgainWithoutAnUpdateThatCannotBeMadeAndSayWhy() {
        // given: of three, the second cannot have the identifier; each has two updates
        position = 10;
        answer = commit -> attempt(commit) == 1
                ? new CommitOutcome.Refused(Map.of(2, "it belongs to another contact"))
                : new CommitOutcome.Applied();

        // when
        BatchResult result = processClaims(3);

        // then: the walk behind it has not seen the value
        assertThat(result).isEqualTo(new BatchResult.Applied());
        assertThat(begins).hasSize(2);
        assertThat(commits).singleElement().satisfies(commit -> {
            assertThat(commit.events()).extracting(World::updates).containsExactly(MADE, List.of(), MADE);
            EventEffects second = commit.events().get(1);
            assertThat(World.step(second, "claim").message())
                    .isEqualTo("customer.external_id was skipped: it belongs to another contact");
            assertThat(World.step(second, "claim").operands()).isEmpty();
        });
    }

    @Test
    void shouldComeToAnEndWhateverIsRefused() {
        // given: whatever is written to a profile is refused
        position = 10;
        answer = commit -> {
            attempt(commit);
            Map<Integer, String> reasons = new HashMap<>();
            List<FieldUpdate> updates = commit.events().stream()
                    .flatMap(event -> event.updates().stream())
                    .toList();
            for (int i = 0; i < updates.size(); i++) {
                if (updates.get(i).level() == FieldLevel.CUSTOMER) {
                    reasons.put(i, "no");
                }
            }
            return reasons.isEmpty() ? new CommitOutcome.Applied() : new CommitOutcome.Refused(reasons);
        };
        CampaignRun restless = new World()
                .flow(
                        CLAIM,
                        node("t", "participant_created", "{}") + ","
                                + World.update("claim", "customer.name", code("str(datetime.now())")),
                        edge("t", "out", "claim"))
                .active();

        // when: the value is another one in each walk
        BatchResult result = processor((tenant, campaign, number) -> restless).process(batch(4));

        // then
        assertThat(result).isEqualTo(new BatchResult.Applied());
        assertThat(commits)
                .allSatisfy(commit -> assertThat(commit.events())
                        .allSatisfy(event -> assertThat(event.updates()).isEmpty()));
        assertThat(attempts).hasSizeLessThan(10);
    }

    @Test
    void shouldWalkAgainWithNewSnapshotsWhatSomebodyHasChangedMeanwhile() {
        // given
        position = 10;
        answer = commit -> attempt(commit) == 1
                ? new CommitOutcome.Overtaken(Set.of(FieldLevel.CUSTOMER))
                : new CommitOutcome.Applied();

        // when
        BatchResult result = processClaims(3);

        // then
        assertThat(result).isEqualTo(new BatchResult.Applied());
        assertThat(begins).hasSize(2);
        assertThat(commits)
                .singleElement()
                .satisfies(commit ->
                        assertThat(commit.events()).extracting(World::updates).containsExactly(MADE, MADE, MADE));
    }

    @Test
    void shouldLeaveWhatOthersWriteAllTheTimeAsTheyWroteIt() {
        // given: somebody writes the second one's profile faster than any walk is
        position = 10;
        UUID second = new UUID(0x7000, 101);
        answer = commit -> {
            attempt(commit);
            return commit.events().stream()
                            .anyMatch(event -> event.participantId().equals(second)
                                    && event.updates().stream().anyMatch(each -> each.level() == FieldLevel.CUSTOMER))
                    ? new CommitOutcome.Overtaken(Set.of(FieldLevel.CUSTOMER))
                    : new CommitOutcome.Applied();
        };

        // when
        BatchResult result = processClaims(8);

        // then: it alone goes without its update, and says so; the others are walked as ever
        assertThat(result).isEqualTo(new BatchResult.Applied());
        List<EventEffects> events =
                commits.stream().flatMap(commit -> commit.events().stream()).toList();
        assertThat(events)
                .extracting(World::updates)
                .containsExactly(MADE, List.of(), MADE, MADE, MADE, MADE, MADE, MADE);
        assertThat(World.step(events.get(1), "claim").message())
                .isEqualTo("customer.external_id was skipped: others kept changing it while the walk was under way");
        assertThat(attempts).hasSizeLessThan(20);
    }

    @Test
    void shouldSendTheVersionsOfTheRowsThatItWrites() {
        // given
        position = 10;
        versions = new RowVersions(7L, 8L);

        // when
        processClaims(1);
        position = 10;
        process(batch(1));

        // then: a walk that writes nothing relies on no row
        assertThat(commits)
                .extracting(commit -> commit.events().getFirst().versions())
                .containsExactly(versions, null);
    }

    private int attempt(Commit commit) {
        attempts.add(commit);
        return attempts.size();
    }

    private static String code(String expression) {
        return "{\"kind\": \"expression\", \"code\": \"" + expression + "\"}";
    }
}
