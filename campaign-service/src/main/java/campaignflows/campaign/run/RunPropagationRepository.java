package campaignflows.campaign.run;

import campaignflows.platform.contracts.definition.RunState;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The run states that the other services have not all stored yet: one row per campaign, its latest state. Until it is due, a row
 * belongs to the worker that created or claimed it, then to any; so work that a crash interrupted is resumed. Statements that
 * change rows return them: after those that return nothing, Hibernate warns of unprocessed actions.
 */
@Singleton
public class RunPropagationRepository {
    private static final String COLUMNS = "tenant_id, campaign_id, run, active, attempts";

    /** Stores the state in place of an older one. The campaign is locked. */
    Uni<Void> put(Mutiny.Session session, RunState state, Duration dueIn) {
        return session.createNativeQuery("""
                        insert into run_handovers (campaign_id, tenant_id, run, active, attempts, due_at)
                        values (:campaign, :tenant, :run, :active, 0, now() + make_interval(secs => :seconds))
                        on conflict (campaign_id) do update
                           set run = excluded.run, active = excluded.active, attempts = 0, due_at = excluded.due_at
                        returning run
                        """, Integer.class)
                .setParameter("campaign", state.campaignId())
                .setParameter("tenant", state.tenantId())
                .setParameter("run", state.run())
                .setParameter("active", state.active())
                .setParameter("seconds", seconds(dueIn))
                .getResultList()
                .replaceWithVoid();
    }

    /** Null if there is nothing to propagate. */
    Uni<@Nullable RunPropagation> find(Mutiny.Session session, UUID campaignId) {
        return session.createNativeQuery(
                        "select " + COLUMNS + " from run_handovers where campaign_id = :campaign", Object[].class)
                .setParameter("campaign", campaignId)
                .getSingleResultOrNull()
                .map(row -> row == null ? null : propagation(row));
    }

    /** Claims what is due, each for the given time. */
    Uni<List<RunPropagation>> claim(Mutiny.Session session, int limit, Duration claimed) {
        return session.createNativeQuery("""
                        update run_handovers
                           set due_at = now() + make_interval(secs => :seconds)
                         where campaign_id in (select campaign_id from run_handovers
                                                where due_at <= now()
                                                order by due_at
                                                limit :limit
                                                for update skip locked)
                        returning
                        """ + COLUMNS, Object[].class)
                .setParameter("seconds", seconds(claimed))
                .setParameter("limit", limit)
                .getResultList()
                .map(rows ->
                        rows.stream().map(RunPropagationRepository::propagation).toList());
    }

    /** Schedules the next attempt, if the state is still the latest. */
    Uni<Void> postpone(Mutiny.Session session, RunState state, Duration dueIn) {
        return session.createNativeQuery("""
                        update run_handovers
                           set attempts = attempts + 1, due_at = now() + make_interval(secs => :seconds)
                         where campaign_id = :campaign and run = :run and active = :active
                        returning run
                        """, Integer.class)
                .setParameter("campaign", state.campaignId())
                .setParameter("run", state.run())
                .setParameter("active", state.active())
                .setParameter("seconds", seconds(dueIn))
                .getResultList()
                .replaceWithVoid();
    }

    /** Ends the propagation, since every service has stored the state; false if it is no longer the latest. */
    Uni<Boolean> complete(Mutiny.Session session, RunState state) {
        return session.createNativeQuery(
                        "delete from run_handovers where campaign_id = :campaign and run = :run and active = :active"
                                + " returning run",
                        Integer.class)
                .setParameter("campaign", state.campaignId())
                .setParameter("run", state.run())
                .setParameter("active", state.active())
                .getResultList()
                .map(deleted -> !deleted.isEmpty());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static RunPropagation propagation(Object[] row) {
        return new RunPropagation(
                new RunState((UUID) row[0], (UUID) row[1], (Integer) row[2], (Boolean) row[3]), (Integer) row[4]);
    }
}
