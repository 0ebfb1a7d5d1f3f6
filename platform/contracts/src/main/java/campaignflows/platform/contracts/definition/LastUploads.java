package campaignflows.platform.contracts.definition;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code POST /internal/v1/campaigns/last-uploads}: when the latest upload of each of a tenant's campaigns ended. */
public final class LastUploads {
    public static final int MAX_CAMPAIGNS = 1_000;

    private LastUploads() {}

    /** The query: at most {@link #MAX_CAMPAIGNS}. */
    public record Query(List<UUID> campaignIds) {
        public Query {
            campaignIds = List.copyOf(campaignIds);
        }
    }

    /** The response: the times by campaign; a campaign without a finished upload is missing. */
    public record Response(Map<UUID, Instant> lastUploadAt) {
        public Response {
            lastUploadAt = Map.copyOf(lastUploadAt);
        }
    }
}
