package campaignflows.communication.limit;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Sent;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Limits, and the contacts that count for them. */
@Singleton
public final class ContactLimitRepository extends SqlRepository {
    private static final String SELECT = """
            select l.tenant_id, l.channel, l.cap_most, l.cap_hours, l.cap_action, l.quiet_from, l.quiet_to, l.quiet_action
              from contact_limits l
            """;

    List<ContactLimits> ofTenant(Tx tx, UUID tenantId) {
        return tx.query(SELECT + " where l.tenant_id = :tenant")
                .bind("tenant", tenantId)
                .list(row -> read(row));
    }

    /** Those of one type of channel, which may be none. */
    ContactLimits find(Tx tx, UUID tenantId, ChannelType channel) {
        return tx.query(SELECT + " where l.tenant_id = :tenant and l.channel = :channel for update")
                .bind("tenant", tenantId)
                .bind("channel", channel)
                .one(row -> read(row))
                .orElseGet(() -> ContactLimits.none(tenantId, channel));
    }

    /** Stores limits in place of those that are there. */
    void store(Tx tx, ContactLimits limits) {
        FrequencyCap cap = limits.cap();
        QuietHours quietHours = limits.quietHours();
        tx.query("""
                        insert into contact_limits (tenant_id, channel, cap_most, cap_hours, cap_action, quiet_from, quiet_to, quiet_action)
                        values (:tenant, :channel, :most::integer, :hours::integer, :capAction::text, :from::text, :to::text, :quietAction::text)
                        on conflict (tenant_id, channel) do update
                           set cap_most = excluded.cap_most, cap_hours = excluded.cap_hours, cap_action = excluded.cap_action,
                               quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, quiet_action = excluded.quiet_action
                        """)
                .bind("tenant", limits.tenantId())
                .bind("channel", limits.channel())
                .bind("most", cap == null ? null : cap.most())
                .bind("hours", cap == null ? null : cap.hours())
                .bind("capAction", cap == null ? null : cap.action())
                .bind("from", quietHours == null ? null : quietHours.from().toString())
                .bind("to", quietHours == null ? null : quietHours.to().toString())
                .bind("quietAction", quietHours == null ? null : quietHours.action())
                .execute();
    }

    /** No limits any more. */
    void remove(Tx tx, UUID tenantId, ChannelType channel) {
        tx.query("delete from contact_limits where tenant_id = :tenant and channel = :channel")
                .bind("tenant", tenantId)
                .bind("channel", channel)
                .execute();
    }

    /**
     * Those that hold for the channels, locked in one order until the end of the transaction: whoever claims on the same type
     * of channel of the same tenant waits, and then sees what this transaction has claimed. Without a wait here: what is asked
     * next comes after the lock.
     */
    public Sent<List<ContactLimits>> askForLocked(Tx tx, Collection<UUID> channelIds) {
        return tx.query(SELECT + """
                         where exists (select from channels ch
                                        where ch.id = any(:channels) and ch.tenant_id = l.tenant_id and ch.type = l.channel)
                         order by l.tenant_id, l.channel for no key update of l
                        """)
                .bind("channels", channelIds.toArray(UUID[]::new))
                .sendForList(row -> read(row));
    }

    /** Whose contacts are to be counted: of this person, on this type of channel, after that moment. */
    public record Counted(UUID customerId, ChannelType channel, Instant since) {}

    /**
     * A communication that counts for a cap.
     *
     * @param at when it was sent, or may have been; null: somebody has claimed it and not begun to send it
     */
    public record Made(
            UUID customerId, ChannelType channel, @Nullable Instant at) {}

    /**
     * All that count, in one statement: what was sent, what was tried without anybody knowing what came of it, also where it
     * waits to be tried again or was withdrawn after that, and what is claimed.
     *
     * @param except claims of this transaction, on which it is about to be decided
     */
    public List<Made> made(Tx tx, List<Counted> counted, Collection<UUID> except) {
        if (counted.isEmpty()) {
            return List.of();
        }
        return tx.query("""
                        select c.customer_id, c.channel, coalesce(c.started_at, tried.at) as at
                          from unnest(:customers::uuid[], :channels::text[], :sinces::timestamptz[]) as u (customer_id, channel, since)
                          join communications c on c.customer_id = u.customer_id and c.channel = u.channel
                           and (c.started_at > u.since
                                or (c.started_at is null and (c.status = 'failed' or c.lease_owner is not null or c.attempts > 0)
                                    and (c.ended_at is null or c.ended_at > u.since)))
                          left join lateral (
                               select max(a.started_at) as at from attempts a
                                where c.started_at is null and a.communication_id = c.id
                                  and (a.outcome is null or a.outcome = 'unknown')) as tried on true
                         where not c.id = any(:except)
                           and (c.started_at is not null or c.lease_owner is not null or tried.at > u.since)
                        """)
                .bind("customers", column(counted, Counted::customerId, UUID[]::new))
                .bind("channels", column(counted, Counted::channel, ChannelType[]::new))
                .bind("sinces", column(counted, Counted::since, Instant[]::new))
                .bind("except", except.toArray(UUID[]::new))
                .list(row -> new Made(
                        row.uuid("customer_id"),
                        row.constant("channel", ChannelType.class),
                        row.orNull("at", Row::instant)));
    }

    private static ContactLimits read(Row row) {
        Integer most = row.orNull("cap_most", Row::integer);
        String from = row.orNull("quiet_from", Row::text);
        return new ContactLimits(
                row.uuid("tenant_id"),
                row.constant("channel", ChannelType.class),
                most == null
                        ? null
                        : new FrequencyCap(
                                most, row.integer("cap_hours"), row.constant("cap_action", LimitAction.class)),
                from == null
                        ? null
                        : new QuietHours(
                                LocalTime.parse(from),
                                LocalTime.parse(row.text("quiet_to")),
                                row.constant("quiet_action", LimitAction.class)));
    }
}
