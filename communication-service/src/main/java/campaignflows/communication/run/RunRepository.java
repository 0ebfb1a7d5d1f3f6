package campaignflows.communication.run;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The runs in the database. A run begins once and ends once; an older state changes nothing. */
@Singleton
public final class RunRepository extends SqlRepository {

    /** A campaign and its run. */
    public record Run(UUID tenantId, UUID campaignId, int run) {}

    /** @param now when a run that is new here began */
    void store(Tx tx, List<RunState> states, Instant now) {
        tx.query("""
                        insert into runs as r (campaign_id, tenant_id, run, active, began_at)
                        select u.campaign_id, u.tenant_id, u.run, u.active,
                               case when u.active then cast(:now as timestamptz) end
                          from unnest(:campaigns::uuid[], :tenants::uuid[], :runs::integer[], :actives::boolean[])
                               as u (campaign_id, tenant_id, run, active)
                         order by u.campaign_id
                        on conflict (campaign_id) do update
                           set run = excluded.run, active = excluded.active,
                               began_at = coalesce(excluded.began_at, r.began_at)
                         where r.tenant_id = excluded.tenant_id
                           and (excluded.run > r.run
                                or (excluded.run = r.run and r.active and not excluded.active))
                        """)
                .bind("campaigns", column(states, RunState::campaignId, UUID[]::new))
                .bind("tenants", column(states, RunState::tenantId, UUID[]::new))
                .bind("runs", column(states, RunState::run, Integer[]::new))
                .bind("actives", column(states, RunState::active, Boolean[]::new))
                .bind("now", now)
                .execute();
    }

    /** The active run of each of the campaigns, held until the end of the transaction; a campaign without one is absent. */
    public Map<UUID, Integer> activeForShare(Tx tx, Collection<UUID> campaignIds) {
        return tx
                .query("""
                        select campaign_id, run from runs
                         where campaign_id = any(:campaigns) and active order by campaign_id for share
                        """)
                .bind("campaigns", campaignIds.toArray(UUID[]::new))
                .list(row -> Map.entry(row.uuid("campaign_id"), row.integer("run")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Marks the active runs of the campaigns as faulted, with the message, and gives those that were not so before. */
    public List<Run> markFaulted(Tx tx, Map<UUID, Faults.Found> faultByCampaign) {
        List<Map.Entry<UUID, Faults.Found>> rows = List.copyOf(faultByCampaign.entrySet());
        return tx.query("""
                        with found as (
                            select r.campaign_id, u.fault
                              from unnest(:campaigns::uuid[], :faults::text[], :since::timestamptz[])
                                   as u (campaign_id, fault, since)
                              join runs r on r.campaign_id = u.campaign_id
                             where r.active and r.faulted_run is distinct from r.run
                               and (u.since is null or r.began_at is null or u.since >= r.began_at)
                             order by r.campaign_id for update of r)
                        update runs r set faulted_run = r.run, fault = found.fault from found
                         where r.campaign_id = found.campaign_id
                        returning r.tenant_id, r.campaign_id, r.run
                        """)
                .bind("campaigns", column(rows, Map.Entry::getKey, UUID[]::new))
                .bind("faults", column(rows, row -> row.getValue().message(), String[]::new))
                .bind("since", column(rows, row -> row.getValue().since(), Instant[]::new))
                .list(row -> new Run(row.uuid("tenant_id"), row.uuid("campaign_id"), row.integer("run")));
    }
}
