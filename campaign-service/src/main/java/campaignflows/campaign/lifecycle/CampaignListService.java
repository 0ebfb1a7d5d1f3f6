package campaignflows.campaign.lifecycle;

import campaignflows.campaign.analytics.AnalyticsRepository;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.OffEventLoop;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.request.Page;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The list of campaigns with its figures: four statements and one call per page, whatever its length. */
@Singleton
class CampaignListService {
    private final Transactions transactions;
    private final Database database;
    private final CampaignService campaigns;
    private final CampaignRepository repository;
    private final AnalyticsRepository figures;
    private final LastUploadClient uploads;

    CampaignListService(
            Transactions transactions,
            Database database,
            CampaignService campaigns,
            CampaignRepository repository,
            AnalyticsRepository figures,
            LastUploadClient uploads) {
        this.transactions = transactions;
        this.database = database;
        this.campaigns = campaigns;
        this.repository = repository;
        this.figures = figures;
        this.uploads = uploads;
    }

    Uni<Page<ListedCampaign>> list(CampaignQuery query) {
        return campaigns.list(query).chain(page -> {
            List<UUID> ids = page.items().stream().map(Campaign::id).toList();
            return flows(ids).chain(flows -> OffEventLoop.supply(() -> listed(query.tenant(), page, ids, flows)));
        });
    }

    private Uni<Map<UUID, ListedCampaign.Flows>> flows(List<UUID> ids) {
        return transactions.run(session -> repository.flows(session, ids));
    }

    /** Waits for the database and another service. */
    private Page<ListedCampaign> listed(
            UUID tenant, Page<Campaign> page, List<UUID> ids, Map<UUID, ListedCampaign.Flows> flows) {
        Map<UUID, Long> participants = database.read(tx -> figures.participants(tx, ids));
        Optional<Map<UUID, Instant>> lastUploads = uploads.lastUploads(tenant, ids);
        return page.map(campaign -> ListedCampaign.of(
                campaign,
                flows.getOrDefault(campaign.id(), ListedCampaign.Flows.NONE),
                participants.getOrDefault(campaign.id(), 0L),
                lastUploads.map(all -> all.get(campaign.id())).orElse(null)));
    }
}
