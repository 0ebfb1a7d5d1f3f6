package campaignflows.communication.lifecycle;

import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Planned communications wait for, read in one statement for a page. */
@Singleton
public final class PendingCommunicationRepository {

    /** Those of the communications that are Planned, by id. */
    Map<UUID, UnsentReason> of(Tx tx, Collection<UUID> communicationIds) {
        List<UnsentReason> all =
                tx.query("""
                        select c.id, c.reason, coalesce(c.due_at, c.scheduled_at) as due_at,
                               c.lease_owner is not null as claimed,
                               coalesce(c.lease_until < clock_timestamp(), false) as deserted,
                               r.active, case when r.faulted_run = r.run then coalesce(r.fault, '') end as fault,
                               ch.name as channel_name, ch.status as channel_status, ch.trouble, ch.rate_per_second,
                               a.name as agent_name, a.status as agent_status, a.trouble as agent_trouble
                          from communications c
                          left join runs r on r.campaign_id = c.campaign_id and r.tenant_id = c.tenant_id
                          left join channels ch on ch.id = c.channel_id
                          left join agents a on a.id = c.agent_id
                         where c.id = any(:ids) and c.status = 'planned'
                        """).bind("ids", communicationIds.toArray(UUID[]::new)).list(row -> read(row));
        return all.stream().collect(Collectors.toMap(UnsentReason::communicationId, Function.identity()));
    }

    private static UnsentReason read(Row row) {
        @Nullable Boolean active = row.orNull("active", Row::bool);
        @Nullable String channel = row.orNull("channel_name", Row::text);
        @Nullable String agent = row.orNull("agent_name", Row::text);
        Instant dueAt = row.instant("due_at");
        return new UnsentReason(
                row.uuid("id"),
                row.orNull("reason", Row::text),
                dueAt,
                row.bool("claimed"),
                row.bool("deserted"),
                active == null ? null : new UnsentReason.Run(active, row.orNull("fault", Row::text)),
                channel == null
                        ? null
                        : new UnsentReason.OfChannel(
                                channel,
                                row.constant("channel_status", RunningStatus.class),
                                row.orNull("trouble", Row::text),
                                row.orNull("rate_per_second", Row::integer)),
                agent == null
                        ? null
                        : new UnsentReason.OfAgent(
                                agent,
                                row.constant("agent_status", RunningStatus.class),
                                row.orNull("agent_trouble", Row::text)));
    }
}
