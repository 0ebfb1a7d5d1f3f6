package campaignflows.participant.paging;

import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.QueryParameters;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A position in an order: the sort key and, as a tie-breaker, the id. It need not be the position of a row, so a list continues
 * from it whatever was added or removed meanwhile.
 *
 * @param key null where the id alone is the key
 */
public record Position(@Nullable String key, UUID id) {
    private static final String PARAMETER = "cursor";

    /** The position where a cursor's list continues; 400 if the cursor does not belong to this list and order. */
    public static Optional<Position> decode(@Nullable String cursor, String listName, boolean keyed, boolean number) {
        return Cursor.decode(cursor, listName, 2).map(decoded -> {
            String key = decoded.text(0);
            UUID id = decoded.uuid(1);
            boolean hasKey = key != null && ValueLimits.isStorable(key);
            if (id == null || hasKey != keyed || (number && !isCount(key))) {
                throw QueryParameters.malformed(
                        PARAMETER,
                        "Not a cursor of this list and order: use the next_cursor of its last page as it is");
            }
            return new Position(key, id);
        });
    }

    public String encode(String listName) {
        return Cursor.encode(listName, key, id);
    }

    private static boolean isCount(@Nullable String key) {
        return key != null && key.matches("[0-9]{1,9}");
    }
}
