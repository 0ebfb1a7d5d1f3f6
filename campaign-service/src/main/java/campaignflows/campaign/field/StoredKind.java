package campaignflows.campaign.field;

import campaignflows.platform.values.FieldType;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.util.List;

/** What values a field may hold, as it is stored of fields that are not, or no longer, a campaign's own. */
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
