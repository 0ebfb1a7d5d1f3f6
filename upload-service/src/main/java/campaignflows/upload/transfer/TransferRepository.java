package campaignflows.upload.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Transfers and who may add to them. Every change of a transfer's writer or offset locks the transfer's row first, so a
 * writer that was replaced can record nothing after the one that replaced it has read the offset.
 */
@ApplicationScoped
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
    boolean register(Handle handle, Order order, long keptMillis) {
        int registered = handle.createUpdate("""
                        insert into uploads (id, tenant_id, campaign_id, source, filename, status, lease_until)
                        values (:id, :tenant, :campaign, 'file', :filename, 'receiving',
                                clock_timestamp() + :kept * interval '1 millisecond')
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
        handle.createUpdate("insert into transfers (upload_id, length, metadata) values (:id, :length, :metadata)")
                .bind("id", order.id())
                .bind("length", order.length())
                .bind("metadata", order.metadata())
                .execute();
        return true;
    }

    Optional<Transfer> find(Handle handle, UUID tenant, UUID campaign, UUID id) {
        return handle.createQuery("""
                        select uploads.id, campaign_id, length, bytes, whole, status, metadata, lease_until
                        from transfers join uploads on uploads.id = transfers.upload_id
                        where uploads.id = :id and tenant_id = :tenant and campaign_id = :campaign
                        """)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .map(TransferRepository::transfer)
                .findOne();
    }

    /** The transfer that occupies the campaign. */
    Optional<UUID> openOne(Handle handle, UUID tenant, UUID campaign) {
        return handle.createQuery("""
                        select uploads.id from transfers join uploads on uploads.id = transfers.upload_id
                        where tenant_id = :tenant and campaign_id = :campaign and source = 'file'
                        and status = 'receiving'
                        """)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .mapTo(UUID.class)
                .findOne();
    }

    /**
     * Makes a writer the only one of an open transfer, in place of one that has been silent for too long.
     *
     * @return how many bytes are durable; empty if another one is writing, or the transfer is not open
     */
    Optional<Long> acquire(Handle handle, UUID id, UUID writer, long stallMillis, long keptMillis) {
        int acquired = handle.createUpdate("""
                        update transfers set writer = :writer,
                               writer_until = clock_timestamp() + :stall * interval '1 millisecond'
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
        Optional<Long> bytes = handle.createQuery("""
                        update uploads set lease_until = clock_timestamp() + :kept * interval '1 millisecond'
                        where id = :id and status = 'receiving' returning bytes
                        """)
                .bind("id", id)
                .bind("kept", keptMillis)
                .mapTo(Long.class)
                .findOne();
        if (bytes.isEmpty()) {
            handle.rollback();
        }
        return bytes;
    }

    /** A sign of life. False if this is not the writer any more. */
    boolean alive(Handle handle, UUID id, UUID writer, long stallMillis) {
        return handle.createUpdate("""
                                update transfers set writer_until = clock_timestamp() + :stall * interval '1 millisecond'
                                where upload_id = :id and writer = :writer
                                """)
                        .bind("id", id)
                        .bind("writer", writer)
                        .bind("stall", stallMillis)
                        .execute()
                == 1;
    }

    /** Records that more bytes are durable. False if this is not the writer any more, or the transfer was ended. */
    boolean advance(Handle handle, UUID id, UUID writer, long from, long to, long stallMillis, long keptMillis) {
        return alive(handle, id, writer, stallMillis)
                && handle.createUpdate("""
                                update uploads set bytes = :to,
                                       lease_until = clock_timestamp() + :kept * interval '1 millisecond'
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
    boolean complete(Handle handle, UUID id, UUID writer, long from) {
        Optional<Long> length = handle.createQuery("""
                        update transfers set whole = true, writer = null, writer_until = null
                        where upload_id = :id and writer = :writer and not whole returning length
                        """)
                .bind("id", id)
                .bind("writer", writer)
                .mapTo(Long.class)
                .findOne();
        boolean begun = length.isPresent()
                && handle.createUpdate("""
                                update uploads set status = 'processing', bytes = :length, lease_owner = null,
                                       lease_until = null, worked_at = clock_timestamp()
                                where id = :id and status = 'receiving' and bytes = :from
                                """)
                                .bind("id", id)
                                .bind("length", length.get())
                                .bind("from", from)
                                .execute()
                        == 1;
        if (!begun) {
            handle.rollback();
        }
        return begun;
    }

    void release(Handle handle, UUID id, UUID writer) {
        handle.createUpdate("""
                        update transfers set writer = null, writer_until = null
                        where upload_id = :id and writer = :writer
                        """).bind("id", id).bind("writer", writer).execute();
    }

    /** Ends an open transfer. False if it is not open. */
    boolean end(Handle handle, UUID id, String message) {
        return handle.createUpdate("""
                                update uploads set status = 'failed', message = :message,
                                       uploaded_at = clock_timestamp(), lease_owner = null, lease_until = null
                                where id = :id and status = 'receiving'
                                """).bind("id", id).bind("message", message).execute() == 1;
    }

    private static Transfer transfer(ResultSet row, StatementContext context) throws SQLException {
        boolean open = row.getString("status").equals("receiving");
        boolean whole = row.getBoolean("whole");
        long length = row.getLong("length");
        OffsetDateTime expires = row.getObject("lease_until", OffsetDateTime.class);
        return new Transfer(
                row.getObject("id", UUID.class),
                row.getObject("campaign_id", UUID.class),
                length,
                whole ? length : row.getLong("bytes"),
                whole ? Transfer.State.WHOLE : open ? Transfer.State.OPEN : Transfer.State.ENDED,
                row.getString("metadata"),
                open && expires != null ? expires.toInstant() : null);
    }
}
