package campaignflows.communication.mailbox;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far mailboxes have been read, and by whom. Whoever has not the lease moves nothing. */
@Singleton
final class MailboxRepository extends SqlRepository {

    /**
     * A mailbox that is ours for a while.
     *
     * @param identity    which mailbox the position is of
     * @param since       when mails began to be ours to look at
     * @param uidValidity null before the first look
     * @param lastUid     the last that was looked at
     * @param failures    in a row
     */
    record Position(
            String identity, Instant since, @Nullable Long uidValidity, long lastUid, int failures) {}

    /** Takes the mailbox, if nobody else has it and it is due. */
    Optional<Position> claim(
            Tx tx,
            UUID channelId,
            int revision,
            String identity,
            Instant since,
            UUID owner,
            Instant now,
            Instant until) {
        return tx.query("""
                        insert into mailboxes as m (channel_id, identity, revision, since, due_at, lease_owner, lease_until)
                        values (:channel, :identity, :revision, :since, :now, :owner, :until)
                        on conflict (channel_id) do update
                           set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until,
                               revision = excluded.revision
                         where (m.lease_until is null or m.lease_until <= :now::timestamptz)
                           and (m.due_at <= :now::timestamptz or m.revision <> excluded.revision)
                        returning identity, since, uid_validity, last_uid, failures
                        """)
                .bind("channel", channelId)
                .bind("identity", identity)
                .bind("revision", revision)
                .bind("since", since)
                .bind("owner", owner)
                .bind("now", now)
                .bind("until", until)
                .one(row -> new Position(
                        row.text("identity"),
                        row.instant("since"),
                        row.orNull("uid_validity", Row::bigint),
                        row.bigint("last_uid"),
                        row.integer("failures")));
    }

    /** Whether it is still ours, which it stays until the end of the transaction and for the time given. */
    boolean hold(Tx tx, UUID channelId, UUID owner, Instant until) {
        return tx.query(
                                "update mailboxes set lease_until = :until where channel_id = :channel and lease_owner = :owner")
                        .bind("channel", channelId)
                        .bind("owner", owner)
                        .bind("until", until)
                        .execute()
                == 1;
    }

    /** In the transaction that holds it. */
    void move(Tx tx, UUID channelId, String identity, Instant since, long uidValidity, long lastUid) {
        tx.query("""
                        update mailboxes
                           set identity = :identity, since = :since, uid_validity = :validity, last_uid = :uid
                         where channel_id = :channel
                        """)
                .bind("channel", channelId)
                .bind("identity", identity)
                .bind("since", since)
                .bind("validity", uidValidity)
                .bind("uid", lastUid)
                .execute();
    }

    /** Gives it back. */
    void release(Tx tx, UUID channelId, UUID owner, Instant dueAt, int failures) {
        tx.query("""
                        update mailboxes
                           set lease_owner = null, lease_until = null, due_at = :due, failures = :failures
                         where channel_id = :channel and lease_owner = :owner
                        """)
                .bind("channel", channelId)
                .bind("owner", owner)
                .bind("due", dueAt)
                .bind("failures", failures)
                .execute();
    }
}
