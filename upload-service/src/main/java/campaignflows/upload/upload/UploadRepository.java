package campaignflows.upload.upload;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Uploads as their users see them. Every query is of one tenant. */
@ApplicationScoped
public class UploadRepository {
    private static final String COLUMNS = """
            id, tenant_id, campaign_id, source, filename, status, message, created_at, uploaded_at,
            rows_new, rows_updated, rows_failed, rows_skipped, bytes, bytes_processed, unknown_columns
            """;

    /** The figures above the list. */
    public record Figures(@Nullable Instant lastUploadAt, long totalProcessed) {}

    /** Registers an upload of a file whose bytes come next. False if another file of the campaign is under way. */
    public boolean registerFile(
            Handle handle,
            UUID id,
            UUID tenant,
            UUID campaign,
            @Nullable String filename,
            UUID owner,
            long leaseMillis) {
        return handle.createUpdate("""
                                insert into uploads (id, tenant_id, campaign_id, source, filename, status,
                                                     lease_owner, lease_until)
                                values (:id, :tenant, :campaign, 'file', :filename, 'receiving',
                                        :owner, clock_timestamp() + :lease * interval '1 millisecond')
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
    public boolean received(Handle handle, UUID id, long bytes) {
        return handle.createUpdate("""
                                update uploads set status = 'processing', bytes = :bytes,
                                       lease_owner = null, lease_until = null, worked_at = clock_timestamp()
                                where id = :id and status = 'receiving'
                                """).bind("id", id).bind("bytes", bytes).execute() == 1;
    }

    /** Ends an upload whose transfer broke. */
    public boolean transferFailed(Handle handle, UUID id, String message) {
        return handle.createUpdate("""
                                update uploads set status = 'failed', message = :message, uploaded_at = clock_timestamp(),
                                       lease_owner = null, lease_until = null
                                where id = :id and status = 'receiving'
                                """).bind("id", id).bind("message", message).execute() == 1;
    }

    /** Says that the transfer goes on, and how many bytes have come. False if the upload has ended meanwhile. */
    public boolean transferGoesOn(Handle handle, UUID id, long bytes, long leaseMillis) {
        return handle.createUpdate("""
                                update uploads set bytes = :bytes,
                                       lease_until = clock_timestamp() + :lease * interval '1 millisecond'
                                where id = :id and status = 'receiving'
                                """)
                        .bind("id", id)
                        .bind("bytes", bytes)
                        .bind("lease", leaseMillis)
                        .execute()
                == 1;
    }

    public Optional<Upload> find(Handle handle, UUID tenant, UUID campaign, UUID id) {
        return handle.createQuery("select " + COLUMNS
                        + " from uploads where id = :id and tenant_id = :tenant and campaign_id = :campaign")
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .map(UploadRepository::upload)
                .findOne();
    }

    /** Newest first, those before {@code before} only. */
    public List<Upload> list(Handle handle, UUID tenant, UUID campaign, @Nullable UUID before, int limit) {
        return handle.createQuery("select " + COLUMNS + """
                         from uploads where tenant_id = :tenant and campaign_id = :campaign
                         and (cast(:before as uuid) is null or id < :before) order by id desc limit :limit
                        """)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .bind("before", before)
                .bind("limit", limit)
                .map(UploadRepository::upload)
                .list();
    }

    public Figures figures(Handle handle, UUID tenant, UUID campaign) {
        return handle.createQuery("""
                        select max(uploaded_at) as last_upload_at, coalesce(sum(rows_total), 0) as total_processed
                        from uploads where tenant_id = :tenant and campaign_id = :campaign
                        """)
                .bind("tenant", tenant)
                .bind("campaign", campaign)
                .map((row, context) -> new Figures(instant(row, "last_upload_at"), row.getLong("total_processed")))
                .one();
    }

    /** When the latest upload of each campaign ended, among its newest; one without any is left out. */
    Map<UUID, Instant> lastUploads(Handle handle, UUID tenant, Collection<UUID> campaigns) {
        return handle
                .createQuery("""
                        select asked.campaign, latest.uploaded_at
                          from unnest(:campaigns) as asked (campaign)
                         cross join lateral (
                               select max(uploaded_at) as uploaded_at
                                 from (select uploaded_at from uploads
                                        where tenant_id = :tenant and campaign_id = asked.campaign
                                        order by id desc limit 100) as newest) as latest
                         where latest.uploaded_at is not null
                        """)
                .bind("tenant", tenant)
                .bind("campaigns", campaigns.toArray(UUID[]::new))
                .map((row, context) -> Map.entry(
                        row.getObject("campaign", UUID.class),
                        row.getObject("uploaded_at", OffsetDateTime.class).toInstant()))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    public static Upload upload(ResultSet row, StatementContext context) throws SQLException {
        Instant createdAt = instant(row, "created_at");
        if (createdAt == null) {
            throw new SQLException("Expected every upload to have a time of creation");
        }
        return new Upload(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getObject("campaign_id", UUID.class),
                UploadSource.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
                row.getString("filename"),
                UploadStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("message"),
                createdAt,
                instant(row, "uploaded_at"),
                new Upload.Counters(row.getLong("rows_new"), row.getLong("rows_updated"), row.getLong("rows_failed")),
                row.getLong("rows_skipped"),
                row.getLong("bytes"),
                row.getLong("bytes_processed"),
                Arrays.asList((String[]) row.getArray("unknown_columns").getArray()));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC).toInstant();
    }
}
