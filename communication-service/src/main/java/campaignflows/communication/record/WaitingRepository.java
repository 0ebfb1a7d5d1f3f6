package campaignflows.communication.record;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.RunningStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What Planned communications wait for, read in one statement for a page. */
final class WaitingRepository extends SqlRepository {

    /** Those of the communications that are Planned, by id. */
    Map<UUID, Waiting> of(Handle handle, Collection<UUID> communicationIds) {
        List<Waiting> all = handle.createQuery("""
                        select c.id, c.reason, coalesce(c.due_at, c.scheduled_at) as due_at,
                               c.lease_owner is not null as claimed,
                               coalesce(c.lease_until < clock_timestamp(), false) as deserted,
                               r.active, case when r.faulted_run = r.run then coalesce(r.fault, '') end as fault,
                               ch.name as channel_name, ch.status as channel_status, ch.trouble, ch.rate_per_second,
                               a.name as agent_name, a.status as agent_status
                          from communications c
                          left join runs r on r.campaign_id = c.campaign_id and r.tenant_id = c.tenant_id
                          left join channels ch on ch.id = c.channel_id
                          left join agents a on a.id = c.agent_id
                         where c.id = any(:ids) and c.status = 'planned'
                        """)
                .bind("ids", communicationIds.toArray(UUID[]::new))
                .map((row, context) -> read(row))
                .list();
        return all.stream().collect(Collectors.toMap(Waiting::communicationId, Function.identity()));
    }

    private static Waiting read(ResultSet row) throws SQLException {
        @Nullable Boolean active = row.getObject("active", Boolean.class);
        @Nullable String channel = row.getString("channel_name");
        @Nullable String agent = row.getString("agent_name");
        Instant dueAt = instant(row, "due_at");
        return new Waiting(
                uuid(row, "id"),
                row.getString("reason"),
                dueAt,
                row.getBoolean("claimed"),
                row.getBoolean("deserted"),
                active == null ? null : new Waiting.Run(active, row.getString("fault")),
                channel == null
                        ? null
                        : new Waiting.OfChannel(
                                channel,
                                constant(row, "channel_status", RunningStatus.class),
                                row.getString("trouble"),
                                row.getObject("rate_per_second", Integer.class)),
                agent == null ? null : new Waiting.OfAgent(agent, constant(row, "agent_status", RunningStatus.class)));
    }
}
