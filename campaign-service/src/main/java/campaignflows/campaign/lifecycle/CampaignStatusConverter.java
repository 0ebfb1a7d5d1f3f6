package campaignflows.campaign.lifecycle;

import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.database.WireNameConverter;
import jakarta.persistence.Converter;

@Converter(autoApply = true)
class CampaignStatusConverter extends WireNameConverter<CampaignStatus> {
    CampaignStatusConverter() {
        super(CampaignStatus.class);
    }
}
