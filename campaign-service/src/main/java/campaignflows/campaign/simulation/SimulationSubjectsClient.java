package campaignflows.campaign.simulation;

import campaignflows.platform.contracts.simulation.HypotheticalParticipant;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;

/** Requests simulation subjects: participants from participant-service, or those that the rows of a file are about from upload-service. */
@Singleton
public class SimulationSubjectsClient {
    private static final int NOT_FOUND = 404;
    private static final int INVALID = 422;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final InternalHttp http;

    SimulationSubjectsClient(InternalHttp http) {
        this.http = http;
    }

    /** @throws ProblemException 404 if the tenant's campaign has no such participant */
    public SimulationSubjectLine.Subject participant(UUID tenant, UUID campaignId, UUID participantId) {
        try {
            return http.to(ServiceName.PARTICIPANT)
                    .get("/internal/v1/campaigns/{}/simulation-subjects/{}", campaignId, participantId)
                    .asService(tenant)
                    .timeout(TIMEOUT)
                    .as(SimulationSubjectLine.Subject.class);
        } catch (RemoteProblem e) {
            if (e.status() == NOT_FOUND) {
                throw ProblemException.notFound("participant");
            }
            throw e;
        }
    }

    /** A hypothetical participant; errors in its values name the fields as the caller does. */
    public SimulationSubjectLine.Subject hypothetical(
            UUID tenant, UUID campaignId, HypotheticalParticipant participant) {
        try {
            return http.to(ServiceName.PARTICIPANT)
                    .post("/internal/v1/campaigns/{}/simulation-subjects/hypothetical", campaignId)
                    .json(participant)
                    .asService(tenant)
                    .idempotent()
                    .timeout(TIMEOUT)
                    .as(SimulationSubjectLine.Subject.class);
        } catch (RemoteProblem e) {
            if (e.status() == INVALID) {
                throw ProblemException.invalid("The participant that is made up is not valid")
                        .withErrors(e.errors());
            }
            throw e;
        }
    }

    /** The campaign's first participants, as lines; to be closed. */
    public InputStream first(UUID tenant, UUID campaignId, int participants, Duration timeout) {
        return http.to(ServiceName.PARTICIPANT)
                .get("/internal/v1/campaigns/{}/simulation-subjects", campaignId)
                .query("limit", participants)
                .asService(tenant)
                .once()
                .timeout(timeout)
                .asStream();
    }

    /** The participants that the rows of a file are about, as lines; to be closed. */
    InputStream ofFile(UUID tenant, UUID campaignId, InputStream file, Duration timeout) {
        return http.to(ServiceName.UPLOAD).post("/internal/v1/campaigns/{}/simulation-subjects", campaignId).stream(
                        "text/csv", file)
                .asService(tenant)
                .timeout(timeout)
                .asStream();
    }
}
