package campaignflows.upload.remote;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.contracts.walk.WalkProtocol;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceClient;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.upload.UploadConfig;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;

/** Sends batches to participant-service. A repeated batch gets the result of the first. */
@Singleton
public class ParticipantClient {
    private static final Duration ESTIMATE_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SUBJECTS_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration BACKLOG_TIMEOUT = Duration.ofSeconds(3);

    private final ServiceClient participants;
    private final Duration timeout;

    public ParticipantClient(InternalHttp http, UploadConfig config) {
        this.participants = http.to(ServiceName.PARTICIPANT);
        this.timeout = config.chunkTimeout();
    }

    /** What would become of a batch. Nothing is written. */
    public ImportBatch.Estimate estimate(ImportBatch batch) {
        return participants
                .post("/internal/v1/participants/batches/estimate")
                .json(batch)
                .asService(batch.tenantId())
                .timeout(ESTIMATE_TIMEOUT)
                .as(ImportBatch.Estimate.class);
    }

    /** The participants that the rows of a file, given as lines, are about; a stream to be closed. Nothing is written. */
    public InputStream simulationSubjects(UUID tenant, UUID campaignId, InputStream lines) {
        return participants.post("/internal/v1/campaigns/{}/simulation-subjects", campaignId).stream(
                        "application/x-ndjson", lines)
                .asService(tenant)
                .timeout(SUBJECTS_TIMEOUT)
                .asStream();
    }

    /** How many events wait for the flow engine, all tenants' together. */
    public long waitingEvents() {
        return participants
                .get("/internal/v1/walks/backlog")
                .asService()
                .timeout(BACKLOG_TIMEOUT)
                .once()
                .as(WalkProtocol.Backlog.class)
                .events();
    }

    /** Imports a batch; see {@link ImportBatch} for what a repeat does. */
    public ImportBatch.Result apply(ImportBatch batch) {
        return participants
                .post("/internal/v1/participants/batches")
                .json(batch)
                .asService(batch.tenantId())
                .timeout(timeout)
                .idempotent()
                .as(ImportBatch.Result.class);
    }
}
