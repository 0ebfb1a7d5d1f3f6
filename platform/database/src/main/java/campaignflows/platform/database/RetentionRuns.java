package campaignflows.platform.database;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far each tenant's data has been looked through for what it keeps no longer, in the table {@code retention_runs} of a service
 * that keeps such data. Any number of replicas take turns: a run is claimed until its lease ends, and each step of it is made in
 * the transaction of what it erases, by whoever made the step before, so that nothing is counted twice. Times are the database's.
 */
public final class RetentionRuns {

    /**
     * A run at a step.
     *
     * @param reached up to where it has come, in the service's own order; null at its beginning
     */
    public record Run(UUID tenantId, @Nullable UUID reached, long step) {}

    /** Somebody else goes on with the run: what was done in this transaction is undone. */
    public static final class OvertakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OvertakenException(UUID tenantId) {
            super("Expected nobody else to go on with the run of tenant " + tenantId);
        }
    }

    /** Has these tenants looked through, from now on. */
    void expect(Tx tx, Collection<UUID> tenantIds) {
        tx.query("""
                        insert into retention_runs (tenant_id, due_at)
                        select u.id, clock_timestamp() from unnest(:tenants::uuid[]) as u (id) order by u.id
                            on conflict do nothing
                        """).bind("tenants", tenantIds.toArray(UUID[]::new)).execute();
    }

    /** Claims one that is due, until the lease ends. */
    Optional<Run> claim(Tx tx, Duration lease) {
        return tx.query("""
                        update retention_runs
                           set step = step + 1, due_at = clock_timestamp() + :lease * interval '1 millisecond'
                         where tenant_id = (select tenant_id from retention_runs where due_at <= clock_timestamp()
                                             order by due_at limit 1 for update skip locked)
                        returning tenant_id, reached, step
                        """)
                .bind("lease", lease.toMillis())
                .one(row -> new Run(row.uuid("tenant_id"), row.orNull("reached", Row::uuid), row.bigint("step")));
    }

    /**
     * Makes a step, after all locks of what is erased.
     *
     * @param reached up to where the run has come
     * @param erased  by this step
     * @return the run at its next step
     * @throws OvertakenException if somebody else has made a step since
     */
    public Run move(Tx tx, Run run, @Nullable UUID reached, int erased) {
        int moved = tx.query("""
                        update retention_runs
                           set step = step + 1, reached = :reached, erased = erased + :erased,
                               due_at = clock_timestamp() + :lease * interval '1 millisecond'
                         where tenant_id = :tenant and step = :step
                        """)
                .bind("tenant", run.tenantId())
                .bind("step", run.step())
                .bind("reached", reached)
                .bind("erased", erased)
                .bind("lease", RetentionLoop.LEASE.toMillis())
                .execute();
        if (moved == 0) {
            throw new OvertakenException(run.tenantId());
        }
        return new Run(run.tenantId(), reached, run.step() + 1);
    }

    /**
     * Ends the run; the next one is due after the pause.
     *
     * @return how many were erased in it
     * @throws OvertakenException if somebody else has made a step since
     */
    long finish(Tx tx, Run run, Duration pause) {
        long erased = tx.query("""
                        select erased from retention_runs where tenant_id = :tenant and step = :step for update
                        """)
                .bind("tenant", run.tenantId())
                .bind("step", run.step())
                .one(row -> row.bigint("erased"))
                .orElseThrow(() -> new OvertakenException(run.tenantId()));
        tx.query("""
                        update retention_runs
                           set step = step + 1, reached = null, erased = 0,
                               due_at = clock_timestamp() + :pause * interval '1 millisecond'
                         where tenant_id = :tenant
                        """)
                .bind("tenant", run.tenantId())
                .bind("pause", pause.toMillis())
                .execute();
        return erased;
    }
}
