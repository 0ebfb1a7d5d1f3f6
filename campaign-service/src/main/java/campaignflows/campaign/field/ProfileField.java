package campaignflows.campaign.field;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** What a Customer Profile field means in all campaigns of its tenant (rule D2). It outlives them, as its values do. */
@Entity
@Table(name = "profile_fields")
class ProfileField extends StoredKind {

    @EmbeddedId
    private ProfileKey key;

    @SuppressWarnings("NullAway.Init")
    protected ProfileField() {}

    ProfileField(ProfileKey key, ValueKind kind) {
        super(kind);
        this.key = key;
    }

    String name() {
        return key.name();
    }
}
