package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.database.WireNameConverter;
import jakarta.persistence.Converter;

@Converter(autoApply = true)
class FieldLevelConverter extends WireNameConverter<FieldLevel> {
    FieldLevelConverter() {
        super(FieldLevel.class);
    }
}
