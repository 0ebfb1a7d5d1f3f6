package campaignflows.communication.agent;

import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.database.Query;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Sent;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Agents of any tenants as planning, sending and sessions look them up, many at once. */
@Singleton
public class AgentLookupRepository {
    private static final String SELECT = """
            select a.id, a.tenant_id, a.name, a.kind, a.status, a.results::text as results, a.settings::text as settings, a.secret, a.trouble,
                   a.no_response_after_seconds, a.created_at,
                   array(select ac.channel_id from agent_channels ac where ac.agent_id = a.id order by ac.place)
                       as channel_ids
              from agents a
            """;

    public List<Agent> all(Tx tx, Collection<UUID> ids) {
        return byIds(tx, ids).list(AgentLookupRepository::read);
    }

    /** As {@link #all}, without a wait. */
    public Sent<List<Agent>> askForAll(Tx tx, Collection<UUID> ids) {
        return byIds(tx, ids).sendForList(AgentLookupRepository::read);
    }

    private static Query byIds(Tx tx, Collection<UUID> ids) {
        return tx.query(SELECT + " where a.id = any(:ids)").bind("ids", ids.toArray(UUID[]::new));
    }

    /** Protected from deletion and detaching until the end of the transaction; without a wait. */
    public Sent<List<Agent>> askForReference(Tx tx, Collection<UUID> ids) {
        return tx.query(SELECT + " where a.id = any(:ids) order by a.id for share of a")
                .bind("ids", ids.toArray(UUID[]::new))
                .sendForList(AgentLookupRepository::read);
    }

    /** What keeps an external agent from taking sessions at present; null: nothing. */
    public void setTrouble(Tx tx, UUID id, @Nullable String trouble) {
        tx.query("update agents set trouble = :trouble where id = :id and trouble is distinct from :trouble")
                .bind("id", id)
                .bind("trouble", trouble)
                .execute();
    }

    private static Agent read(Row row) {
        return new Agent(
                        row.uuid("id"),
                        row.uuid("tenant_id"),
                        row.text("name"),
                        row.constant("kind", AgentKind.class),
                        row.constant("status", RunningStatus.class),
                        row.uuids("channel_ids"),
                        AgentConverters.results(row.text("results")),
                        AgentConverters.settings(row.text("settings")),
                        Duration.ofSeconds(row.bigint("no_response_after_seconds")),
                        row.instant("created_at"))
                .as(row.orNull("secret", Row::bytes), row.orNull("trouble", Row::text));
    }
}
