package campaignflows.participant.run;

import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stored runs, and the order of Start and Stop relative to everything that is stamped with a run or takes effect because of
 * one: those share the campaign's lock until they commit, Start and Stop take it exclusively. So what began before Stop has
 * ended when Stop returns, and what begins after Start sees its run.
 *
 * <p>An advisory lock, because a campaign that was never started has no row to lock, and because sharing a row's lock would
 * write to the row. Taken before all row locks, in ascending order. Two campaigns with the same key only wait for each other.
 */
@Singleton
public class RunRepository {

    /**
     * The active run of each of these campaigns that has one; stays so until the transaction ends. To be called before rows
     * are locked; as the first in a transaction it is spared the wait for BEGIN.
     */
    public Map<UUID, Integer> lockActive(Tx tx, Collection<UUID> campaignIds) {
        if (campaignIds.isEmpty()) {
            return Map.of();
        }
        share(tx, campaignIds);
        // A statement of its own: it sees what was committed while waiting for the locks.
        return tx
                .query("select campaign_id, run from runs where campaign_id = any (:campaigns) and active")
                .bind("campaigns", campaignIds.toArray(UUID[]::new))
                .list(row -> Map.entry(row.uuid("campaign_id"), row.integer("run")))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Like {@link #lockActive(Tx, Collection)}, for one campaign; null if it has no active run. */
    public @Nullable Integer lockActive(Tx tx, UUID campaignId) {
        return lockActive(tx, Set.of(campaignId)).get(campaignId);
    }

    /** Whether storing the state would change anything, without taking a lock. */
    public boolean isNewer(Tx tx, RunState state) {
        return tx.query("""
                        select not exists (select from runs where campaign_id = :campaign and (tenant_id <> :tenant
                               or run > :run or (run = :run and (not active or :active)))) as newer
                        """)
                .bind("campaign", state.campaignId())
                .bind("tenant", state.tenantId())
                .bind("run", state.run())
                .bind("active", state.active())
                .one(row -> row.bool("newer"))
                .orElseThrow();
    }

    /**
     * Stores a run's state, unless a newer one is stored: a run begins once and ends once. Another tenant's campaign stays
     * as it is.
     *
     * @return whether it changed anything
     */
    public boolean store(Tx tx, RunState state) {
        lockExclusively(tx, state.campaignId());
        return tx.query("""
                                insert into runs (campaign_id, tenant_id, run, active)
                                values (:campaign, :tenant, :run, :active)
                                    on conflict (campaign_id) do update
                                   set run = excluded.run, active = excluded.active, changed_at = now()
                                 where runs.tenant_id = excluded.tenant_id
                                   and (excluded.run > runs.run
                                        or (excluded.run = runs.run and runs.active and not excluded.active))
                                """)
                        .bind("campaign", state.campaignId())
                        .bind("tenant", state.tenantId())
                        .bind("run", state.run())
                        .bind("active", state.active())
                        .execute()
                == 1;
    }

    private static void share(Tx tx, Collection<UUID> campaignIds) {
        Long[] keys =
                campaignIds.stream().map(RunRepository::key).distinct().sorted().toArray(Long[]::new);
        tx.query("select count(pg_advisory_xact_lock_shared(k)) from unnest(:keys::bigint[]) as u (k)")
                .bind("keys", keys)
                .send();
    }

    private static void lockExclusively(Tx tx, UUID campaignId) {
        tx.query("select count(pg_advisory_xact_lock(k)) from unnest(:keys::bigint[]) as u (k)")
                .bind("keys", new Long[] {key(campaignId)})
                .execute();
    }

    private static long key(UUID campaignId) {
        return campaignId.getMostSignificantBits() * 31 + campaignId.getLeastSignificantBits();
    }
}
