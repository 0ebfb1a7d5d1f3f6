package campaignflows.campaign.campaign;

import campaignflows.campaign.text.WireNameConverter;
import campaignflows.platform.contracts.definition.CampaignStatus;
import jakarta.persistence.Converter;

@Converter(autoApply = true)
class CampaignStatusConverter extends WireNameConverter<CampaignStatus> {
    CampaignStatusConverter() {
        super(CampaignStatus.class);
    }
}
