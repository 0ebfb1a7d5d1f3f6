package campaignflows.campaign.lifecycle;

import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.web.request.Cursor;
import java.util.Optional;
import java.util.UUID;

/**
 * A page of the campaigns of a tenant.
 *
 * @param search found in the name or the description, without regard to case
 */
public record CampaignQuery(
        UUID tenant,
        Optional<String> search,
        Optional<CampaignStatus> status,
        CampaignSort sort,
        Optional<Cursor> after,
        int limit) {}
