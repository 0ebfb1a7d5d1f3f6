package campaignflows.campaign.journal;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The daily partitions of the walks, by their day (UTC). */
@Singleton
public class JournalPartitionRepository {
    private static final String PREFIX = "walks_of_";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    /** Of the journal's retention, so that replicas do it one after the other. */
    private static final long LOCK = 0x6a6f75726e616cL;

    /** Excludes other replicas until the end of the transaction. Fails if readers hold it up. */
    void lock(Tx tx) {
        tx.query("set local lock_timeout = '5s'").execute();
        tx.query("select pg_advisory_xact_lock(:lock)::text").bind("lock", LOCK).execute();
    }

    /** The days that have a partition. */
    List<LocalDate> days(Tx tx) {
        return tx.query("""
                        select child.relname from pg_inherits
                          join pg_class child on child.oid = inhrelid
                         where inhparent = 'walks'::regclass and starts_with(child.relname, :prefix)
                         order by 1
                        """).bind("prefix", PREFIX).list(row -> row.text("relname")).stream()
                .map(name -> LocalDate.parse(name.substring(PREFIX.length()), DAY))
                .toList();
    }

    /** Attached and not created in place, which would lock out every reader and writer of walks. */
    void create(Tx tx, LocalDate day) {
        String name = name(day);
        tx.query("create table %s (like walks including defaults including constraints)".formatted(name))
                .execute();
        tx.query("alter table walks attach partition %s for values from ('%s') to ('%s')"
                        .formatted(name, start(day), start(day.plusDays(1))))
                .execute();
    }

    void drop(Tx tx, LocalDate day) {
        tx.query("drop table " + name(day)).execute();
    }

    /** Those that found no partition of their day. */
    void sweepDefault(Tx tx, LocalDate firstKept) {
        tx.query("delete from walks_default where started_at < '%s'".formatted(start(firstKept)))
                .execute();
    }

    private static String name(LocalDate day) {
        return PREFIX + DAY.format(day);
    }

    private static String start(LocalDate day) {
        return day + " 00:00:00+00";
    }
}
