package campaignflows.campaign.analytics;

import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.campaign.superset.GuestAccess;
import campaignflows.campaign.superset.RowFilter;
import campaignflows.campaign.superset.SupersetClient;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Gives access to Superset's dashboard, for the campaigns of the caller's tenant only and one at a time. */
@Singleton
class EmbeddedDashboardService {
    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final AnalyticsService analytics;
    private final TenantDirectory tenants;
    private final SupersetClient superset;

    EmbeddedDashboardService(
            Transactions transactions,
            CampaignRepository campaigns,
            AnalyticsService analytics,
            TenantDirectory tenants,
            SupersetClient superset) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.analytics = analytics;
        this.tenants = tenants;
        this.superset = superset;
    }

    /**
     * Access to the campaign's rows; its days are those of the tenant's zone from now on.
     *
     * @throws ProblemException 404 if the tenant has no such campaign or Superset is not configured, 503 if Superset does not
     *     respond or refuses
     */
    EmbeddedDashboard of(UUID tenant, UUID campaignId) {
        transactions.await(session -> campaigns.find(session, tenant, campaignId));
        if (superset.isConfigured()) {
            analytics.useDaysOf(campaignId, tenants.parsing(tenant).zone());
        }
        GuestAccess access = superset.access(new RowFilter(tenant, campaignId));
        return new EmbeddedDashboard(access.token(), access.url(), access.dashboardId());
    }
}
