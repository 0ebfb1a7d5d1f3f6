package campaignflows.participant.personaldata;

import campaignflows.platform.web.request.Page;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The items of all pages of a list. The first page is read at once, so that a service that does not respond is known before
 * anything is written.
 */
final class Pages implements Iterator<JsonNode> {
    private final Function<@Nullable String, Page<JsonNode>> read;
    private Iterator<JsonNode> items;
    private @Nullable String next;

    /** @param read gives the page at a cursor; null: the first */
    Pages(Function<@Nullable String, Page<JsonNode>> read) {
        this.read = read;
        Page<JsonNode> first = read.apply(null);
        items = first.items().iterator();
        next = first.nextCursor();
    }

    @Override
    public boolean hasNext() {
        while (!items.hasNext() && next != null) {
            Page<JsonNode> page = read.apply(next);
            items = page.items().iterator();
            next = page.nextCursor();
        }
        return items.hasNext();
    }

    @Override
    public JsonNode next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Expected a further item, but the last one was read");
        }
        return items.next();
    }
}
