package campaignflows.participant.search;

import campaignflows.participant.paging.Position;
import campaignflows.platform.values.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A page of a tenant's customers, beginning after a position in their order.
 *
 * @param keys by which a customer must match exactly; any one of them where an identifier has several
 */
record SearchQuery(
        UUID tenantId,
        List<SearchTerm> terms,
        Map<Identifier, List<String>> keys,
        CustomerOrder order,
        Optional<Position> after,
        int limit) {
    SearchQuery {
        terms = List.copyOf(terms);
        keys = Map.copyOf(keys);
    }

    /** The whole list, in the order of creation. */
    SearchQuery whole() {
        return new SearchQuery(tenantId, terms, keys, CustomerOrder.CREATED_AT_DESCENDING, Optional.empty(), limit);
    }
}
