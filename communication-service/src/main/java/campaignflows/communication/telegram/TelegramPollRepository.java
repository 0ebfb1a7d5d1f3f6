package campaignflows.communication.telegram;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Up to where the updates of bots are stored, and who asks for them. Whoever has not the lease moves nothing. */
@Singleton
final class TelegramPollRepository extends SqlRepository {

    /**
     * A bot that is ours to ask for a while.
     *
     * @param begunRevision of the channel, for which the bot's webhook was removed; null: for none
     * @param nextUpdateId  the first that is not stored; null: whatever Telegram still has
     * @param failures      in a row
     */
    record Position(
            @Nullable Integer begunRevision, @Nullable Long nextUpdateId, int failures) {}

    /**
     * Takes the bot, if nobody else has it and it is due.
     *
     * @param numberedSince a position that was not moved since then is forgotten
     */
    Optional<Position> claim(
            Tx tx,
            UUID channelId,
            int revision,
            String bot,
            UUID owner,
            Instant now,
            Instant until,
            Instant numberedSince) {
        return tx.query("""
                        insert into telegram_polls as p (channel_id, bot, revision, due_at, lease_owner, lease_until)
                        values (:channel, :bot, :revision, :now, :owner, :until)
                        on conflict (channel_id) do update
                           set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until,
                               next_update_id = case when p.bot = excluded.bot and p.stored_at > :since::timestamptz
                                                     then p.next_update_id end,
                               failures = case when p.revision = excluded.revision then p.failures else 0 end,
                               bot = excluded.bot, revision = excluded.revision
                         where (p.lease_until is null or p.lease_until <= :now::timestamptz)
                           and (p.due_at <= :now::timestamptz or p.revision <> excluded.revision)
                        returning begun_revision, next_update_id, failures
                        """)
                .bind("channel", channelId)
                .bind("bot", bot)
                .bind("revision", revision)
                .bind("owner", owner)
                .bind("now", now)
                .bind("until", until)
                .bind("since", numberedSince)
                .one(row -> new Position(
                        row.orNull("begun_revision", Row::integer),
                        row.orNull("next_update_id", Row::bigint),
                        row.integer("failures")));
    }

    /**
     * Whether it is still ours and the channel still as it was, which it stays until the end of the transaction and for the
     * time given.
     */
    boolean hold(Tx tx, UUID channelId, int revision, UUID owner, Instant until) {
        return tx.query("""
                        update telegram_polls set lease_until = :until
                         where channel_id = :channel and lease_owner = :owner
                           and exists (select from channels where id = :channel and revision = :revision)
                        """)
                        .bind("channel", channelId)
                        .bind("revision", revision)
                        .bind("owner", owner)
                        .bind("until", until)
                        .execute()
                == 1;
    }

    /** The bot's webhook is removed; in the transaction that holds it. */
    void begun(Tx tx, UUID channelId, int revision) {
        tx.query("update telegram_polls set begun_revision = :revision where channel_id = :channel")
                .bind("channel", channelId)
                .bind("revision", revision)
                .execute();
    }

    /** In the transaction that holds it. */
    void move(Tx tx, UUID channelId, long nextUpdateId, Instant now) {
        tx.query("""
                        update telegram_polls set next_update_id = :next, stored_at = :now where channel_id = :channel
                        """)
                .bind("channel", channelId)
                .bind("next", nextUpdateId)
                .bind("now", now)
                .execute();
    }

    /** Gives it back; whether it was still ours. */
    boolean release(Tx tx, UUID channelId, UUID owner, Instant dueAt, int failures) {
        return tx.query("""
                        update telegram_polls
                           set lease_owner = null, lease_until = null, due_at = :due, failures = :failures
                         where channel_id = :channel and lease_owner = :owner
                        """)
                        .bind("channel", channelId)
                        .bind("owner", owner)
                        .bind("due", dueAt)
                        .bind("failures", failures)
                        .execute()
                == 1;
    }
}
