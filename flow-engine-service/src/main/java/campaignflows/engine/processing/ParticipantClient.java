package campaignflows.engine.processing;

import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.BeginResponse;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.Position;
import campaignflows.platform.messaging.TopicMismatchException;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ResponseTooLargeException;
import campaignflows.platform.web.client.ServiceClient;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemError;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Calls participant-service, the commit point of walks. Nothing is repeated here: the loop knows what a repeat means. */
final class ParticipantClient implements WalkCommits {
    private static final int CONFLICT = 409;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final Set<ErrorCode> REJECTIONS = Set.of(ErrorCode.MALFORMED, ErrorCode.INVALID);
    private static final long MAX_SNAPSHOT_BYTES = 16L * 1024 * 1024;

    private final ServiceClient participants;
    private final Duration timeout;

    ParticipantClient(ServiceClient participants, Duration timeout) {
        this.participants = participants;
        this.timeout = timeout;
    }

    @Override
    public BeginResponse begin(Begin begin) {
        try {
            return participants
                    .post("/internal/v1/walks/begin")
                    .asService()
                    .json(begin)
                    .once()
                    .timeout(timeout)
                    .maxAnswerBytes(MAX_SNAPSHOT_BYTES)
                    .as(BeginResponse.class);
        } catch (RemoteProblem e) {
            throw replacedOr(e);
        } catch (ResponseTooLargeException e) {
            if (begin.participantIds().size() > 1) {
                throw new TooManySnapshotsException(e);
            }
            throw e;
        }
    }

    @Override
    public CommitOutcome commit(Commit commit) {
        try {
            participants
                    .post("/internal/v1/walks/commit")
                    .asService()
                    .json(commit)
                    .once()
                    .timeout(timeout)
                    .discardingResponse();
            return new CommitOutcome.Applied();
        } catch (RemoteProblem e) {
            if (e.status() == CONFLICT) {
                return refusal(e);
            }
            if (isRejection(e)) {
                return new CommitOutcome.CommitInvalid(e.detail());
            }
            throw e;
        }
    }

    /** By participant-service itself: what stands between the services may answer 400 for reasons of its own. */
    private static boolean isRejection(RemoteProblem problem) {
        return problem.status() == CONTENT_TOO_LARGE
                || problem.code().filter(REJECTIONS::contains).isPresent();
    }

    private static CommitOutcome refusal(RemoteProblem problem) {
        if (problem.code().filter(code -> code == ErrorCode.STALE_REVISION).isPresent()) {
            Set<FieldLevel> rows = EnumSet.noneOf(FieldLevel.class);
            for (FieldLevel level : FieldLevel.values()) {
                if (problem.errors().stream()
                        .anyMatch(error -> WireName.of(level).equals(error.field()))) {
                    rows.add(level);
                }
            }
            return new CommitOutcome.StaleRows(rows.isEmpty() ? EnumSet.allOf(FieldLevel.class) : rows);
        }
        Map<Integer, String> reasons = new HashMap<>();
        for (ProblemError error : problem.errors()) {
            if (error.index() != null) {
                reasons.put(error.index(), error.message());
            }
        }
        return reasons.isEmpty() ? new CommitOutcome.ReadFromPosition() : new CommitOutcome.UpdatesRefused(reasons);
    }

    @Override
    public long position(String topicId, int partition) {
        try {
            return participants
                    .get("/internal/v1/walks/positions/{}", partition)
                    .query("topic_id", topicId)
                    .asService()
                    .once()
                    .timeout(timeout)
                    .as(Position.class)
                    .position();
        } catch (RemoteProblem e) {
            throw replacedOr(e);
        }
    }

    private static RuntimeException replacedOr(RemoteProblem problem) {
        return problem.status() == CONFLICT ? new TopicMismatchException(String.valueOf(problem.detail())) : problem;
    }
}
