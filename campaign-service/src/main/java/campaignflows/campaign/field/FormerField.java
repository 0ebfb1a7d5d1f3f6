package campaignflows.campaign.field;

import campaignflows.platform.values.FieldType;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/** A Participant field that was removed while its values may still be there, so that a field of another type cannot take over the name. */
@Entity
@Table(name = "former_field")
class FormerField {

    @EmbeddedId
    private FieldKey key;

    @Column(columnDefinition = "text")
    private FieldType type;

    @Column(columnDefinition = "_text")
    private String[] allowedValues;

    @SuppressWarnings("NullAway.Init")
    protected FormerField() {}

    FormerField(FieldKey key, ValueKind kind) {
        this.key = key;
        this.type = kind.type();
        this.allowedValues = kind.values().toArray(String[]::new);
    }

    void become(ValueKind kind) {
        type = kind.type();
        allowedValues = kind.values().toArray(String[]::new);
    }

    String name() {
        return key.name();
    }

    ValueKind kind() {
        return new ValueKind(type, List.of(allowedValues));
    }
}
