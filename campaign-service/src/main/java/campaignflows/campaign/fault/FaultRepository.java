package campaignflows.campaign.fault;

import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Puts campaigns into Error. */
@Singleton
class FaultRepository {

    /**
     * Ends the run in Error and gives the campaign its next revision; the campaign is locked then.
     *
     * @return when; empty if this run is not the present one, and nothing is changed
     */
    Optional<Instant> setError(Tx tx, UUID tenant, UUID campaignId, int run, Campaign.Fault fault) {
        return tx.query("""
                        update campaigns
                           set status = 'error', error_at = :at, error_message = :message,
                               revision = revision + 1, updated_at = now()
                         where id = :id and tenant_id = :tenant and status = 'active' and run = :run
                        returning updated_at
                        """)
                .bind("id", campaignId)
                .bind("tenant", tenant)
                .bind("run", run)
                .bind("at", fault.at())
                .bind("message", fault.message())
                .one(row -> row.instant("updated_at"));
    }

    /** Stores that the other services are still to be notified of the end; any worker may do so at once. */
    void notePropagation(Tx tx, UUID tenant, UUID campaignId, int run) {
        tx.query("""
                        insert into run_handovers (campaign_id, tenant_id, run, active, attempts, due_at)
                        values (:campaign, :tenant, :run, false, 0, now())
                            on conflict (campaign_id) do update
                           set run = excluded.run, active = excluded.active, attempts = 0, due_at = excluded.due_at
                        """)
                .bind("campaign", campaignId)
                .bind("tenant", tenant)
                .bind("run", run)
                .execute();
    }
}
