package campaignflows.communication.channel;

import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Channels in the database. */
public final class ChannelRepository extends SqlRepository {
    private static final String SELECT = "select * from channels ";

    /** Inserts it unless the tenant has one of that name; says whether it did. */
    boolean insert(Handle tx, Channel channel) {
        return tx.createUpdate("""
                        insert into channels (id, tenant_id, name, type, status, settings, credentials, rate_per_second,
                                              created_at)
                        values (:id, :tenant, :name, :type, :status, :settings::jsonb, :credentials, :rate, :createdAt)
                        on conflict do nothing
                        """)
                        .bind("id", channel.id())
                        .bind("tenant", channel.tenantId())
                        .bind("name", channel.name())
                        .bind("type", Columns.name(channel.type()))
                        .bind("status", Columns.name(channel.status()))
                        .bind("settings", settings(channel))
                        .bind("credentials", channel.credentials())
                        .bind("rate", channel.ratePerSecond())
                        .bind("createdAt", channel.createdAt())
                        .execute()
                == 1;
    }

    void update(Handle tx, Channel channel) {
        tx.createUpdate("""
                        update channels
                           set name = :name, status = :status, settings = :settings::jsonb, credentials = :credentials,
                               rate_per_second = :rate, trouble = :trouble, revision = revision + 1
                         where id = :id
                        """)
                .bind("id", channel.id())
                .bind("name", channel.name())
                .bind("status", Columns.name(channel.status()))
                .bind("settings", settings(channel))
                .bind("credentials", channel.credentials())
                .bind("rate", channel.ratePerSecond())
                .bind("trouble", channel.trouble())
                .execute();
    }

    /** What keeps the channel from sending at present; null: nothing. Connections stay good, so it is no new revision. */
    public void setTrouble(Handle tx, UUID id, @Nullable String trouble) {
        tx.createUpdate("update channels set trouble = :trouble where id = :id and trouble is distinct from :trouble")
                .bind("id", id)
                .bind("trouble", trouble)
                .execute();
    }

    void delete(Handle tx, UUID id) {
        tx.createUpdate("delete from channels where id = :id").bind("id", id).execute();
    }

    public Optional<Channel> find(Handle handle, UUID tenantId, UUID id) {
        return one(handle, tenantId, id, "");
    }

    /** Locks it against change and deletion. */
    Optional<Channel> lock(Handle tx, UUID tenantId, UUID id) {
        return one(tx, tenantId, id, " for update");
    }

    boolean isNameTaken(Handle handle, UUID tenantId, String name, UUID exceptId) {
        return handle.createQuery(
                        "select exists(select from channels where tenant_id = :tenant and lower(name) = lower(:name) and id <> :id)")
                .bind("tenant", tenantId)
                .bind("name", name)
                .bind("id", exceptId)
                .mapTo(Boolean.class)
                .one();
    }

    List<Channel> list(Handle handle, UUID tenantId, @Nullable String afterName, int limit) {
        return handle.createQuery(SELECT + """
                         where tenant_id = :tenant and (cast(:after as text) is null or lower(name) > :after)
                         order by lower(name) limit :limit
                        """)
                .bind("tenant", tenantId)
                .bind("after", afterName)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    long count(Handle handle, UUID tenantId) {
        return handle.createQuery("select count(*) from channels where tenant_id = :tenant")
                .bind("tenant", tenantId)
                .mapTo(Long.class)
                .one();
    }

    /** Channels of any tenants. */
    public List<Channel> all(Handle handle, Collection<UUID> ids) {
        return handle.createQuery(SELECT + " where id = any(:ids)")
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, context) -> read(row))
                .list();
    }

    /** Channels of any tenants, protected from deletion until the end of the transaction. */
    public List<Channel> forReference(Handle tx, Collection<UUID> ids) {
        return tx.createQuery(SELECT + " where id = any(:ids) order by id for key share")
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, context) -> read(row))
                .list();
    }

    /** The tenant's channels of these ids, protected from deletion until the end of the transaction. */
    public List<Channel> forReference(Handle tx, UUID tenantId, Collection<UUID> ids) {
        return tx.createQuery(SELECT + " where tenant_id = :tenant and id = any(:ids) order by id for key share")
                .bind("tenant", tenantId)
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, context) -> read(row))
                .list();
    }

    /** Names of the agents that the channel is attached to. */
    List<String> agentsOf(Handle handle, UUID id) {
        return handle.createQuery("""
                        select a.name from agent_channels ac join agents a on a.id = ac.agent_id
                         where ac.channel_id = :id order by a.name
                        """).bind("id", id).mapTo(String.class).list();
    }

    boolean hasPlanned(Handle handle, UUID id) {
        return handle.createQuery(
                        "select exists(select from communications where channel_id = :id and status = 'planned')")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    private static Optional<Channel> one(Handle handle, UUID tenantId, UUID id, String lock) {
        return handle.createQuery(SELECT + " where tenant_id = :tenant and id = :id" + lock)
                .bind("tenant", tenantId)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    private static String settings(Channel channel) {
        return channel.email() == null ? "{}" : Columns.json(channel.email());
    }

    private static Channel read(ResultSet row) throws SQLException {
        ChannelType type = constant(row, "type", ChannelType.class);
        return new Channel(
                uuid(row, "id"),
                uuid(row, "tenant_id"),
                text(row, "name"),
                type,
                constant(row, "status", RunningStatus.class),
                type == ChannelType.EMAIL ? emailSettings(row) : null,
                row.getBytes("credentials"),
                row.getObject("rate_per_second", Integer.class),
                row.getString("trouble"),
                row.getInt("revision"),
                instant(row, "created_at"));
    }

    /** Null if they cannot be read: that is one channel's fault, and must not keep the others from being worked with. */
    private static @Nullable EmailSettings emailSettings(ResultSet row) throws SQLException {
        try {
            EmailSettings settings = Columns.json(text(row, "settings"), EmailSettings.class);
            return settings.isWhole() ? settings : null;
        } catch (IllegalStateException e) {
            return null;
        }
    }
}
