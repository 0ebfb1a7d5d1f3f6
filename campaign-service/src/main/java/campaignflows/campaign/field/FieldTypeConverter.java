package campaignflows.campaign.field;

import campaignflows.campaign.text.WireNameConverter;
import campaignflows.platform.values.FieldType;
import jakarta.persistence.Converter;

@Converter(autoApply = true)
class FieldTypeConverter extends WireNameConverter<FieldType> {
    FieldTypeConverter() {
        super(FieldType.class);
    }
}
