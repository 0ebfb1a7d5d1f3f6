package campaignflows.platform.web.client;

import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest definition of a campaign, from campaign-service. The topic may lag, so campaign-service is asked each time, with the
 * revision that is known here: a field that was added a second ago counts. If it does not respond, the request fails (503): an
 * import with an old definition would be wrong for ever, one that comes later is only late.
 */
@Singleton
@Unremovable
public class NewestDefinitions {
    private static final int KEPT = 100;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;

    private final InternalHttp http;
    private final Map<UUID, CampaignDefined> known = new LinkedHashMap<>(16, 0.75f, true);

    public NewestDefinitions(InternalHttp http) {
        this.http = http;
    }

    /**
     * The newest definition.
     *
     * @throws ProblemException 404 if the tenant has no such campaign, 503 if campaign-service does not answer
     */
    public CampaignDefined newest(UUID tenantId, UUID campaignId) {
        CampaignDefined before = known(tenantId, campaignId);
        try {
            CampaignDefined newest = http.to(ServiceName.CAMPAIGN)
                    .get("/internal/v1/campaigns/{}/definition", campaignId)
                    .asService(tenantId)
                    .query("tenant", tenantId)
                    .query("known_revision", before == null ? null : before.revision())
                    .as(CampaignDefined.class);
            return keep(newest);
        } catch (RemoteProblem problem) {
            if (problem.status() == NOT_MODIFIED && before != null) {
                return before;
            }
            if (problem.status() == NOT_FOUND) {
                forget(campaignId);
                throw ProblemException.notFound("campaign");
            }
            throw problem;
        }
    }

    /**
     * A definition that is as new as the one that another service was given while it worked on the same request.
     *
     * @param revision of that one; null if it does not know any
     * @return empty where campaign-service would have to be asked
     */
    public Optional<CampaignDefined> known(UUID tenantId, UUID campaignId, @Nullable Long revision) {
        return Optional.ofNullable(known(tenantId, campaignId))
                .filter(before -> revision != null && before.revision() >= revision);
    }

    /** 404 unless the tenant has such a campaign; asks only about campaigns that were not seen before. */
    public void requireCampaign(UUID tenantId, UUID campaignId) {
        if (known(tenantId, campaignId) == null) {
            newest(tenantId, campaignId);
        }
    }

    private synchronized @Nullable CampaignDefined known(UUID tenantId, UUID campaignId) {
        CampaignDefined definition = known.get(campaignId);
        return definition == null || !definition.tenantId().equals(tenantId) ? null : definition;
    }

    private synchronized CampaignDefined keep(CampaignDefined newest) {
        CampaignDefined before = known.get(newest.campaignId());
        if (before != null && before.revision() > newest.revision()) {
            return before;
        }
        known.put(newest.campaignId(), newest);
        if (known.size() > KEPT) {
            known.remove(known.keySet().iterator().next());
        }
        return newest;
    }

    private synchronized void forget(UUID campaignId) {
        known.remove(campaignId);
    }
}
