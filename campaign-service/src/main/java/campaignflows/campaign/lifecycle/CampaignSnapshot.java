package campaignflows.campaign.lifecycle;

import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.definition.CampaignStatus;
import java.util.Set;

/** What the audit log tells of a campaign. */
public record CampaignSnapshot(
        String name, String description, CampaignStatus status, int run, boolean updatedOnUnchanged) {
    public static CampaignSnapshot of(Campaign campaign) {
        return new CampaignSnapshot(
                campaign.name(),
                campaign.description(),
                campaign.status(),
                campaign.run(),
                campaign.updatedOnUnchanged());
    }

    /** What has become of the campaign since. */
    public AuditChange until(Campaign now) {
        return AuditChange.between(this, of(now), Set.of());
    }
}
