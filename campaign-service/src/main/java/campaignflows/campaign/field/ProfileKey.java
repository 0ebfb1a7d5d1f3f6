package campaignflows.campaign.field;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/** Identifies a Customer Profile field of a tenant. */
@Embeddable
record ProfileKey(
        UUID tenantId, @Column(columnDefinition = "text") String name) {}
