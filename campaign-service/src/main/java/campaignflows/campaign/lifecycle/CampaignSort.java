package campaignflows.campaign.lifecycle;

import campaignflows.campaign.text.OneLine;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.QueryParameters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The order of the list of campaigns; ties are broken by the id, in the same direction.
 *
 * @param descending written as a leading minus
 */
public record CampaignSort(Key key, boolean descending) {
    /** What the list can be sorted by. */
    public enum Key {
        NAME,
        STATUS,
        CREATED_AT,
        UPDATED_AT
    }

    public static final CampaignSort NEWEST_FIRST = new CampaignSort(Key.CREATED_AT, true);

    /** Reads the query parameter {@code sort}. */
    public static CampaignSort parse(@Nullable String text) {
        Optional<String> given = QueryParameters.text("sort", text);
        if (given.isEmpty()) {
            return NEWEST_FIRST;
        }
        boolean descending = given.get().startsWith("-");
        String name = descending ? given.get().substring(1) : given.get();
        Key key = QueryParameters.oneOf("sort", name, Key.class)
                .orElseThrow(() -> QueryParameters.malformed("sort", "Expected a name after the minus"));
        return new CampaignSort(key, descending);
    }

    public Optional<Cursor> decode(@Nullable String cursor) {
        return Cursor.decode(cursor, listName(), 2);
    }

    public String cursorAfter(Campaign campaign) {
        return Cursor.encode(
                listName(),
                switch (key) {
                    case NAME -> OneLine.key(campaign.name());
                    case STATUS -> WireName.of(campaign.status());
                    case CREATED_AT -> campaign.createdAt();
                    case UPDATED_AT -> campaign.updatedAt();
                },
                campaign.id());
    }

    private String listName() {
        return "campaigns:" + (descending ? "-" : "") + WireName.of(key);
    }
}
