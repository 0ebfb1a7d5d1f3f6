package campaignflows.communication.dispatch;

import campaignflows.communication.record.SendingWindow;
import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Finding and claiming what is due. Leases are measured by the database's clock, so that replicas need not agree on the
 * time.
 */
final class ClaimRepository extends SqlRepository {

    /** A campaign that has something due on a channel. */
    record Ready(UUID campaignId, UUID channelId, @Nullable Integer ratePerSecond) {}

    /** How much may be claimed. */
    record Share(UUID campaignId, UUID channelId, int limit) {}

    /** What was claimed. */
    record Row(
            UUID id,
            UUID campaignId,
            UUID participantId,
            String name,
            UUID channelId,
            UUID agentId,
            boolean hasText,
            @Nullable SendingWindow window,
            boolean overdueAtStart) {}

    /** One probe of an index for each pair of an active campaign and a channel of its tenant. */
    List<Ready> ready(Handle handle, Instant now, Collection<UUID> exceptChannels) {
        return handle.createQuery("""
                        select r.campaign_id, ch.id, ch.rate_per_second
                          from runs r join channels ch on ch.tenant_id = r.tenant_id
                         where r.active and r.faulted_run is distinct from r.run and not ch.id = any(:except)
                           and exists (select from communications c
                                        where c.campaign_id = r.campaign_id and c.channel_id = ch.id
                                          and c.status = 'planned' and c.lease_owner is null and c.due_at <= :now)
                        """)
                .bind("now", now)
                .bind("except", exceptChannels.toArray(UUID[]::new))
                .map((row, context) -> new Ready(
                        uuid(row, "campaign_id"), uuid(row, "id"), row.getObject("rate_per_second", Integer.class)))
                .list();
    }

    /** Claims the longest due of each pair, at most as many as its share. */
    List<Row> claim(Handle tx, List<Share> shares, UUID owner, Duration lease, Instant now) {
        return tx.createQuery("""
                        with due as (
                            select d.id, r.began_at
                              from unnest(:campaigns, :channels, :limits) as s (campaign_id, channel_id, share)
                              join runs r on r.campaign_id = s.campaign_id
                                         and r.active and r.faulted_run is distinct from r.run
                             cross join lateral (
                                    select c.id from communications c
                                     where c.campaign_id = s.campaign_id and c.channel_id = s.channel_id
                                       and c.status = 'planned' and c.lease_owner is null and c.due_at <= :now
                                     order by c.due_at limit s.share
                                       for update skip locked) d)
                        update communications c
                           set lease_owner = :owner, lease_until = clock_timestamp() + :seconds * interval '1 second',
                               reason = null
                          from due
                         where c.id = due.id
                        returning c.id, c.campaign_id, c.participant_id, c.name, c.channel_id, c.agent_id,
                                  coalesce(c.content ->> 'body', '') <> '' as has_text,
                                  c.allowed_window, coalesce(c.due_at < due.began_at, false) as overdue
                        """)
                .bind("campaigns", column(shares, Share::campaignId, UUID[]::new))
                .bind("channels", column(shares, Share::channelId, UUID[]::new))
                .bind("limits", column(shares, Share::limit, Integer[]::new))
                .bind("owner", owner)
                .bind("seconds", lease.toSeconds())
                .bind("now", now)
                .map((row, context) -> new Row(
                        uuid(row, "id"),
                        uuid(row, "campaign_id"),
                        uuid(row, "participant_id"),
                        text(row, "name"),
                        uuid(row, "channel_id"),
                        uuid(row, "agent_id"),
                        row.getBoolean("has_text"),
                        window(row.getString("allowed_window")),
                        row.getBoolean("overdue")))
                .list();
    }

    private static @Nullable SendingWindow window(@Nullable String json) {
        return json == null ? null : Columns.json(json, SendingWindow.class);
    }

    /** A sign of life for claims that are being worked on. */
    void renew(Handle tx, Collection<UUID> ids, UUID owner, Duration lease) {
        tx.createUpdate("""
                        update communications set lease_until = clock_timestamp() + :seconds * interval '1 second'
                         where id = any(:ids) and lease_owner = :owner and lease_until > clock_timestamp()
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("owner", owner)
                .bind("seconds", lease.toSeconds())
                .execute();
    }

    /** How a claim may be given back. */
    record Held(
            UUID id,
            boolean withdrawn,
            boolean silently,
            int depth,
            @Nullable UUID cause) {}

    /** Locks those of the claims that are still ours and not ended. */
    List<Held> lockHeld(Handle tx, Collection<UUID> ids, UUID owner) {
        return tx.createQuery("""
                        select id, withdrawn_silently, withdrawn_depth, withdrawn_cause from communications
                         where id = any(:ids) and lease_owner = :owner and status = 'planned'
                         order by id for update
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("owner", owner)
                .map((row, context) -> held(row))
                .list();
    }

    /** A claim whose lease ran out. */
    record Expired(Held held, boolean attempted) {}

    /** Locks claims of replicas that gave no sign of life, but for those that this one is still at work on. */
    List<Expired> lockExpired(Handle tx, int limit, Collection<UUID> except) {
        return tx.createQuery("""
                        select c.id, c.withdrawn_silently, c.withdrawn_depth, c.withdrawn_cause,
                               exists (select from attempts a
                                        where a.communication_id = c.id and a.outcome is null) as attempted
                          from communications c
                         where c.lease_owner is not null and c.lease_until < clock_timestamp() and c.status = 'planned'
                           and not c.id = any(:except)
                         order by c.id limit :limit for update of c skip locked
                        """)
                .bind("limit", limit)
                .bind("except", except.toArray(UUID[]::new))
                .map((row, context) -> new Expired(held(row), row.getBoolean("attempted")))
                .list();
    }

    /** Gives claims back, each with what is to be known of it. */
    void release(Handle tx, Map<UUID, Hold> holds) {
        List<Map.Entry<UUID, Hold>> rows = List.copyOf(holds.entrySet());
        tx.createUpdate("""
                        update communications c
                           set lease_owner = null, lease_until = null, due_at = coalesce(u.due_at, c.due_at),
                               reason = case when c.erased then null else coalesce(u.reason, c.reason) end,
                               retries = case u.retries when 'keep' then c.retries when 'next' then c.retries + 1 else 0 end
                          from unnest(:ids, :dueAts, :reasons, :retries) as u (id, due_at, reason, retries)
                         where c.id = u.id
                        """)
                .bind("ids", column(rows, Map.Entry::getKey, UUID[]::new))
                .bind("dueAts", column(rows, row -> row.getValue().dueAt(), Instant[]::new))
                .bind("reasons", column(rows, row -> row.getValue().reason(), String[]::new))
                .bind("retries", column(rows, row -> Columns.name(row.getValue().retries()), String[]::new))
                .execute();
    }

    private static Held held(java.sql.ResultSet row) throws java.sql.SQLException {
        Boolean silently = row.getObject("withdrawn_silently", Boolean.class);
        return new Held(
                uuid(row, "id"),
                silently != null,
                Boolean.TRUE.equals(silently),
                row.getInt("withdrawn_depth"),
                uuidOrNull(row, "withdrawn_cause"));
    }
}
