package campaignflows.participant.erasure;

import campaignflows.participant.profile.StoredTexts;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The erasures, and the work list of those that are not finished. Times are the database's. */
@Singleton
class ErasureRepository {

    /** One that a replica has claimed. */
    record Open(UUID customerId, UUID tenantId, Map<String, String> identifiers, Instant requestedAt, int attempts) {}

    /** Deletes the profile, whose row is held and whose participants are deleted, and remembers what is left to be done. */
    void begin(Handle transaction, UUID tenantId, UUID customerId, Map<String, String> identifiers) {
        transaction
                .createUpdate("delete from customers where id = :id")
                .bind("id", customerId)
                .execute();
        transaction
                .createUpdate("""
                        insert into erasures (customer_id, tenant_id, identifiers, requested_at, due_at)
                        values (:id, :tenant, cast(:identifiers as jsonb), clock_timestamp(), clock_timestamp())
                        """)
                .bind("id", customerId)
                .bind("tenant", tenantId)
                .bind("identifiers", StoredTexts.encode(identifiers))
                .execute();
    }

    Optional<ErasureView> find(Handle handle, UUID tenantId, UUID customerId) {
        return handle.createQuery("""
                        select customer_id, requested_at, finished_at from erasures
                         where customer_id = :id and tenant_id = :tenant
                        """)
                .bind("id", customerId)
                .bind("tenant", tenantId)
                .map((row, context) -> view(row))
                .findOne();
    }

    /** Claims some that are due, until the lease ends. */
    List<Open> claim(Handle transaction, int limit, Duration lease) {
        return transaction
                .createQuery("""
                        with due as (
                            select customer_id from erasures
                             where finished_at is null and due_at <= clock_timestamp()
                             order by due_at limit :limit for update skip locked)
                        update erasures e
                           set due_at = clock_timestamp() + :lease * interval '1 millisecond', attempts = attempts + 1
                          from due where e.customer_id = due.customer_id
                        returning e.customer_id, e.tenant_id, e.identifiers, e.requested_at, e.attempts
                        """)
                .bind("limit", limit)
                .bind("lease", lease.toMillis())
                .map((row, context) -> new Open(
                        row.getObject("customer_id", UUID.class),
                        row.getObject("tenant_id", UUID.class),
                        StoredTexts.decode(row.getString("identifiers")),
                        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                        row.getInt("attempts")))
                .list();
    }

    /** Nothing is left: the identifiers are forgotten with it. */
    void finish(Handle transaction, UUID customerId) {
        transaction.createUpdate("""
                        update erasures set finished_at = clock_timestamp(), identifiers = null
                         where customer_id = :id and finished_at is null
                        """).bind("id", customerId).execute();
    }

    void postpone(Handle transaction, UUID customerId, Duration pause) {
        transaction
                .createUpdate("""
                        update erasures set due_at = clock_timestamp() + :pause * interval '1 millisecond'
                         where customer_id = :id and finished_at is null
                        """)
                .bind("id", customerId)
                .bind("pause", pause.toMillis())
                .execute();
    }

    private static ErasureView view(ResultSet row) throws SQLException {
        OffsetDateTime finishedAt = row.getObject("finished_at", OffsetDateTime.class);
        return new ErasureView(
                row.getObject("customer_id", UUID.class),
                finishedAt == null ? ErasureView.Status.IN_PROGRESS : ErasureView.Status.FINISHED,
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                finishedAt == null ? null : finishedAt.toInstant());
    }
}
