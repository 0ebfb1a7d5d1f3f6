package campaignflows.upload.transfer;

import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Transfers and who may add to them. Every change of a transfer's writer or offset locks the transfer's row first, so a
 * writer that was replaced can record nothing after the one that replaced it has read the offset.
 */
@Singleton
class TransferRepository {

    /** What is to be transferred. */
    record Order(
            UUID id,
            UUID tenant,
            UUID campaign,
            long length,
            @Nullable String filename,
            @Nullable String metadata) {}

    /** Registers a transfer together with its upload. False if another file of the campaign is under way. */
    boolean register(Tx tx, Order order, long keptMillis) {
        int registered = tx.query("""
                        insert into uploads (id, tenant_id, campaign_id, source, filename, status, lease_until)
                        values (:id, :tenant, :campaign, 'file', :filename, 'receiving',
                                clock_timestamp() + :kept::bigint * interval '1 millisecond')
                        on conflict (campaign_id) where source = 'file' and status in ('receiving', 'processing')
                        do nothing
                        """)
                .bind("id", order.id())
                .bind("tenant", order.tenant())
                .bind("campaign", order.campaign())
                .bind("filename", order.filename())
                .bind("kept", keptMillis)
                .execute();
        if (registered == 0) {
            return false;
        }
        tx.query("insert into transfers (upload_id, length, metadata) values (:id, :length, :metadata)")
                .bind("id", order.id())
                .bind("length", order.length())
                .bind("metadata", order.metadata())
                .execute();
        return true;
    }

    Optional<Transfer> find(Tx tx, UUID tenant, UUID campaign, UUID id) {
        return tx.query("""
                        select uploads.id, campaign_id, length, bytes, whole, status, metadata, lease_until
                        from transfers join uploads on uploads.id = transfers.upload_id
                        where uploads.id = :id and tenant_id = :tenant and campaign_id = :campaign
                        """)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .one(TransferRepository::transfer);
    }

    /** The transfer that occupies the campaign. */
    Optional<UUID> openOne(Tx tx, UUID tenant, UUID campaign) {
        return tx.query("""
                        select uploads.id from transfers join uploads on uploads.id = transfers.upload_id
                        where tenant_id = :tenant and campaign_id = :campaign and source = 'file'
                        and status = 'receiving'
                        """).bind("tenant", tenant).bind("campaign", campaign).one(row -> row.uuid("id"));
    }

    /**
     * Makes a writer the only one of an open transfer, in place of one that has been silent for too long.
     *
     * @return how many bytes are durable; empty if another one is writing, or the transfer is not open
     */
    Optional<Long> acquire(Tx tx, UUID id, UUID writer, long stallMillis, long keptMillis) {
        int acquired = tx.query("""
                        update transfers set writer = :writer,
                               writer_until = clock_timestamp() + :stall::bigint * interval '1 millisecond'
                        where upload_id = :id and not whole
                        and (writer is null or writer_until < clock_timestamp())
                        """)
                .bind("id", id)
                .bind("writer", writer)
                .bind("stall", stallMillis)
                .execute();
        if (acquired == 0) {
            return Optional.empty();
        }
        Optional<Long> bytes =
                tx.query("""
                        update uploads set lease_until = clock_timestamp() + :kept::bigint * interval '1 millisecond'
                        where id = :id and status = 'receiving' returning bytes
                        """).bind("id", id).bind("kept", keptMillis).one(row -> row.bigint("bytes"));
        return bytes.isEmpty() ? tx.rollback(bytes) : bytes;
    }

    /** A sign of life. False if this is not the writer any more. */
    boolean alive(Tx tx, UUID id, UUID writer, long stallMillis) {
        return tx.query("""
                                update transfers set writer_until = clock_timestamp() + :stall::bigint * interval '1 millisecond'
                                where upload_id = :id and writer = :writer
                                """)
                        .bind("id", id)
                        .bind("writer", writer)
                        .bind("stall", stallMillis)
                        .execute()
                == 1;
    }

    /** Records that more bytes are durable. False if this is not the writer any more, or the transfer was ended. */
    boolean advance(Tx tx, UUID id, UUID writer, long from, long to, long stallMillis, long keptMillis) {
        return alive(tx, id, writer, stallMillis)
                && tx.query("""
                                update uploads set bytes = :to,
                                       lease_until = clock_timestamp() + :kept::bigint * interval '1 millisecond'
                                where id = :id and status = 'receiving' and bytes = :from
                                """)
                                .bind("id", id)
                                .bind("from", from)
                                .bind("to", to)
                                .bind("kept", keptMillis)
                                .execute()
                        == 1;
    }

    /** Records that all bytes are durable, and begins the import. False as {@link #advance}. */
    boolean complete(Tx tx, UUID id, UUID writer, long from) {
        Optional<Long> length =
                tx.query("""
                        update transfers set whole = true, writer = null, writer_until = null
                        where upload_id = :id and writer = :writer and not whole returning length
                        """).bind("id", id).bind("writer", writer).one(row -> row.bigint("length"));
        boolean begun = length.isPresent()
                && tx.query("""
                                update uploads set status = 'processing', bytes = :length, lease_owner = null,
                                       lease_until = null, worked_at = clock_timestamp()
                                where id = :id and status = 'receiving' and bytes = :from
                                """)
                                .bind("id", id)
                                .bind("length", length.get())
                                .bind("from", from)
                                .execute()
                        == 1;
        return begun ? true : tx.rollback(false);
    }

    void release(Tx tx, UUID id, UUID writer) {
        tx.query("""
                        update transfers set writer = null, writer_until = null
                        where upload_id = :id and writer = :writer
                        """).bind("id", id).bind("writer", writer).execute();
    }

    /** Ends an open transfer. False if it is not open. */
    boolean end(Tx tx, UUID id, String message) {
        return tx.query("""
                                update uploads set status = 'failed', message = :message,
                                       uploaded_at = clock_timestamp(), lease_owner = null, lease_until = null
                                where id = :id and status = 'receiving'
                                """).bind("id", id).bind("message", message).execute() == 1;
    }

    private static Transfer transfer(Row row) {
        boolean open = row.text("status").equals("receiving");
        boolean whole = row.bool("whole");
        long length = row.bigint("length");
        Instant expires = row.orNull("lease_until", Row::instant);
        return new Transfer(
                row.uuid("id"),
                row.uuid("campaign_id"),
                length,
                whole ? length : row.bigint("bytes"),
                whole ? Transfer.State.WHOLE : open ? Transfer.State.OPEN : Transfer.State.ENDED,
                row.orNull("metadata", Row::text),
                open ? expires : null);
    }
}
