package campaignflows.participant.profile;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the database's own statistics say of the grams; they change slowly, so they are read once a minute. */
@Singleton
public class GramFrequencyRepository {
    private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

    private record Known(GramFrequencies frequencies, long at) {}

    private volatile @Nullable Known known;

    public GramFrequencies current(Handle handle) {
        Known before = known;
        if (before != null && System.nanoTime() - before.at() < KEPT_NANOS) {
            return before.frequencies();
        }
        GramFrequencies read =
                handle.createQuery("""
                        select cast(cast(s.most_common_elems as text) as integer[]) as grams, s.most_common_elem_freqs as shares,
                               c.reltuples as customers
                          from pg_class c
                          left join pg_stats s on s.schemaname = current_schema() and s.tablename = 'customers'
                               and s.attname = 'search_grams'
                         where c.oid = cast('customers' as regclass)
                        """).map((row, context) -> frequencies(row)).one();
        known = new Known(read, System.nanoTime());
        return read;
    }

    /** Behind the shares of the grams stand some of all. */
    private static GramFrequencies frequencies(ResultSet row) throws SQLException {
        Map<Integer, Float> frequencies = new HashMap<>();
        if (row.getArray("grams") != null) {
            Integer[] grams = (Integer[]) row.getArray("grams").getArray();
            Float[] shares = (Float[]) row.getArray("shares").getArray();
            for (int i = 0; i < grams.length; i++) {
                frequencies.put(grams[i], shares[i]);
            }
        }
        return new GramFrequencies(frequencies, Math.max(0, row.getDouble("customers")));
    }
}
