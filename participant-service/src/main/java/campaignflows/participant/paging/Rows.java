package campaignflows.participant.paging;

import java.util.List;
import java.util.Optional;

/**
 * The rows of a list in its order, from the beginning of a page, as a database can read them. Every method is one or a few
 * statements whose cost is bounded by its arguments.
 */
public interface Rows<R> {

    /** Whether a scan in the order comes across rows that are not in the list. If not, a page costs only what it shows. */
    boolean isFiltered();

    /** How many rows of the order may be scanned for a page: fewer where each is read from a different place. */
    int reach();

    /** Up to {@code rows} rows of the list among the next {@code scan} of the order. */
    List<R> scan(int scan, int rows);

    /** The position of the {@code scan}th next row of the order, whether in the list or not; empty if there are fewer. */
    Optional<Position> scanned(int scan);

    /** Up to {@code rows} rows, and how many the list has in total; empty if no filter leaves few enough to check each. */
    Optional<Few<R>> few(int rows);

    /** How many rows of the list, up to {@code bound} plus one, are among the first {@code scan} of some order. */
    Count count(int scan, int bound);

    Position position(R row);

    /**
     * The list has only a few rows.
     *
     * @param total of the whole list, not only from the beginning of the page
     */
    record Few<R>(List<R> rows, long total) {
        public Few {
            rows = List.copyOf(rows);
        }
    }

    /** @param complete whether that was all of them */
    record Count(long found, boolean complete) {}
}
