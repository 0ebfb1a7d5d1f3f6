package campaignflows.campaign.field;

import campaignflows.campaign.text.WireNameConverter;
import campaignflows.platform.contracts.definition.FieldLevel;
import jakarta.persistence.Converter;

@Converter(autoApply = true)
class FieldLevelConverter extends WireNameConverter<FieldLevel> {
    FieldLevelConverter() {
        super(FieldLevel.class);
    }
}
