package campaignflows.communication.dispatch;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;

/** How much is planned, of all tenants together, for whoever runs the system. */
@Singleton
final class PlannedCountRepository extends SqlRepository {

    /**
     * What is planned in active campaigns and not being sent, counted up to 100,000.
     *
     * @param due whose time has come
     * @param waiting whose time is yet to come
     * @param oldestSeconds for how long the first has been due
     */
    record Planned(double due, double waiting, double oldestSeconds) {
        static final Planned NOTHING = new Planned(0, 0, 0);
    }

    Planned count(Tx tx, Instant now) {
        return tx.query("""
                        select cast(count(*) filter (where due_at <= :now) as double precision) as due,
                               cast(count(*) filter (where due_at > :now) as double precision) as waiting,
                               cast(coalesce(greatest(extract(epoch from :now::timestamptz - min(due_at)), 0), 0)
                                    as double precision) as oldest
                          from (select c.due_at
                                  from communications c
                                  join runs r on r.campaign_id = c.campaign_id
                                             and r.active and r.faulted_run is distinct from r.run
                                 where c.status = 'planned' and c.lease_owner is null
                                 limit 100000) as planned
                        """)
                .bind("now", now)
                .one(row -> new Planned(row.real("due"), row.real("waiting"), row.real("oldest")))
                .orElse(Planned.NOTHING);
    }
}
