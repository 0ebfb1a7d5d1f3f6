package campaignflows.campaign.field;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * A Participant field that was removed while values of it may still be stored, so that no field of another type can take its
 * name.
 */
@Entity
@Table(name = "former_fields")
class RemovedField extends StoredKind {

    @EmbeddedId
    private FieldKey key;

    @SuppressWarnings("NullAway.Init")
    protected RemovedField() {}

    RemovedField(FieldKey key, ValueKind kind) {
        super(kind);
        this.key = key;
    }

    String name() {
        return key.name();
    }
}
