package campaignflows.campaign.campaign;

import campaignflows.campaign.analytics.AnalyticsRepository;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The list of campaigns with its figures: three statements and one call for a page, whatever its length. */
@Singleton
class CampaignListService {
    private final Database database;
    private final CampaignService campaigns;
    private final CampaignRepository repository;
    private final AnalyticsRepository figures;
    private final LastUploadClient uploads;

    CampaignListService(
            Database database,
            CampaignService campaigns,
            CampaignRepository repository,
            AnalyticsRepository figures,
            LastUploadClient uploads) {
        this.database = database;
        this.campaigns = campaigns;
        this.repository = repository;
        this.figures = figures;
        this.uploads = uploads;
    }

    Page<ListedCampaign> list(CampaignQuery query) {
        Page<Campaign> page = campaigns.list(query);
        List<UUID> ids = page.items().stream().map(Campaign::id).toList();
        Map<UUID, ListedCampaign.Flows> flows = database.read(tx -> repository.flows(tx, ids));
        Map<UUID, Long> participants = database.read(tx -> figures.participants(tx, ids));
        Optional<Map<UUID, Instant>> lastUploads = uploads.lastUploads(query.tenant(), ids);
        return page.map(campaign -> ListedCampaign.of(
                campaign,
                flows.getOrDefault(campaign.id(), ListedCampaign.Flows.NONE),
                participants.getOrDefault(campaign.id(), 0L),
                lastUploads.map(all -> all.get(campaign.id())).orElse(null)));
    }
}
