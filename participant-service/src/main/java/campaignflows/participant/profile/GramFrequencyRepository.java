package campaignflows.participant.profile;

import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database's own statistics of the trigrams; they change slowly, so they are read once a minute. */
@Singleton
public class GramFrequencyRepository {
    private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

    private record Known(GramFrequencies frequencies, long at) {}

    private volatile @Nullable Known known;

    public GramFrequencies current(Tx tx) {
        Known before = known;
        if (before != null && System.nanoTime() - before.at() < KEPT_NANOS) {
            return before.frequencies();
        }
        GramFrequencies read = frequencies(tx.query("""
                        select u.gram, u.share::numeric as share, c.reltuples::bigint as customers
                          from pg_class c
                          left join pg_stats s on s.schemaname = current_schema() and s.tablename = 'customers'
                               and s.attname = 'search_grams'
                          left join lateral unnest(cast(cast(s.most_common_elems as text) as integer[]),
                                                   s.most_common_elem_freqs) as u (gram, share) on u.gram is not null
                         where c.oid = cast('customers' as regclass)
                        """).list(GramFrequencyRepository::share));
        known = new Known(read, System.nanoTime());
        return read;
    }

    /** The shares of the trigrams are followed by some for the whole. */
    private static GramFrequencies frequencies(List<Share> shares) {
        Map<Integer, Float> frequencies = new HashMap<>();
        for (Share each : shares) {
            if (each.gram() != null) {
                frequencies.put(each.gram(), each.share());
            }
        }
        return new GramFrequencies(frequencies, Math.max(0, shares.getFirst().customers()));
    }

    /** One of the most frequent trigrams; none where nothing is known yet. */
    private record Share(@Nullable Integer gram, float share, long customers) {}

    private static Share share(Row row) {
        BigDecimal share = row.orNull("share", Row::decimal);
        return new Share(
                row.orNull("gram", Row::integer), share == null ? 0 : share.floatValue(), row.bigint("customers"));
    }
}
