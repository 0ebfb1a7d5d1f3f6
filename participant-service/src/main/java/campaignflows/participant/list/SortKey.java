package campaignflows.participant.list;

import campaignflows.platform.values.WireName;
import campaignflows.platform.web.request.QueryParameters;

/** What the list can be sorted by. Ties are broken by the id, so that the order is total. */
enum SortKey {
    /** The id contains the time of creation and is unique: it is the whole key. */
    CREATED_AT("cast(null as text)", "text"),
    NAME("p.name_key", "text"),
    EMAIL("p.email_key", "text"),
    PHONE("p.phone_key", "text"),
    EXTERNAL_ID("p.external_id_key", "text"),
    COMMUNICATIONS_COUNT("p.communications_count", "integer");

    private final String column;
    private final String type;

    SortKey(String column, String type) {
        this.column = column;
        this.type = type;
    }

    /** A column of the alias {@code p} of participants; not null, except where the id is the key. */
    String column() {
        return column;
    }

    /** The SQL type, to which a position's key is cast. */
    String type() {
        return type;
    }

    boolean isId() {
        return this == CREATED_AT;
    }

    String wireName() {
        return WireName.of(this);
    }

    /** A key and a direction, as in {@code -created_at}. */
    record Order(SortKey key, boolean descending) {
        static final Order DEFAULT = new Order(CREATED_AT, true);
        static final Order OLDEST_FIRST = new Order(CREATED_AT, false);

        /** Names the list for its cursors. */
        String listName() {
            return "participants:" + (descending ? "-" : "") + key.wireName();
        }

        String direction() {
            return descending ? " desc" : " asc";
        }

        /** The operator for rows after a position. */
        String comparison() {
            return descending ? " < " : " > ";
        }
    }

    static Order parse(String text) {
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        return WireName.find(SortKey.class, name)
                .map(key -> new Order(key, descending))
                .orElseThrow(() -> QueryParameters.malformed(
                        "sort",
                        "Expected one of name, email, phone, external_id, communications_count, created_at, with - before"
                                + " it for descending order"));
    }
}
