package campaignflows.upload.lifecycle;

import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Uploads as users see them. Every query is of one tenant. */
@Singleton
public class UploadRepository {
    private static final String COLUMNS = """
            id, tenant_id, campaign_id, source, filename, status, message, created_at, uploaded_at,
            rows_new, rows_updated, rows_failed, rows_skipped, bytes, bytes_processed, unknown_columns
            """;

    /** The figures above the list. */
    public record Figures(@Nullable Instant lastUploadAt, long totalProcessed) {}

    /** Registers an upload of a file whose bytes come next. False if another file of the campaign is under way. */
    public boolean registerFile(
            Tx tx, UUID id, UUID tenant, UUID campaign, @Nullable String filename, UUID owner, long leaseMillis) {
        return tx.query("""
                                insert into uploads (id, tenant_id, campaign_id, source, filename, status,
                                                     lease_owner, lease_until)
                                values (:id, :tenant, :campaign, 'file', :filename, 'receiving',
                                        :owner, clock_timestamp() + :lease::bigint * interval '1 millisecond')
                                on conflict (campaign_id) where source = 'file' and status in ('receiving', 'processing')
                                do nothing
                                """)
                        .bind("id", id)
                        .bind("tenant", tenant)
                        .bind("campaign", campaign)
                        .bind("filename", filename)
                        .bind("owner", owner)
                        .bind("lease", leaseMillis)
                        .execute()
                == 1;
    }

    /** Its bytes are stored: it may be imported. False if it was given up meanwhile. */
    public boolean completeTransfer(Tx tx, UUID id, long bytes) {
        return tx.query("""
                                update uploads set status = 'processing', bytes = :bytes,
                                       lease_owner = null, lease_until = null, worked_at = clock_timestamp()
                                where id = :id and status = 'receiving'
                                """).bind("id", id).bind("bytes", bytes).execute() == 1;
    }

    /** Ends an upload whose transfer broke. */
    public boolean transferFailed(Tx tx, UUID id, String message) {
        return tx.query("""
                                update uploads set status = 'failed', message = :message, uploaded_at = clock_timestamp(),
                                       lease_owner = null, lease_until = null
                                where id = :id and status = 'receiving'
                                """).bind("id", id).bind("message", message).execute() == 1;
    }

    /** Records that the transfer is alive, and how many bytes have arrived. False if the upload has ended meanwhile. */
    public boolean renewTransfer(Tx tx, UUID id, long bytes, long leaseMillis) {
        return tx.query("""
                                update uploads set bytes = :bytes,
                                       lease_until = clock_timestamp() + :lease::bigint * interval '1 millisecond'
                                where id = :id and status = 'receiving'
                                """)
                        .bind("id", id)
                        .bind("bytes", bytes)
                        .bind("lease", leaseMillis)
                        .execute()
                == 1;
    }

    public Optional<Upload> find(Tx tx, UUID tenant, UUID campaign, UUID id) {
        return tx.query("select " + COLUMNS
                        + " from uploads where id = :id and tenant_id = :tenant and campaign_id = :campaign")
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .one(UploadRepository::upload);
    }

    /** Newest first, those before {@code before} only. */
    public List<Upload> list(Tx tx, UUID tenant, UUID campaign, @Nullable UUID before, int limit) {
        return tx.query("select " + COLUMNS + """
                         from uploads where tenant_id = :tenant and campaign_id = :campaign
                         and (cast(:before as uuid) is null or id < :before) order by id desc limit :limit
                        """)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .bind("before", before)
                .bind("limit", limit)
                .list(UploadRepository::upload);
    }

    public Figures figures(Tx tx, UUID tenant, UUID campaign) {
        return tx.query("""
                        select max(uploaded_at) as last_upload_at, coalesce(sum(rows_total), 0) as total_processed
                        from uploads where tenant_id = :tenant and campaign_id = :campaign
                        """)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .one(row -> new Figures(row.orNull("last_upload_at", Row::instant), row.bigint("total_processed")))
                .orElseThrow();
    }

    /** When the latest upload of each campaign ended, among its newest; one without any is left out. */
    Map<UUID, Instant> lastUploads(Tx tx, UUID tenant, Collection<UUID> campaigns) {
        return tx
                .query("""
                        select asked.campaign, latest.uploaded_at
                          from unnest(:campaigns::uuid[]) as asked (campaign)
                         cross join lateral (
                               select max(uploaded_at) as uploaded_at
                                 from (select uploaded_at from uploads
                                        where tenant_id = :tenant and campaign_id = asked.campaign
                                        order by id desc limit 100) as newest) as latest
                         where latest.uploaded_at is not null
                        """)
                .bind("tenant", tenant)
                .bind("campaigns", campaigns.toArray(UUID[]::new))
                .list(row -> Map.entry(row.uuid("campaign"), row.instant("uploaded_at")))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    public static Upload upload(Row row) {
        return new Upload(
                row.uuid("id"),
                row.uuid("tenant_id"),
                row.uuid("campaign_id"),
                row.constant("source", UploadSource.class),
                row.orNull("filename", Row::text),
                row.constant("status", UploadStatus.class),
                row.orNull("message", Row::text),
                row.instant("created_at"),
                row.orNull("uploaded_at", Row::instant),
                new Upload.Counters(row.bigint("rows_new"), row.bigint("rows_updated"), row.bigint("rows_failed")),
                row.bigint("rows_skipped"),
                row.bigint("bytes"),
                row.bigint("bytes_processed"),
                row.texts("unknown_columns"));
    }
}
