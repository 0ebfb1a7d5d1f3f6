package campaignflows.campaign.field;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/** Which field of which campaign. */
@Embeddable
record FieldKey(
        UUID campaignId, @Column(columnDefinition = "text") String name) {}
