package campaignflows.campaign.superset;

import java.util.UUID;

/**
 * What a guest may see: the rows of one campaign of one tenant. Superset puts the clause into the SQL of every chart as it is, so
 * it is made of two UUIDs and nothing else; no text of anybody's can become part of it.
 */
public record RowFilter(UUID tenantId, UUID campaignId) {
    /** As a condition of SQL; every reporting view has both columns. */
    String clause() {
        return "tenant_id = '%s' AND campaign_id = '%s'".formatted(tenantId, campaignId);
    }
}
