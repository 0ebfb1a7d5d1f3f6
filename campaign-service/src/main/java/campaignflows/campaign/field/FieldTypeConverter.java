package campaignflows.campaign.field;

import campaignflows.platform.database.WireNameConverter;
import campaignflows.platform.values.FieldType;
import jakarta.persistence.Converter;

@Converter(autoApply = true)
class FieldTypeConverter extends WireNameConverter<FieldType> {
    FieldTypeConverter() {
        super(FieldType.class);
    }
}
