package campaignflows.platform.web.client;

import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * Asks participant-service whether a campaign has a participant, for services that keep something of participants: where
 * they have nothing, an empty list would reveal that a foreign id exists, so it must be 404 (rule T1).
 */
@Singleton
@Unremovable
public class KnownParticipants {
    private static final int NOT_FOUND = 404;

    private final InternalHttp http;

    public KnownParticipants(InternalHttp http) {
        this.http = http;
    }

    /**
     * Does nothing if the tenant's campaign has the participant.
     *
     * @throws ProblemException 404 if it has not, 503 if participant-service does not answer
     */
    public void require(UUID tenantId, UUID campaignId, UUID participantId) {
        try {
            http.to(ServiceName.PARTICIPANT)
                    .get("/internal/v1/campaigns/{}/participants/{}", campaignId, participantId)
                    .query("tenant", tenantId)
                    .asService(tenantId)
                    .discardingResponse();
        } catch (RemoteProblem problem) {
            if (problem.status() == NOT_FOUND) {
                throw ProblemException.notFound("participant");
            }
            throw problem;
        }
    }
}
