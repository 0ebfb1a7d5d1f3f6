package campaignflows.upload.upload;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** How an upload is canceled. Every query is of one tenant. */
@ApplicationScoped
class CancelRepository {

    /** An upload as far as canceling is concerned. */
    record State(UploadSource source, UploadStatus status, boolean canceled) {}

    /** Where the upload stands, held until the transaction ends. */
    Optional<State> lock(Handle transaction, UUID tenant, UUID campaign, UUID id) {
        return transaction
                .createQuery("""
                        select source, status, cancel_requested_at is not null as canceled from uploads
                        where id = :id and tenant_id = :tenant and campaign_id = :campaign for update
                        """)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .map((row, context) -> new State(
                        UploadSource.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
                        UploadStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                        row.getBoolean("canceled")))
                .findOne();
    }

    /** Ends an upload of which nothing can have been imported yet. */
    void endReceiving(Handle transaction, UUID id) {
        transaction.createUpdate("""
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
    void request(Handle transaction, UUID id) {
        transaction.createUpdate("""
                        update uploads set cancel_requested_at = clock_timestamp(), lease_owner = null, lease_until = null,
                               message = 'Is being canceled: the rows that are under way are counted first'
                        where id = :id
                        """).bind("id", id).execute();
    }
}
