package campaignflows.participant.erasure;

import campaignflows.participant.profile.StoredTexts;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The erasures, and the work list of unfinished ones. Times are the database's. */
@Singleton
class ErasureRepository {

    /** One that a replica has claimed. */
    record Open(
            UUID customerId,
            UUID tenantId,
            Map<String, String> identifiers,
            Map<String, List<String>> formerIdentifiers,
            Instant requestedAt,
            int attempts) {}

    /** Deletes the profile, whose row is locked and whose participants are deleted, and records what remains to be done. */
    void begin(
            Tx tx,
            UUID tenantId,
            UUID customerId,
            Map<String, String> identifiers,
            Map<String, List<String>> formerIdentifiers) {
        tx.query("delete from customers where id = :id").bind("id", customerId).execute();
        tx.query("""
                        insert into erasures (customer_id, tenant_id, identifiers, former_identifiers, requested_at, due_at)
                        values (:id, :tenant, cast(:identifiers::text as jsonb), cast(:former::text as jsonb),
                                clock_timestamp(), clock_timestamp())
                        """)
                .bind("id", customerId)
                .bind("tenant", tenantId)
                .bind("identifiers", StoredTexts.encode(identifiers))
                .bind("former", StoredTexts.encodeLists(formerIdentifiers))
                .execute();
    }

    Optional<ErasureView> find(Tx tx, UUID tenantId, UUID customerId) {
        return tx.query("""
                        select customer_id, requested_at, finished_at from erasures
                         where customer_id = :id and tenant_id = :tenant
                        """).bind("id", customerId).bind("tenant", tenantId).one(row -> view(row));
    }

    /** Claims the longest due one, until the lease ends. */
    Optional<Open> claim(Tx tx, Duration lease) {
        return tx.query("""
                        with due as (
                            select customer_id from erasures
                             where finished_at is null and due_at <= clock_timestamp()
                             order by due_at limit 1 for update skip locked)
                        update erasures e
                           set due_at = clock_timestamp() + :lease * interval '1 millisecond', attempts = attempts + 1
                          from due where e.customer_id = due.customer_id
                        returning e.customer_id, e.tenant_id, e.identifiers::text as identifiers,
                                  coalesce(e.former_identifiers, '{}')::text as former_identifiers, e.requested_at, e.attempts
                        """)
                .bind("lease", lease.toMillis())
                .one(row -> new Open(
                        row.uuid("customer_id"),
                        row.uuid("tenant_id"),
                        StoredTexts.decode(row.text("identifiers")),
                        StoredTexts.decodeLists(row.text("former_identifiers")),
                        row.instant("requested_at"),
                        row.integer("attempts")));
    }

    /** Nothing is left: the identifiers are deleted as well. */
    void finish(Tx tx, UUID customerId) {
        tx.query("""
                        update erasures set finished_at = clock_timestamp(), identifiers = null, former_identifiers = null
                         where customer_id = :id and finished_at is null
                        """).bind("id", customerId).execute();
    }

    /** Carried on by whoever comes then, be it that it failed or that it still goes on here. */
    void postpone(Tx tx, UUID customerId, Duration pause) {
        tx.query("""
                        update erasures set due_at = clock_timestamp() + :pause * interval '1 millisecond'
                         where customer_id = :id and finished_at is null
                        """).bind("id", customerId).bind("pause", pause.toMillis()).execute();
    }

    private static ErasureView view(Row row) {
        Instant finishedAt = row.orNull("finished_at", Row::instant);
        return new ErasureView(
                row.uuid("customer_id"),
                finishedAt == null ? ErasureView.Status.IN_PROGRESS : ErasureView.Status.FINISHED,
                row.instant("requested_at"),
                finishedAt);
    }
}
