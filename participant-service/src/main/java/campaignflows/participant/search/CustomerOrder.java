package campaignflows.participant.search;

import campaignflows.platform.web.request.QueryParameters;
import org.jspecify.annotations.Nullable;

/** What customers can be sorted by. Ties are broken by the id; it holds the time of creation. */
enum CustomerOrder {
    NAME("name", true, false),
    NAME_DESCENDING("-name", true, true),
    CREATED_AT("created_at", false, false),
    CREATED_AT_DESCENDING("-created_at", false, true);

    private final String wireName;
    private final boolean byName;
    private final boolean descending;

    CustomerOrder(String wireName, boolean byName, boolean descending) {
        this.wireName = wireName;
        this.byName = byName;
        this.descending = descending;
    }

    static CustomerOrder parse(@Nullable String sort) {
        return QueryParameters.text("sort", sort).map(CustomerOrder::ofWireName).orElse(CREATED_AT_DESCENDING);
    }

    private static CustomerOrder ofWireName(String text) {
        for (CustomerOrder order : values()) {
            if (order.wireName.equals(text)) {
                return order;
            }
        }
        throw QueryParameters.malformed("sort", "Expected name or created_at, with - before it for descending order");
    }

    boolean isByName() {
        return byName;
    }

    String direction() {
        return descending ? " desc" : " asc";
    }

    String comparison() {
        return descending ? " < " : " > ";
    }

    /** Names the list for its cursors. */
    String listName() {
        return "customers:" + wireName;
    }
}
