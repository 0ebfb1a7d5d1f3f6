package campaignflows.communication.dispatch;

import campaignflows.communication.lifecycle.SendWindow;
import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.SendTimeValue;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finding and claiming what is due. Leases are measured by the database's clock, so that replicas need not agree on the
 * time.
 */
@Singleton
final class ClaimRepository extends SqlRepository {

    /**
     * See {@link #duePairs}; by name, so that its plan can be looked at. A limit keeps the planner from reading all that is due
     * where it is asked whether anything is.
     */
    static final String DUE_PAIRS = """
            select r.campaign_id, ch.id, ch.type, ch.rate_per_second,
                   exists (select from agent_channels ac join agents a on a.id = ac.agent_id
                            where ac.channel_id = ch.id and a.kind = 'message') as has_message_agent
              from runs r join channels ch on ch.tenant_id = r.tenant_id
             cross join lateral (
                    select c.due_at from communications c
                     where c.campaign_id = r.campaign_id and c.channel_id = ch.id
                       and c.status = 'planned' and c.lease_owner is null and c.due_at <= :now
                     order by c.due_at limit 1) as first
             where r.active and r.faulted_run is distinct from r.run and not ch.id = any(:except)
               and not exists (select from unnest(:backing_off::uuid[], :revisions::integer[]) as q (id, revision)
                                where q.id = ch.id and q.revision = ch.revision)
            """;

    /**
     * See {@link #claim}, and for the tag of a link {@link SendTimeValue}. The ids are an array, so that each is looked up: the planner takes them for many rows, and would
     * read the whole table to join them.
     */
    static final String CLAIM = """
            update communications c
               set lease_owner = :owner, lease_until = clock_timestamp() + :seconds * interval '1 second',
                   reason = null
              from runs r
             where r.campaign_id = c.campaign_id and c.id = any(array(
                select d.id
                  from unnest(:campaigns::uuid[], :channels::uuid[], :limits::integer[]) as s (campaign_id, channel_id, share)
                  join runs r on r.campaign_id = s.campaign_id
                             and r.active and r.faulted_run is distinct from r.run
                 cross join lateral (
                        select c.id from communications c
                         where c.campaign_id = s.campaign_id and c.channel_id = s.channel_id
                           and c.status = 'planned' and c.lease_owner is null and c.due_at <= :now
                         order by c.due_at limit s.share
                           for update skip locked) d))
            returning c.id, c.tenant_id, c.campaign_id, c.participant_id, c.customer_id, c.name, c.channel,
                      c.channel_id, c.agent_id, c.due_at, c.zone, c.attempts,
                      coalesce(c.content ->> 'body', '') <> ''
                          or coalesce(jsonb_typeof(c.content -> 'template') = 'object', false) as has_text,
                      position('{{ communication.telegram_link }}' in
                               concat(c.content ->> 'subject', c.content ->> 'body', c.content #>> '{template,variables}')) > 0 as links_to_telegram,
                      c.allowed_window::text as allowed_window, coalesce(c.due_at < r.began_at, false) as overdue
            """;

    /** A campaign that has something due on a channel. */
    record DuePair(
            UUID campaignId,
            UUID channelId,
            ChannelType type,
            @Nullable Integer ratePerSecond,
            boolean hasMessageAgent) {}

    /** How much may be claimed. */
    record Share(UUID campaignId, UUID channelId, int limit) {}

    /** What was claimed. */
    record ClaimedRow(
            UUID id,
            UUID tenantId,
            UUID campaignId,
            UUID participantId,
            UUID customerId,
            String name,
            ChannelType type,
            UUID channelId,
            UUID agentId,
            Instant dueAt,
            boolean hasText,
            boolean linksToTelegram,
            @Nullable ZoneId zone,
            @Nullable SendWindow window,
            boolean overdueAtStart,
            int attempts) {}

    /**
     * One probe of an index for each pair of an active campaign and a channel of its tenant. Whether a message agent sends on
     * the channel is asked only of those that have something due.
     *
     * @param except channels on which nothing is to be claimed
     * @param backingOff  the same, for as long as the channels are as they were in these revisions
     */
    List<DuePair> duePairs(Tx tx, Instant now, Collection<UUID> except, Map<UUID, Integer> backingOff) {
        List<Map.Entry<UUID, Integer>> asTheyWere = List.copyOf(backingOff.entrySet());
        return tx.query(DUE_PAIRS)
                .bind("now", now)
                .bind("except", except.toArray(UUID[]::new))
                .bind("backing_off", column(asTheyWere, Map.Entry::getKey, UUID[]::new))
                .bind("revisions", column(asTheyWere, Map.Entry::getValue, Integer[]::new))
                .list(row -> new DuePair(
                        row.uuid("campaign_id"),
                        row.uuid("id"),
                        row.constant("type", ChannelType.class),
                        row.orNull("rate_per_second", Row::integer),
                        row.bool("has_message_agent")));
    }

    /** Claims the longest due of each pair, at most as many as its share. */
    List<ClaimedRow> claim(Tx tx, List<Share> shares, UUID owner, Duration lease, Instant now) {
        return tx.query(CLAIM)
                .bind("campaigns", column(shares, Share::campaignId, UUID[]::new))
                .bind("channels", column(shares, Share::channelId, UUID[]::new))
                .bind("limits", column(shares, Share::limit, Integer[]::new))
                .bind("owner", owner)
                .bind("seconds", lease.toSeconds())
                .bind("now", now)
                .list(row -> new ClaimedRow(
                        row.uuid("id"),
                        row.uuid("tenant_id"),
                        row.uuid("campaign_id"),
                        row.uuid("participant_id"),
                        row.uuid("customer_id"),
                        row.text("name"),
                        row.constant("channel", ChannelType.class),
                        row.uuid("channel_id"),
                        row.uuid("agent_id"),
                        row.instant("due_at"),
                        row.bool("has_text"),
                        row.bool("links_to_telegram"),
                        zone(row.orNull("zone", Row::text)),
                        window(row.orNull("allowed_window", Row::text)),
                        row.bool("overdue"),
                        row.integer("attempts")));
    }

    private static @Nullable ZoneId zone(@Nullable String id) {
        return id == null ? null : ZoneId.of(id);
    }

    private static @Nullable SendWindow window(@Nullable String json) {
        return json == null ? null : Columns.json(json, SendWindow.class);
    }

    /**
     * A sign of life for claims that are being worked on, locked in the order of all others: outcomes are stored meanwhile.
     *
     * @return how many of them are still the owner's
     */
    int renew(Tx tx, Collection<UUID> ids, UUID owner, Duration lease) {
        return tx.query("""
                        with held as (
                            select id from communications
                             where id = any(:ids) and lease_owner = :owner and lease_until > clock_timestamp()
                             order by id for update)
                        update communications c set lease_until = clock_timestamp() + :seconds * interval '1 second'
                          from held h where c.id = h.id
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("owner", owner)
                .bind("seconds", lease.toSeconds())
                .execute();
    }

    /** How a claim may be given back. */
    record LockedClaim(
            UUID id,
            boolean cancelRequested,
            boolean silently,
            int depth,
            @Nullable UUID cause) {}

    /** Locks those of the claims that are still ours and not ended. */
    List<LockedClaim> lockHeld(Tx tx, Collection<UUID> ids, UUID owner) {
        return tx.query("""
                        select id, withdrawn_silently, withdrawn_depth, withdrawn_cause from communications
                         where id = any(:ids) and lease_owner = :owner and status = 'planned'
                         order by id for update
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("owner", owner)
                .list(row -> held(row));
    }

    /**
     * A claim whose lease ran out.
     *
     * @param attemptedAt     when the attempt began whose outcome is not known; null if there is none
     * @param ofExternalAgent whether it is of one, who knows a repeat
     * @param retries         how many refusals and unknown outcomes there were before
     */
    record Expired(
            LockedClaim held,
            ChannelType channel,
            @Nullable Instant attemptedAt,
            boolean ofExternalAgent,
            int retries) {
        boolean attempted() {
            return attemptedAt != null;
        }
    }

    /** Locks claims of replicas that gave no sign of life, but for those that this one is still at work on. */
    List<Expired> lockExpired(Tx tx, int limit, Collection<UUID> except) {
        return tx.query("""
                        select c.id, c.withdrawn_silently, c.withdrawn_depth, c.withdrawn_cause,
                               c.channel, c.retries, (select max(a.started_at) from attempts a
                                            where a.communication_id = c.id and a.outcome is null) as attempted_at,
                               exists (select from agents g where g.id = c.agent_id and g.kind = 'external') as external
                          from communications c
                         where c.lease_owner is not null and c.lease_until < clock_timestamp() and c.status = 'planned'
                           and not c.id = any(:except)
                         order by c.id limit :limit for update of c skip locked
                        """)
                .bind("limit", limit)
                .bind("except", except.toArray(UUID[]::new))
                .list(row -> new Expired(
                        held(row),
                        row.constant("channel", ChannelType.class),
                        row.orNull("attempted_at", Row::instant),
                        row.bool("external"),
                        row.integer("retries")));
    }

    /**
     * Keeps claims on which only a receipt can tell what became of them, so that nobody sends them meanwhile.
     *
     * @param seconds how much longer, from the database's present time on
     */
    void await(Tx tx, List<UUID> ids, List<Long> seconds, List<String> reasons) {
        tx.query("""
                        update communications c
                           set lease_until = clock_timestamp() + u.seconds * interval '1 second',
                               reason = case when c.erased then null else u.reason end
                          from unnest(:ids::uuid[], :seconds::bigint[], :reasons::text[]) as u (id, seconds, reason)
                         where c.id = u.id and c.status = 'planned' and c.lease_owner is not null
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("seconds", seconds.toArray(Long[]::new))
                .bind("reasons", reasons.toArray(String[]::new))
                .send();
    }

    /** Gives claims back, each with what is to be known of it. What is postponed has a new time; what is tried again keeps its own. */
    void release(Tx tx, Map<UUID, Deferral> deferrals) {
        List<Map.Entry<UUID, Deferral>> rows = List.copyOf(deferrals.entrySet());
        tx.query("""
                        update communications c
                           set lease_owner = null, lease_until = null, due_at = coalesce(u.due_at, c.due_at),
                               scheduled_at = case u.retries when 'keep' then coalesce(u.due_at, c.scheduled_at) else c.scheduled_at end,
                               reason = case when c.erased then null else coalesce(u.reason, c.reason) end,
                               retries = case u.retries when 'keep' then c.retries when 'keep_time' then c.retries when 'next' then c.retries + 1 else 0 end
                          from unnest(:ids::uuid[], :dueAts::timestamptz[], :reasons::text[], :retries::text[]) as u (id, due_at, reason, retries)
                         where c.id = u.id
                        """)
                .bind("ids", column(rows, Map.Entry::getKey, UUID[]::new))
                .bind("dueAts", column(rows, row -> row.getValue().dueAt(), Instant[]::new))
                .bind("reasons", column(rows, row -> row.getValue().reason(), String[]::new))
                .bind("retries", column(rows, row -> row.getValue().retries(), Deferral.Retries[]::new))
                .send();
    }

    private static LockedClaim held(Row row) {
        Boolean silently = row.orNull("withdrawn_silently", Row::bool);
        Integer depth = row.orNull("withdrawn_depth", Row::integer);
        return new LockedClaim(
                row.uuid("id"),
                silently != null,
                Boolean.TRUE.equals(silently),
                depth == null ? 0 : depth,
                row.orNull("withdrawn_cause", Row::uuid));
    }
}
