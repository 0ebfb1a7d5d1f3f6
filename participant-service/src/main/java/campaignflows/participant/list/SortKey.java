package campaignflows.participant.list;

import campaignflows.platform.web.request.QueryParameters;
import java.util.Locale;

/** What the list can be sorted by. The id decides between equals, so that the order is total. */
enum SortKey {
    /** The id holds the time of creation and is unique: it is the whole key. */
    CREATED_AT("p.id", "uuid"),
    NAME("lower(coalesce(c.name, ''))", "text"),
    EMAIL("coalesce(c.email_key, '')", "text"),
    PHONE("coalesce(c.phone, '')", "text"),
    EXTERNAL_ID("coalesce(c.external_id, '')", "text"),
    COMMUNICATIONS_COUNT("p.communications_count", "integer");

    private final String expression;
    private final String type;

    SortKey(String expression, String type) {
        this.expression = expression;
        this.type = type;
    }

    /** In the aliases of the list's query; never null. */
    String expression() {
        return expression;
    }

    /** The SQL type, to which a cursor's text is cast. */
    String type() {
        return type;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A key and a direction, as in {@code -created_at}. */
    record Order(SortKey key, boolean descending) {
        static final Order DEFAULT = new Order(CREATED_AT, true);

        /** Names the list for its cursors. */
        String listName() {
            return "participants:" + (descending ? "-" : "") + key.wireName();
        }
    }

    static Order parse(String text) {
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        for (SortKey key : values()) {
            if (key.wireName().equals(name)) {
                return new Order(key, descending);
            }
        }
        throw QueryParameters.malformed(
                "sort",
                "Expected one of name, email, phone, external_id, communications_count, created_at, with - before it for"
                        + " descending order");
    }
}
