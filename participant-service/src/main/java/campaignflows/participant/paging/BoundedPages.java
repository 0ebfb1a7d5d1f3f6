package campaignflows.participant.paging;

import campaignflows.platform.web.request.Page;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads a page of a list whose filters no index has in its order. Either many rows fulfil them: then a walk through the
 * order soon has a page. Or few do: then some index finds all of those, and they are sorted. Which it is, a short walk
 * tells. Where it is neither (many in the tenant, few in this campaign, say), the walk ends after {@value #SCANNED} rows:
 * the page is shorter than asked for, or empty, and its cursor goes on from there. So each page's cost is bounded, and
 * following the cursors shows every row once. All of a page is to be read from one snapshot of the database.
 */
public final class BoundedPages {
    /** Up to which a total is exact. */
    public static final int COUNTED = 10_000;
    /** Rows that a filter may leave to be looked at one by one. */
    public static final int FEW = 10_000;

    private static final int PROBED = 2_000;
    private static final int SCANNED = 50_000;
    private static final int COUNT_SCANNED = 100_000;
    /** Above one in so many rows, an index on what is searched for has too much to read. */
    private static final int FREQUENT = 10;

    private BoundedPages() {}

    /** A page of at most so many rows. */
    public static <R> Page<R> page(Rows<R> rows, String listName, int limit) {
        if (!rows.isFiltered()) {
            return ofOneMore(rows, rows.walk(limit + 1, limit + 1), listName, limit);
        }
        List<R> near = rows.walk(PROBED, limit + 1);
        if (near.size() > limit || rows.scanned(PROBED).isEmpty()) {
            return ofOneMore(rows, near, listName, limit);
        }
        return rows.few(limit + 1)
                .map(few -> ofOneMore(rows, few.rows(), listName, limit))
                .orElseGet(() -> walked(rows, listName, limit));
    }

    /** The same page, the list's first, with how many there are in all. */
    public static <R> Page<R> withTotal(Rows<R> rows, Page<R> first) {
        if (first.nextCursor() == null) {
            return first.withTotal(first.items().size());
        }
        Rows.Count count = rows.count(rows.isFiltered() ? COUNT_SCANNED : COUNTED + 1, COUNTED);
        if (count.found() > COUNTED) {
            return first.withTotalAtLeast(COUNTED);
        }
        if (count.complete()) {
            return first.withTotal(count.found());
        }
        long least = Math.max(count.found(), first.items().size());
        Supplier<Page<R>> atLeast = () -> first.withTotalAtLeast(least);
        if (count.found() > COUNT_SCANNED / FREQUENT) {
            return atLeast.get();
        }
        return rows.few(1).map(few -> first.withTotal(few.total())).orElseGet(atLeast);
    }

    private static <R> Page<R> walked(Rows<R> rows, String listName, int limit) {
        List<R> found = rows.walk(SCANNED, limit + 1);
        if (found.size() > limit) {
            return ofOneMore(rows, found, listName, limit);
        }
        return Page.of(
                found, rows.scanned(SCANNED).map(end -> end.encode(listName)).orElse(null));
    }

    private static <R> Page<R> ofOneMore(Rows<R> rows, List<R> found, String listName, int limit) {
        return Page.ofOneMore(found, limit, last -> rows.position(last).encode(listName));
    }
}
