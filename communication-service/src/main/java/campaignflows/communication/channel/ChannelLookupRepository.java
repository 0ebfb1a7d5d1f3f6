package campaignflows.communication.channel;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.database.Query;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Sent;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Channels of any tenants as planning, sending and webhooks look them up, many at once. */
@Singleton
public class ChannelLookupRepository {
    private static final String SELECT = """
            select id, tenant_id, name, type, status, settings::text as settings, credentials, rate_per_second, trouble,
                   revision, mailbox_trouble, polling_trouble, created_at
              from channels
            """;

    public List<Channel> all(Tx tx, Collection<UUID> ids) {
        return byIds(tx, ids).list(ChannelLookupRepository::read);
    }

    /** As {@link #all}, without a wait. */
    public Sent<List<Channel>> askForAll(Tx tx, Collection<UUID> ids) {
        return byIds(tx, ids).sendForList(ChannelLookupRepository::read);
    }

    private static Query byIds(Tx tx, Collection<UUID> ids) {
        return tx.query(SELECT + " where id = any(:ids)").bind("ids", ids.toArray(UUID[]::new));
    }

    /** The tenant's WhatsApp channels of these numbers, as Meta names them. */
    public List<Channel> withNumbers(Tx tx, UUID tenantId, Collection<String> phoneNumberIds) {
        return tx.query(
                        SELECT
                                + " where tenant_id = :tenant and type = 'whatsapp' and settings ->> 'phone_number_id' = any(:numbers)")
                .bind("tenant", tenantId)
                .bind("numbers", phoneNumberIds.toArray(String[]::new))
                .list(ChannelLookupRepository::read);
    }

    /** The tenant's running Telegram channels, the one that was created first before the others. */
    public List<Channel> runningBots(Tx tx, UUID tenantId) {
        return tx.query(SELECT + """
                         where tenant_id = :tenant and type = 'telegram' and status = 'running' and credentials is not null
                         order by created_at, id
                        """).bind("tenant", tenantId).list(ChannelLookupRepository::read);
    }

    /** Protected from deletion until the end of the transaction; without a wait. */
    public Sent<List<Channel>> askForReference(Tx tx, Collection<UUID> ids) {
        return tx.query(SELECT + " where id = any(:ids) order by id for key share")
                .bind("ids", ids.toArray(UUID[]::new))
                .sendForList(ChannelLookupRepository::read);
    }

    /** What keeps the channel, as it is in this revision, from sending at present; null: nothing. Connections stay good, so it is no new one. */
    public void setTrouble(Tx tx, UUID id, int revision, @Nullable String trouble) {
        tx.query("""
                        update channels set trouble = :trouble
                         where id = :id and revision = :revision and trouble is distinct from :trouble
                        """)
                .bind("id", id)
                .bind("revision", revision)
                .bind("trouble", trouble)
                .execute();
    }

    /** Email channels whose mailbox is to be looked into, and by nobody yet. */
    public List<Channel> withDueMailbox(Tx tx, Instant now, int limit) {
        return tx.query(SELECT + """
                         where type = 'email' and jsonb_typeof(settings -> 'mailbox') = 'object'
                           and not exists (select from mailboxes m
                                            where m.channel_id = channels.id
                                              and (m.lease_until > :now
                                                   or m.due_at > :now and m.revision = channels.revision))
                         order by id limit :limit
                        """).bind("now", now).bind("limit", limit).list(ChannelLookupRepository::read);
    }

    /** What keeps the channel's mailbox from being read at present; null: nothing. */
    public void setMailboxTrouble(Tx tx, UUID id, @Nullable String trouble) {
        tx.query("""
                        update channels set mailbox_trouble = :trouble
                         where id = :id and mailbox_trouble is distinct from :trouble
                        """).bind("id", id).bind("trouble", trouble).execute();
    }

    /** Telegram channels whose bot is to be asked for updates, and by nobody yet; whoever has waited longest first. */
    public List<Channel> withDuePoll(Tx tx, Instant now, int limit) {
        return tx.query(SELECT + """
                         where type = 'telegram' and settings ->> 'updates' = 'polling'
                           and not exists (select from telegram_polls p
                                            where p.channel_id = channels.id
                                              and (p.lease_until > :now
                                                   or p.due_at > :now and p.revision = channels.revision))
                         order by (select p.due_at from telegram_polls p where p.channel_id = channels.id) nulls first, id
                         limit :limit
                        """).bind("now", now).bind("limit", limit).list(ChannelLookupRepository::read);
    }

    /** What keeps the channel, as it was in this revision, from being asked for messages at present; null: nothing. */
    public void setPollingTrouble(Tx tx, UUID id, int revision, @Nullable String trouble) {
        tx.query("""
                        update channels set polling_trouble = :trouble
                         where id = :id and revision = :revision and polling_trouble is distinct from :trouble
                        """)
                .bind("id", id)
                .bind("revision", revision)
                .bind("trouble", trouble)
                .execute();
    }

    private static Channel read(Row row) {
        return new Channel(
                row.uuid("id"),
                row.uuid("tenant_id"),
                row.text("name"),
                row.constant("type", ChannelType.class),
                row.constant("status", RunningStatus.class),
                row.text("settings"),
                row.orNull("credentials", Row::bytes),
                row.orNull("rate_per_second", Row::integer),
                row.orNull("trouble", Row::text),
                row.integer("revision"),
                row.orNull("mailbox_trouble", Row::text),
                row.orNull("polling_trouble", Row::text),
                row.instant("created_at"));
    }
}
