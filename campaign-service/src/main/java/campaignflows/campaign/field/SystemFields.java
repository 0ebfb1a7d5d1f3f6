package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import java.util.List;

/** The fields that exist in every campaign (rule D1), in their initial order. */
final class SystemFields {
    static final List<DataField> ALL = List.of(
            customer("external_id", "External ID", FieldType.STRING),
            customer("name", "Name", FieldType.STRING),
            customer("email", "Email", FieldType.EMAIL),
            customer("phone", "Phone", FieldType.PHONE),
            customer("telegram_id", "Telegram ID", FieldType.STRING),
            customer("web_id", "Web ID", FieldType.STRING),
            customer("telegram_username", "Telegram Username", FieldType.STRING),
            customer("whatsapp_id", "WhatsApp ID", FieldType.PHONE),
            participant("result", "Result", FieldType.BOOLEAN),
            participant("result_at", "Result Date & Time", FieldType.DATETIME));

    private SystemFields() {}

    static boolean isOne(String name) {
        return ALL.stream().anyMatch(field -> field.name().equals(name));
    }

    private static DataField customer(String name, String title, FieldType type) {
        return new DataField(name, title, "", type, FieldLevel.CUSTOMER, true, false, true, List.of());
    }

    private static DataField participant(String name, String title, FieldType type) {
        return new DataField(name, title, "", type, FieldLevel.PARTICIPANT, false, false, true, List.of());
    }
}
