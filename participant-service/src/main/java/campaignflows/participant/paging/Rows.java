package campaignflows.participant.paging;

import java.util.List;
import java.util.Optional;

/**
 * The rows of a list in its order, from where a page begins, as a database can give them. Every method is one or a few
 * statements whose cost its arguments bound.
 */
public interface Rows<R> {

    /** Whether walking the order meets rows that are not of the list. If not, a page costs what it shows. */
    boolean isFiltered();

    /** Among how many rows of the order a page may look for its own: fewer where each is read from another place. */
    int reach();

    /** Up to so many rows of the list among the next {@code scan} of the order. */
    List<R> walk(int scan, int rows);

    /** The place of the {@code scan}th next row of the order, be it of the list or not; empty if there are fewer. */
    Optional<Position> scanned(int scan);

    /** Up to so many rows, and how many the list has in all; empty if no filter leaves few enough to look at each. */
    Optional<Few<R>> few(int rows);

    /** How many rows of the list, up to {@code bound} and one, are among the first {@code scan} of some order. */
    Count count(int scan, int bound);

    Position position(R row);

    /**
     * All rows of the list are among a few.
     *
     * @param total of the whole list, not only of what follows the page's begin
     */
    record Few<R>(List<R> rows, long total) {
        public Few {
            rows = List.copyOf(rows);
        }
    }

    /** @param complete whether that was all of them */
    record Count(long found, boolean complete) {}
}
