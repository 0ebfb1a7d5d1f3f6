package campaignflows.participant.list;

import campaignflows.participant.paging.Position;
import java.util.Optional;
import java.util.UUID;

/** A page of a campaign's participants, beginning after a position in its order. */
record ListQuery(
        UUID tenantId, UUID campaignId, ListFilters filters, SortKey.Order order, Optional<Position> after, int limit) {

    /** The same list in a different order, from its beginning. */
    ListQuery whole(SortKey.Order otherOrder) {
        return new ListQuery(tenantId, campaignId, filters, otherOrder, Optional.empty(), limit);
    }
}
