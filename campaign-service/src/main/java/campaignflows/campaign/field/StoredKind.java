package campaignflows.campaign.field;

import campaignflows.platform.values.FieldType;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.util.List;

/** The kind of values a field may hold, stored for fields that do not belong to a campaign, or no longer do. */
@MappedSuperclass
abstract class StoredKind {

    @Column(columnDefinition = "text")
    private FieldType type;

    @Column(columnDefinition = "_text")
    private String[] allowedValues;

    @SuppressWarnings("NullAway.Init")
    protected StoredKind() {}

    @SuppressWarnings("NullAway.Init") // by become
    StoredKind(ValueKind kind) {
        become(kind);
    }

    final void become(ValueKind kind) {
        type = kind.type();
        allowedValues = kind.values().toArray(String[]::new);
    }

    final ValueKind kind() {
        return new ValueKind(type, List.of(allowedValues));
    }
}
