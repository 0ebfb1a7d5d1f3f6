package campaignflows.campaign.field;

import jakarta.persistence.Embeddable;
import java.util.UUID;

/** Which field of which campaign. */
@Embeddable
record FieldKey(UUID campaignId, String name) {}
