package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;

/** A data field of a campaign with its position among the others; its rules are those of {@link DataField}. */
@Entity
@Table(name = "fields")
class StoredField {

    @EmbeddedId
    private FieldKey key;

    private UUID tenantId;

    @Column(columnDefinition = "text")
    private String title;

    @Column(columnDefinition = "text")
    private String description;

    @Column(columnDefinition = "text")
    private FieldType type;

    @Column(columnDefinition = "text")
    private FieldLevel level;

    private boolean imported;
    private boolean required;
    private boolean system;

    @Column(columnDefinition = "_text")
    private String[] allowedValues;

    private int position;

    @SuppressWarnings("NullAway.Init")
    protected StoredField() {}

    @SuppressWarnings("NullAway.Init") // by become
    StoredField(UUID tenantId, UUID campaignId, DataField field, int position) {
        this.key = new FieldKey(campaignId, field.name());
        this.tenantId = tenantId;
        this.system = field.system();
        this.position = position;
        become(field);
    }

    void become(DataField field) {
        title = field.title();
        description = field.description();
        type = field.type();
        level = field.level();
        imported = field.imported();
        required = field.required();
        allowedValues = field.values().toArray(String[]::new);
    }

    void moveTo(int place) {
        position = place;
    }

    String name() {
        return key.name();
    }

    DataField field() {
        return new DataField(
                key.name(), title, description, type, level, imported, required, system, List.of(allowedValues));
    }
}
