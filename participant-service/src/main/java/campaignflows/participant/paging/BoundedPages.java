package campaignflows.participant.paging;

import campaignflows.platform.web.request.Page;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads a page of a list whose filters are not supported by an index in its order. Either many rows fulfil them: then a scan
 * in the order soon fills a page. Or few do: then some index finds all of those, and they are sorted. A short scan shows which
 * it is. Where neither applies (many in the tenant but few in this campaign, say), the scan ends after some ten thousand rows:
 * the page is shorter than requested, or empty, and its cursor continues from there. So the cost of each page is bounded, and
 * following the cursors shows every row once. A page must be read from one snapshot of the database.
 */
public final class BoundedPages {
    /** Totals up to this are exact. */
    public static final int COUNTED = 10_000;
    /** How many rows a filter may leave to be checked one by one. */
    public static final int FEW = 10_000;

    private static final int PROBED = 2_000;
    private static final int COUNT_SCANNED = 50_000;

    private BoundedPages() {}

    /** A page, and the total if that became known with it. */
    private record Read<R>(Page<R> page, OptionalLong total) {}

    /** A page of at most {@code limit} rows. */
    public static <R> Page<R> page(Rows<R> rows, String listName, int limit) {
        return read(rows, listName, limit).page();
    }

    /** The list's first page, with the total. */
    public static <R> Page<R> first(Rows<R> rows, String listName, int limit) {
        Read<R> read = read(rows, listName, limit);
        Page<R> page = read.page();
        if (page.nextCursor() == null) {
            return page.withTotal(page.items().size());
        }
        OptionalLong total = read.total().isEmpty() && rows.isFiltered() ? few(rows) : read.total();
        if (total.isPresent()) {
            return page.withTotal(total.getAsLong());
        }
        Rows.Count count = rows.count(COUNT_SCANNED, COUNTED);
        if (count.found() > COUNTED) {
            return page.withTotalAtLeast(COUNTED);
        }
        return count.complete()
                ? page.withTotal(count.found())
                : page.withTotalAtLeast(Math.max(count.found(), page.items().size()));
    }

    private static OptionalLong few(Rows<?> rows) {
        return rows.few(1).map(few -> OptionalLong.of(few.total())).orElseGet(OptionalLong::empty);
    }

    private static <R> Read<R> read(Rows<R> rows, String listName, int limit) {
        if (!rows.isFiltered()) {
            return new Read<>(ofOneMore(rows, rows.scan(limit + 1, limit + 1), listName, limit), OptionalLong.empty());
        }
        List<R> near = rows.scan(PROBED, limit + 1);
        if (near.size() > limit || rows.scanned(PROBED).isEmpty()) {
            return new Read<>(ofOneMore(rows, near, listName, limit), OptionalLong.empty());
        }
        return rows.few(limit + 1)
                .map(few -> new Read<>(ofOneMore(rows, few.rows(), listName, limit), OptionalLong.of(few.total())))
                .orElseGet(() -> new Read<>(scannedRows(rows, listName, limit), OptionalLong.empty()));
    }

    private static <R> Page<R> scannedRows(Rows<R> rows, String listName, int limit) {
        List<R> found = rows.scan(rows.reach(), limit + 1);
        if (found.size() > limit) {
            return ofOneMore(rows, found, listName, limit);
        }
        return Page.of(
                found,
                rows.scanned(rows.reach()).map(end -> end.encode(listName)).orElse(null));
    }

    private static <R> Page<R> ofOneMore(Rows<R> rows, List<R> found, String listName, int limit) {
        return Page.ofOneMore(found, limit, last -> rows.position(last).encode(listName));
    }
}
