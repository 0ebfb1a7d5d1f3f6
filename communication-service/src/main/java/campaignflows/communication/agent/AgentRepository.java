package campaignflows.communication.agent;

import campaignflows.communication.simulation.SimulatedSettings;
import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.communication.RunningStatus;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Agents and what they are attached to, in the database. */
public final class AgentRepository extends SqlRepository {
    private static final TypeReference<List<ResultField>> RESULTS = new TypeReference<>() {};
    private static final String SELECT = """
            select a.*, array(select ac.channel_id from agent_channels ac where ac.agent_id = a.id order by ac.place)
                        as channel_ids
              from agents a
            """;

    /** Inserts it unless the tenant has one of that name; says whether it did. */
    boolean insert(Handle tx, Agent agent) {
        boolean inserted = tx.createUpdate("""
                        insert into agents (id, tenant_id, name, kind, status, results, settings,
                                            no_response_after_seconds, created_at)
                        values (:id, :tenant, :name, :kind, :status, :results::jsonb, :settings::jsonb, :seconds,
                                :createdAt)
                        on conflict do nothing
                        """)
                        .bind("id", agent.id())
                        .bind("tenant", agent.tenantId())
                        .bind("name", agent.name())
                        .bind("kind", Columns.name(agent.kind()))
                        .bind("status", Columns.name(agent.status()))
                        .bind("results", Columns.json(agent.results()))
                        .bind("settings", settings(agent))
                        .bind("seconds", agent.noResponseAfter().toSeconds())
                        .bind("createdAt", agent.createdAt())
                        .execute()
                == 1;
        if (inserted) {
            attach(tx, agent);
        }
        return inserted;
    }

    void update(Handle tx, Agent agent) {
        tx.createUpdate("""
                        update agents
                           set name = :name, status = :status, results = :results::jsonb, settings = :settings::jsonb,
                               no_response_after_seconds = :seconds
                         where id = :id
                        """)
                .bind("id", agent.id())
                .bind("name", agent.name())
                .bind("status", Columns.name(agent.status()))
                .bind("results", Columns.json(agent.results()))
                .bind("settings", settings(agent))
                .bind("seconds", agent.noResponseAfter().toSeconds())
                .execute();
        tx.createUpdate("delete from agent_channels where agent_id = :id")
                .bind("id", agent.id())
                .execute();
        attach(tx, agent);
    }

    void delete(Handle tx, UUID id) {
        tx.createUpdate("delete from agents where id = :id").bind("id", id).execute();
    }

    Optional<Agent> find(Handle handle, UUID tenantId, UUID id) {
        return one(handle, tenantId, id, "");
    }

    /** Locks it against change and deletion. */
    Optional<Agent> lock(Handle tx, UUID tenantId, UUID id) {
        return one(tx, tenantId, id, " for update of a");
    }

    boolean isNameTaken(Handle handle, UUID tenantId, String name, UUID exceptId) {
        return handle.createQuery(
                        "select exists(select from agents where tenant_id = :tenant and lower(name) = lower(:name) and id <> :id)")
                .bind("tenant", tenantId)
                .bind("name", name)
                .bind("id", exceptId)
                .mapTo(Boolean.class)
                .one();
    }

    List<Agent> list(Handle handle, UUID tenantId, @Nullable String afterName, int limit) {
        return handle.createQuery(SELECT + """
                         where a.tenant_id = :tenant and (cast(:after as text) is null or lower(a.name) > :after)
                         order by lower(a.name) limit :limit
                        """)
                .bind("tenant", tenantId)
                .bind("after", afterName)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    long count(Handle handle, UUID tenantId) {
        return handle.createQuery("select count(*) from agents where tenant_id = :tenant")
                .bind("tenant", tenantId)
                .mapTo(Long.class)
                .one();
    }

    /** Agents of any tenants, protected from deletion and detaching until the end of the transaction. */
    public List<Agent> forReference(Handle tx, Collection<UUID> ids) {
        return tx.createQuery(SELECT + " where a.id = any(:ids) order by a.id for share of a")
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, context) -> read(row))
                .list();
    }

    /** Agents of any tenants. */
    public List<Agent> all(Handle handle, Collection<UUID> ids) {
        return handle.createQuery(SELECT + " where a.id = any(:ids)")
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, context) -> read(row))
                .list();
    }

    /** Channels on which the agent has communications of these statuses. */
    List<UUID> channelsInUse(Handle handle, UUID id, String... statuses) {
        return handle.createQuery(
                        "select distinct channel_id from communications where agent_id = :id and status = any(:statuses)")
                .bind("id", id)
                .bind("statuses", statuses)
                .mapTo(UUID.class)
                .list();
    }

    private static void attach(Handle tx, Agent agent) {
        tx.createUpdate("""
                        insert into agent_channels (agent_id, channel_id, place)
                        select :id, c.channel_id, c.place from unnest(:channels) with ordinality as c (channel_id, place)
                        """)
                .bind("id", agent.id())
                .bind("channels", agent.channelIds().toArray(UUID[]::new))
                .execute();
    }

    private static Optional<Agent> one(Handle handle, UUID tenantId, UUID id, String lock) {
        return handle.createQuery(SELECT + " where a.tenant_id = :tenant and a.id = :id" + lock)
                .bind("tenant", tenantId)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    private static String settings(Agent agent) {
        return agent.simulated() == null ? "{}" : Columns.json(agent.simulated());
    }

    static Agent read(ResultSet row) throws SQLException {
        AgentKind kind = constant(row, "kind", AgentKind.class);
        return new Agent(
                uuid(row, "id"),
                uuid(row, "tenant_id"),
                text(row, "name"),
                kind,
                constant(row, "status", RunningStatus.class),
                List.of((UUID[]) row.getArray("channel_ids").getArray()),
                Columns.json(text(row, "results"), RESULTS),
                kind == AgentKind.SIMULATED ? Columns.json(text(row, "settings"), SimulatedSettings.class) : null,
                Duration.ofSeconds(row.getLong("no_response_after_seconds")),
                instant(row, "created_at"));
    }
}
