package campaignflows.engine.processing;

import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.node;

import campaignflows.engine.walk.CampaignRun;
import campaignflows.engine.walk.EventWalker;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.BeginResponse;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import campaignflows.platform.messaging.BatchResult;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.PartitionBatch;
import campaignflows.platform.messaging.TopicRef;
import campaignflows.platform.tracing.Tracing;
import campaignflows.platform.values.FieldType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Batches with a commit point in memory. */
abstract class BatchProcessorFixture {
    static final TopicRef TOPIC = new TopicRef(Topics.PARTICIPANT_EVENTS, new UUID(7, 7));

    final WalkFixture fixture = new WalkFixture()
            .participant("note", "x".repeat(10_000))
            .field("note", FieldType.STRING)
            .flow(
                    new UUID(0x7000, 1),
                    node("t", "participant_created", "{}") + ","
                            + communication(
                                    "n", "email", "MAIL", ", \"body\": \"" + "{{participant.note}}".repeat(50) + "\""),
                    edge("t", "out", "n"));
    final CampaignRun run = fixture.active();
    final List<Begin> begins = new ArrayList<>();

    final List<Commit> commits = new ArrayList<>();
    final List<ConsumedRecord> letters = new ArrayList<>();

    @Nullable
    RowVersions versions;

    Function<Commit, CommitOutcome> answer = commit -> new CommitOutcome.Applied();
    long position;
    int mostSnapshots = Integer.MAX_VALUE;

    final WalkCommits commitPoint = new WalkCommits() {
        @Override
        public BeginResponse begin(Begin begin) {
            begins.add(begin);
            if (begin.participantIds().size() > mostSnapshots) {
                throw new TooManySnapshotsException(new IllegalStateException());
            }
            return new BeginResponse(
                    position,
                    begin.participantIds().stream()
                            .map(id -> fixture.snapshot(id, id))
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
                return new CommitOutcome.ReadFromPosition();
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

    EventBatchWalker processor(RunLookup runs) {
        return new EventBatchWalker(
                commitPoint,
                runs,
                (letter, reason) -> letters.add(letter),
                new EventWalker(Clock.systemUTC(), System::nanoTime),
                new EngineMeters(new SimpleMeterRegistry()),
                Tracing.OFF,
                2_000_000);
    }

    BatchResult process(PartitionBatch batch) {
        return processor((tenant, campaign, number) -> run).process(batch);
    }

    /** Events at every second offset from 10 on, up to 10 + 2 · count. */
    static PartitionBatch batch(int count) {
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

    static Envelope<ParticipantEvent> created(UUID participant) {
        return WalkFixture.event(
                new ParticipantCreated(WalkFixture.CAMPAIGN, participant, participant, WalkFixture.RUN), 0);
    }

    static ConsumedRecord record(long offset, Envelope<ParticipantEvent> event) {
        return new ConsumedRecord(
                TOPIC.name(), 3, offset, null, Map.of(), ParticipantEvent.FAMILY.encode(event), Instant.EPOCH);
    }
}
