package campaignflows.campaign.field;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/** Identifies a field of a campaign. */
@Embeddable
record FieldKey(
        UUID campaignId, @Column(columnDefinition = "text") String name) {}
