package campaignflows.campaign.field;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A Participant field that was removed while its values may still be there, so that a field of another type cannot take over the name. */
@Entity
@Table(name = "former_fields")
class FormerField extends StoredKind {

    @EmbeddedId
    private FieldKey key;

    @SuppressWarnings("NullAway.Init")
    protected FormerField() {}

    FormerField(FieldKey key, ValueKind kind) {
        super(kind);
        this.key = key;
    }

    String name() {
        return key.name();
    }
}
