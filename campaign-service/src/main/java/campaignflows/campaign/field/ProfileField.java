package campaignflows.campaign.field;

import campaignflows.platform.values.FieldType;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/** What a Customer Profile field means in all campaigns of its tenant (rule D2). It outlives them, as the values do. */
@Entity
@Table(name = "profile_field")
class ProfileField {

    @EmbeddedId
    private ProfileKey key;

    @Column(columnDefinition = "text")
    private FieldType type;

    @Column(columnDefinition = "_text")
    private String[] allowedValues;

    @SuppressWarnings("NullAway.Init")
    protected ProfileField() {}

    ProfileField(ProfileKey key, ValueKind kind) {
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
