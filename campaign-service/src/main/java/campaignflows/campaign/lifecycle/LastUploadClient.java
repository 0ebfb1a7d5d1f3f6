package campaignflows.campaign.lifecycle;

import campaignflows.platform.contracts.definition.LastUploads;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Asks upload-service for the last upload of each campaign on a page. A list neither waits long for it nor fails without it.
 */
@Singleton
class LastUploadClient {
    private static final Logger LOG = Logger.getLogger(LastUploadClient.class);
    private static final Duration TIMEOUT = Duration.ofMillis(800);

    private final InternalHttp http;

    LastUploadClient(InternalHttp http) {
        this.http = http;
    }

    /** The moments by campaign; empty if upload-service does not answer in time. */
    Optional<Map<UUID, Instant>> lastUploads(UUID tenant, List<UUID> campaignIds) {
        if (campaignIds.isEmpty()) {
            return Optional.of(Map.of());
        }
        try {
            return Optional.of(http.to(ServiceName.UPLOAD)
                    .post("/internal/v1/campaigns/last-uploads")
                    .json(new LastUploads.Query(campaignIds))
                    .asService(tenant)
                    .once()
                    .timeout(TIMEOUT)
                    .as(LastUploads.Response.class)
                    .lastUploadAt());
        } catch (ProblemException | RemoteProblem e) {
            LOG.warnf("last uploads unknown cause=%s", e.getMessage());
            return Optional.empty();
        }
    }
}
