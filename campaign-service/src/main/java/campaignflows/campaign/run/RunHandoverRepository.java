package campaignflows.campaign.run;

import campaignflows.platform.contracts.definition.RunState;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What has to be handed over to the other services: one row per campaign, its latest state. A row belongs to whoever made
 * or claimed it until it is due, then to anybody; so work that a crash interrupted is carried on.
 */
@Singleton
public class RunHandoverRepository {

    /** Stores the state in place of an older one. The campaign is locked. */
    public void put(Handle tx, RunState state, Duration dueIn) {
        tx.createUpdate("""
                        insert into run_handover (campaign_id, tenant_id, run, active, attempts, due_at)
                        values (:campaign, :tenant, :run, :active, 0, now() + make_interval(secs => :seconds))
                        on conflict (campaign_id) do update
                           set run = excluded.run, active = excluded.active, attempts = 0, due_at = excluded.due_at
                        """)
                .bind("campaign", state.campaignId())
                .bind("tenant", state.tenantId())
                .bind("run", state.run())
                .bind("active", state.active())
                .bind("seconds", seconds(dueIn))
                .execute();
    }

    public Optional<RunHandover> find(Handle tx, UUID campaignId) {
        return tx.createQuery("select * from run_handover where campaign_id = :campaign")
                .bind("campaign", campaignId)
                .map(RunHandoverRepository::handover)
                .findOne();
    }

    /** Claims what is due, each for the given time. */
    public List<RunHandover> claim(Handle tx, int limit, Duration claimed) {
        return tx.createQuery("""
                        update run_handover
                           set due_at = now() + make_interval(secs => :seconds)
                         where campaign_id in (select campaign_id from run_handover
                                                where due_at <= now()
                                                order by due_at
                                                limit :limit
                                                for update skip locked)
                        returning *
                        """)
                .bind("seconds", seconds(claimed))
                .bind("limit", limit)
                .map(RunHandoverRepository::handover)
                .list();
    }

    /** Says when the state is to be tried again, if it is still the latest. */
    public void postpone(Handle tx, RunState state, Duration dueIn) {
        tx.createUpdate("""
                        update run_handover
                           set attempts = attempts + 1, due_at = now() + make_interval(secs => :seconds)
                         where campaign_id = :campaign and run = :run and active = :active
                        """)
                .bind("campaign", state.campaignId())
                .bind("run", state.run())
                .bind("active", state.active())
                .bind("seconds", seconds(dueIn))
                .execute();
    }

    /** Notes that everyone has stored the state; false if it is no longer the latest. */
    public boolean complete(Handle tx, RunState state) {
        return tx.createUpdate(
                                "delete from run_handover where campaign_id = :campaign and run = :run and active = :active")
                        .bind("campaign", state.campaignId())
                        .bind("run", state.run())
                        .bind("active", state.active())
                        .execute()
                == 1;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static RunHandover handover(ResultSet row, StatementContext context) throws SQLException {
        return new RunHandover(
                new RunState(
                        row.getObject("tenant_id", UUID.class),
                        row.getObject("campaign_id", UUID.class),
                        row.getInt("run"),
                        row.getBoolean("active")),
                row.getInt("attempts"));
    }
}
