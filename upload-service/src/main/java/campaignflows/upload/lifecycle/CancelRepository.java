package campaignflows.upload.lifecycle;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** The state of an upload that is canceled. Every query is of one tenant. */
@Singleton
class CancelRepository {

    /** An upload as far as canceling is concerned. */
    record State(UploadSource source, UploadStatus status, boolean canceled) {}

    /** Where the upload stands, held until the transaction ends. */
    Optional<State> lock(Tx tx, UUID tenant, UUID campaign, UUID id) {
        return tx.query("""
                        select source, status, cancel_requested_at is not null as canceled from uploads
                        where id = :id and tenant_id = :tenant and campaign_id = :campaign for update
                        """)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .one(row -> new State(
                        row.constant("source", UploadSource.class),
                        row.constant("status", UploadStatus.class),
                        row.bool("canceled")));
    }

    /** Ends an upload of which nothing can have been imported yet. */
    void endReceiving(Tx tx, UUID id) {
        tx.query("""
                        update uploads set status = 'failed', message = 'Canceled after 0 rows',
                               cancel_requested_at = clock_timestamp(), uploaded_at = clock_timestamp(),
                               lease_owner = null, lease_until = null
                        where id = :id
                        """).bind("id", id).execute();
    }

    /**
     * Asks that the import end. The lease is taken away, so that its worker, alive or not, sends nothing more; what it
     * has sent is settled by the next one.
     */
    void request(Tx tx, UUID id) {
        tx.query("""
                        update uploads set cancel_requested_at = clock_timestamp(), lease_owner = null, lease_until = null,
                               message = 'Is being canceled: the rows that are under way are counted first'
                        where id = :id
                        """).bind("id", id).execute();
    }
}
