package campaignflows.participant.profile;

import campaignflows.platform.database.Query;
import campaignflows.platform.database.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads rows within a bound: some at a time, so that no more than those are held in memory when it is reached. */
public final class BoundedReadRepository {
    private static final int AT_ONCE = 500;

    private BoundedReadRepository() {}

    /**
     * All rows, in the order in which they are read; the reader reports what it holds to the bound. Needs a transaction, unless there is no bound.
     *
     * @throws ReadBound.Exceeded if they are more than the bound allows
     */
    public static <T> List<T> read(Query query, ReadBound bound, Function<Row, T> read) {
        if (bound.isNone()) {
            return query.list(read);
        }
        List<T> rows = new ArrayList<>();
        query.stream(AT_ONCE, row -> rows.add(read.apply(row)));
        return rows;
    }
}
