package campaignflows.campaign.field;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/** Which Customer Profile field of which tenant. */
@Embeddable
record ProfileKey(
        UUID tenantId, @Column(columnDefinition = "text") String name) {}
