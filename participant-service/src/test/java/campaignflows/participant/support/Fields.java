package campaignflows.participant.support;

import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import java.util.ArrayList;
import java.util.List;

/** Fields of campaigns in tests. */
public final class Fields {
    private Fields() {}

    /** The system fields that every campaign has (rule D1), then these. */
    public static List<FieldDefinition> systemAnd(FieldDefinition... custom) {
        List<FieldDefinition> fields = new ArrayList<>();
        fields.add(system("external_id", FieldType.STRING, FieldLevel.CUSTOMER));
        fields.add(system("name", FieldType.STRING, FieldLevel.CUSTOMER));
        fields.add(system("email", FieldType.EMAIL, FieldLevel.CUSTOMER));
        fields.add(system("phone", FieldType.PHONE, FieldLevel.CUSTOMER));
        fields.add(system("telegram_id", FieldType.STRING, FieldLevel.CUSTOMER));
        fields.add(system("web_id", FieldType.STRING, FieldLevel.CUSTOMER));
        fields.add(system("telegram_username", FieldType.STRING, FieldLevel.CUSTOMER));
        fields.add(system("whatsapp_id", FieldType.PHONE, FieldLevel.CUSTOMER));
        fields.add(system("result", FieldType.BOOLEAN, FieldLevel.PARTICIPANT));
        fields.add(system("result_at", FieldType.DATETIME, FieldLevel.PARTICIPANT));
        fields.addAll(List.of(custom));
        return fields;
    }

    private static FieldDefinition system(String name, FieldType type, FieldLevel level) {
        return new FieldDefinition(name, name, type, level, level == FieldLevel.CUSTOMER, false, true, List.of());
    }

    public static FieldDefinition participant(String name, FieldType type) {
        return new FieldDefinition(name, name, type, FieldLevel.PARTICIPANT, true, false, false, List.of());
    }

    public static FieldDefinition customer(String name, FieldType type) {
        return new FieldDefinition(name, name, type, FieldLevel.CUSTOMER, true, false, false, List.of());
    }

    public static FieldDefinition required(FieldDefinition field) {
        return new FieldDefinition(
                field.name(), field.title(), field.type(), field.level(), true, true, field.system(), field.values());
    }

    public static FieldDefinition notImported(FieldDefinition field) {
        return new FieldDefinition(
                field.name(), field.title(), field.type(), field.level(), false, false, field.system(), field.values());
    }

    public static FieldDefinition enumeration(String name, String... values) {
        return new FieldDefinition(
                name, name, FieldType.ENUMERATION, FieldLevel.PARTICIPANT, true, false, false, List.of(values));
    }
}
