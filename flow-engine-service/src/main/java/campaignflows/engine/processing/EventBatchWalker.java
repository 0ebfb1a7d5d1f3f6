package campaignflows.engine.processing;

import campaignflows.engine.walk.BatchState;
import campaignflows.engine.walk.CampaignRun;
import campaignflows.engine.walk.CurrentNode;
import campaignflows.engine.walk.EventWalker;
import campaignflows.engine.walk.SizedEffects;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.BeginResponse;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.messaging.BatchResult;
import campaignflows.platform.messaging.PartitionBatch;
import campaignflows.platform.tracing.Tracing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Processes a batch: snapshots, definitions, walks in order, one commit (architecture.md, steps 1 to 4).
 *
 * <p>What holds: nothing takes effect but by a commit that moves the stored position from where the walks began. A batch
 * that has too many effects or needs too many snapshots is committed in parts, each with snapshots of its own. A part that the commit point
 * refuses is walked again, with new snapshots and without the updates that cannot be made. An event whose effects it rejects however
 * often they are tried goes into quarantine: its partition goes on without it.
 */
public final class EventBatchWalker {

    /** The run of a campaign. */
    private record RunKey(
            UUID tenantId, UUID campaignId, @Nullable Integer run) {
        static RunKey of(Envelope<ParticipantEvent> event) {
            return new RunKey(
                    event.tenant(), event.data().campaignId(), event.data().run());
        }
    }

    /** What the journal says of an event in quarantine; the reason is of no use to those who read it there. */
    static final String QUARANTINED =
            "What the flows did could not be stored and did not take effect; the event is kept for the operators";

    private final WalkCommits commits;
    private final RunLookup runs;
    private final EventReader reader;
    private final EventWalker walker;
    private final EngineMeters meters;
    private final CommitSize size;
    private final Quarantine quarantine;
    private final Tracing tracing;
    private final Map<Integer, CurrentNode> walking = new ConcurrentHashMap<>();
    private final Map<Integer, CurrentNode> failed = new ConcurrentHashMap<>();

    /** @param commitBytes about how large a commit may be before it is sent off */
    public EventBatchWalker(
            WalkCommits commits,
            RunLookup runs,
            DeadLetters deadLetters,
            EventWalker walker,
            EngineMeters meters,
            Tracing tracing,
            long commitBytes) {
        this.commits = commits;
        this.runs = runs;
        this.reader = new EventReader(deadLetters, meters);
        this.walker = walker;
        this.meters = meters;
        this.size = new CommitSize(commitBytes);
        this.quarantine = new Quarantine(deadLetters, meters);
        this.tracing = tracing;
    }

    /**
     * Walks and commits the batch. Blocks; to be called on a thread of its own.
     *
     * @throws RuntimeException if nothing is known of the outcome, or nothing can be done now
     */
    public BatchResult process(PartitionBatch batch) {
        int partition = batch.partition();
        try {
            BatchResult result = walkAndCommit(batch);
            failed.remove(partition);
            return result;
        } catch (RuntimeException e) {
            CurrentNode last = walking.get(partition);
            if (last != null) {
                failed.put(partition, last);
            }
            throw e;
        } finally {
            walking.remove(partition);
        }
    }

    /** Where the walks of a partition's batch are; null if none is under way. */
    @Nullable
    CurrentNode currentNode(int partition) {
        return walking.get(partition);
    }

    /** Where the last walk of a partition's batch was when the batch failed; null unless the last one that walked did. */
    @Nullable
    CurrentNode failedNode(int partition) {
        return failed.get(partition);
    }

    private BatchResult walkAndCommit(PartitionBatch batch) {
        List<ReadEvent> rest = reader.read(batch.records());
        if (batch.mayPass()
                && rest.size() == batch.records().size()
                && rest.stream().allMatch(ReadEvent::hasNoEffect)) {
            return new BatchResult.Passed();
        }
        String topicId = topicId(batch);
        long from = batch.from();
        int mostAtOnce = Math.max(1, rest.size());
        CommitAttempts attempts = new CommitAttempts();
        while (from < batch.to()) {
            int most = Math.min(mostAtOnce, attempts.most());
            List<ReadEvent> part = part(rest, most);
            BeginResponse begun;
            try {
                begun = begin(batch, from, part);
            } catch (WalkCommits.TooManySnapshotsException e) {
                if (part.size() <= 1) {
                    throw e;
                }
                mostAtOnce = part.size() / 2;
                continue;
            }
            if (begun.position() != from) {
                return new BatchResult.PositionMoved(begun.position());
            }
            List<EventEffects> effects = new ArrayList<>();
            boolean cut = part.size() < Math.min(rest.size(), most);
            BatchState state = new BatchState(begun.snapshots(), attempts.refusals());
            WalkSpans spans = new WalkSpans(tracing);
            int walked = attempts.kept() == CommitAttempts.Kept.ALL
                    ? walk(batch.partition(), part, state, size.limit(cut), effects, spans)
                    : skip(part.getFirst(), attempts.kept(), state, effects);
            long to = walked == rest.size() ? batch.to() : rest.get(walked).offset();
            Commit commit = new Commit(topicId, batch.partition(), from, to, effects);
            switch (meters.committing(() -> commits.commit(commit))) {
                case CommitOutcome.Applied applied -> {
                    meters.walked(effects);
                    spans.committed();
                    quarantine.forget(batch.partition());
                    rest = rest.subList(walked, rest.size());
                    from = to;
                    attempts = new CommitAttempts();
                }
                case CommitOutcome.ReadFromPosition moved -> {
                    return new BatchResult.PositionMoved(commits.position(topicId, batch.partition()));
                }
                case CommitOutcome.StaleRows(Set<FieldLevel> rows) -> {
                    meters.overtaken();
                    attempts.overtaken(walked, effects, rows);
                }
                case CommitOutcome.UpdatesRefused(Map<Integer, String> reasons) -> {
                    meters.refused();
                    attempts.refused(walked, effects, reasons);
                }
                case CommitOutcome.CommitInvalid(String reason)
                when effects.isEmpty() ->
                    throw new IllegalStateException("Expected a commit without effects to be accepted: " + reason);
                case CommitOutcome.CommitInvalid(String reason) when walked > 1 -> attempts.rejected(walked);
                case CommitOutcome.CommitInvalid(String reason) -> {
                    if (attempts.kept() == CommitAttempts.Kept.ALL) {
                        quarantine.take(part.getFirst().record(), reason);
                    }
                    attempts.giveUp();
                }
            }
        }
        return new BatchResult.Applied();
    }

    /** As many events from the first on as will probably make one commit. */
    private List<ReadEvent> part(List<ReadEvent> rest, int most) {
        int events = 0;
        int starting = 0;
        for (ReadEvent read : rest) {
            boolean starts = read.belongsToRun() && !read.startsNothing(runs);
            if (events == most || (starts && !size.fitsAfter(starting))) {
                break;
            }
            events++;
            starting += starts ? 1 : 0;
        }
        return rest.subList(0, events);
    }

    private static String topicId(PartitionBatch batch) {
        return batch.topic().id().toString();
    }

    private BeginResponse begin(PartitionBatch batch, long from, List<ReadEvent> part) {
        // By participant, whether it need not be known whole: no event of the part starts a flow with it.
        Map<UUID, Boolean> participants = new LinkedHashMap<>();
        for (ReadEvent read : part) {
            if (read.belongsToRun()) {
                participants.merge(read.event().data().participantId(), read.startsNothing(runs), Boolean::logicalAnd);
            }
        }
        if (participants.isEmpty()) {
            return new BeginResponse(from, List.of());
        }
        List<UUID> brief =
                participants.keySet().stream().filter(participants::get).toList();
        return meters.beginning(() -> commits.begin(
                new Begin(topicId(batch), batch.partition(), from, List.copyOf(participants.keySet()), brief)));
    }

    /** Walks until the commit is large enough, and returns the number of events walked. */
    private int walk(
            int partition,
            List<ReadEvent> part,
            BatchState state,
            long limit,
            List<EventEffects> effects,
            WalkSpans spans) {
        walking.put(partition, state.currentNode());
        Map<RunKey, CampaignRun> runsByKey = campaignRuns(part, state);
        long bytes = 0;
        int walked = 0;
        int withEffects = 0;
        for (ReadEvent read : part) {
            Envelope<ParticipantEvent> event = read.event();
            Optional<SizedEffects> result = spans.around(
                    read.record(),
                    () -> walker.walk(
                            event,
                            state,
                            data -> Objects.requireNonNull(
                                    runsByKey.get(RunKey.of(event)),
                                    "the definition of each active run was looked up")));
            walked++;
            if (result.isPresent()) {
                effects.add(result.get().effects());
                bytes += result.get().bytes();
                withEffects++;
            }
            if (bytes >= limit) {
                break;
            }
        }
        size.learn(withEffects, bytes);
        return walked;
    }

    /** Leaves of an event in quarantine what can be kept, and returns the number of events, one. */
    private int skip(ReadEvent read, CommitAttempts.Kept kept, BatchState state, List<EventEffects> effects) {
        if (kept == CommitAttempts.Kept.STATE) {
            walker.skip(read.event(), state, QUARANTINED).ifPresent(passed -> effects.add(passed.effects()));
        }
        return 1;
    }

    private Map<RunKey, CampaignRun> campaignRuns(List<ReadEvent> part, BatchState state) {
        Map<RunKey, CampaignRun> runsByKey = new HashMap<>();
        for (ReadEvent read : part) {
            ParticipantEvent data = read.event().data();
            Integer run = data.run();
            if (run != null && read.belongsToRun() && state.isInRun(data.participantId(), run)) {
                runsByKey.computeIfAbsent(
                        RunKey.of(read.event()), key -> runs.run(key.tenantId(), key.campaignId(), run));
            }
        }
        return runsByKey;
    }
}
