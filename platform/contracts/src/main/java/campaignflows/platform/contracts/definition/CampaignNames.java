package campaignflows.platform.contracts.definition;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code POST /internal/v1/campaigns/names}: the current names of a tenant's campaigns. */
public final class CampaignNames {
    public static final int MAX_CAMPAIGNS = 1_000;

    private CampaignNames() {}

    /** The query: at most {@link #MAX_CAMPAIGNS}. */
    public record Query(UUID tenantId, List<UUID> campaignIds) {
        public Query {
            campaignIds = List.copyOf(campaignIds);
        }
    }

    /** The response: the names by id; a campaign that the tenant does not have (any more) is missing. */
    public record Response(Map<UUID, String> names) {
        public Response {
            names = Map.copyOf(names);
        }
    }
}
