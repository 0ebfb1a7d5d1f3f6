package campaignflows.campaign.field;

import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.WireName;
import java.util.List;

/**
 * The kind of the values stored under a name: of a Customer Profile field in its tenant, or of a Participant field that was
 * removed.
 *
 * @param values the allowed values of an enumeration, else empty
 */
public record ValueKind(FieldType type, List<String> values) {
    public ValueKind {
        values = List.copyOf(values);
    }

    static ValueKind of(DataField field) {
        return new ValueKind(field.type(), field.values());
    }

    /** For a message: the type, and the values of an enumeration. */
    String inWords() {
        String name = WireName.of(type);
        return values.isEmpty() ? name : name + " of " + String.join(", ", values);
    }

    /** Whether stored values might not fit the field. */
    boolean isNarrowedBy(DataField field) {
        return FieldRules.narrows(type, values, field.type(), field.values());
    }
}
