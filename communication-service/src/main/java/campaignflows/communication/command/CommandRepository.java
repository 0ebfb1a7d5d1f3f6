package campaignflows.communication.command;

import campaignflows.communication.lifecycle.SendWindow;
import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.database.Sent;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of a batch of commands; each is one for the whole batch. */
@Singleton
public final class CommandRepository extends SqlRepository {

    Sent<Set<UUID>> askForRemoved(Tx tx, Collection<UUID> participantIds) {
        return tx.query("select participant_id from removed_participants where participant_id = any(:ids)")
                .bind("ids", participantIds.toArray(UUID[]::new))
                .sendForList(row -> row.uuid("participant_id"))
                .map(HashSet::new);
    }

    void rememberRemoved(Tx tx, Collection<UUID> participantIds) {
        tx.query("insert into removed_participants (participant_id) select unnest(:ids::uuid[]) on conflict do nothing")
                .bind("ids", participantIds.toArray(UUID[]::new))
                .send();
    }

    /**
     * Requests the cancellation of what is Planned: gives the ids of those that nobody is sending, still to be ended by the caller, and marks
     * the others, so that they end as soon as it turns out that they were not sent.
     */
    List<UUID> requestCancellations(Tx tx, List<Cancellation> cancellations) {
        return tx.query("""
                        with found as (
                            select c.id, w.silent, w.depth, w.cause
                              from unnest(:participants::uuid[], :silents::boolean[], :depths::integer[], :causes::uuid[])
                                   as w (participant_id, silent, depth, cause)
                              join communications c on c.participant_id = w.participant_id
                             where c.status = 'planned'
                             order by c.id for update of c),
                        touched as (
                            update communications c
                               set withdrawn_silently = f.silent, withdrawn_depth = f.depth, withdrawn_cause = f.cause
                              from found f
                             where c.id = f.id and c.withdrawn_silently is null
                            returning c.id, c.lease_owner)
                        select id from touched where lease_owner is null
                        """)
                .bind("participants", column(cancellations, Cancellation::participantId, UUID[]::new))
                .bind("silents", column(cancellations, Cancellation::silent, Boolean[]::new))
                .bind("depths", column(cancellations, one -> one.cause().depth(), Integer[]::new))
                .bind("causes", column(cancellations, one -> one.cause().messageId(), UUID[]::new))
                .list(row -> row.uuid("id"));
    }

    /** Stores the plans that are not there yet and gives the ids of those stored. */
    Set<UUID> insert(Tx tx, List<NewCommunication> plans, Map<UUID, String> traceparents) {
        return new HashSet<>(tx.query("""
                        insert into communications (id, plan_id, tenant_id, campaign_id, run, participant_id, customer_id,
                                                    flow_id, node_id, name, channel, channel_id, agent_id, status, reason,
                                                    scheduled_at, created_at, ended_at, parameters, content, depth, due_at,
                                                    allowed_window, zone, traceparent)
                        select u.id, u.plan_id, u.tenant_id, u.campaign_id, u.run, u.participant_id, u.customer_id,
                               u.flow_id, u.node_id, u.name, u.channel, u.channel_id, u.agent_id, u.status, u.reason,
                               u.scheduled_at, u.created_at, u.ended_at, u.parameters::jsonb, u.content::jsonb, u.depth,
                               u.due_at, u.allowed_window::jsonb, u.zone, u.traceparent
                          from unnest(:ids::uuid[], :commandIds::uuid[], :tenants::uuid[], :campaigns::uuid[], :runs::integer[],
                                      :participants::uuid[], :customers::uuid[], :flows::uuid[], :nodes::text[],
                                      :names::text[], :channels::text[], :channelIds::uuid[], :agentIds::uuid[],
                                      :statuses::text[], :reasons::text[], :scheduledAts::timestamptz[],
                                      :createdAts::timestamptz[], :endedAts::timestamptz[], :parameters::text[],
                                      :contents::text[], :depths::integer[], :dueAts::timestamptz[], :windows::text[], :zones::text[],
                                      :traceparents::text[])
                               as u (id, plan_id, tenant_id, campaign_id, run, participant_id, customer_id,
                                     flow_id, node_id, name, channel, channel_id, agent_id, status, reason,
                                     scheduled_at, created_at, ended_at, parameters, content, depth, due_at,
                                     allowed_window, zone, traceparent)
                        on conflict do nothing
                        returning id
                        """)
                .bind("ids", column(plans, p -> p.communication().id(), UUID[]::new))
                .bind("commandIds", column(plans, p -> p.communication().commandId(), UUID[]::new))
                .bind("tenants", column(plans, p -> p.communication().tenantId(), UUID[]::new))
                .bind("campaigns", column(plans, p -> p.communication().campaignId(), UUID[]::new))
                .bind("runs", column(plans, p -> p.command().run(), Integer[]::new))
                .bind("participants", column(plans, p -> p.communication().participantId(), UUID[]::new))
                .bind("customers", column(plans, p -> p.communication().customerId(), UUID[]::new))
                .bind("flows", column(plans, p -> p.command().flowId(), UUID[]::new))
                .bind("nodes", column(plans, p -> p.command().nodeId(), String[]::new))
                .bind("names", column(plans, p -> p.communication().name(), String[]::new))
                .bind("channels", column(plans, p -> p.communication().channel(), ChannelType[]::new))
                .bind("channelIds", column(plans, p -> p.communication().channelId(), UUID[]::new))
                .bind("agentIds", column(plans, p -> p.communication().agentId(), UUID[]::new))
                .bind("statuses", column(plans, p -> p.communication().status(), CommunicationStatus[]::new))
                .bind("reasons", column(plans, p -> p.communication().reason(), String[]::new))
                .bind("scheduledAts", column(plans, p -> p.communication().scheduledAt(), Instant[]::new))
                .bind("createdAts", column(plans, p -> p.communication().createdAt(), Instant[]::new))
                .bind("endedAts", column(plans, p -> p.communication().endedAt(), Instant[]::new))
                .bind("parameters", column(plans, p -> Columns.json(p.command().parameters()), String[]::new))
                .bind("contents", column(plans, CommandRepository::content, String[]::new))
                .bind("depths", column(plans, p -> p.communication().depth(), Integer[]::new))
                .bind("dueAts", column(plans, NewCommunication::dueAt, Instant[]::new))
                .bind("windows", column(plans, CommandRepository::window, String[]::new))
                .bind("zones", column(plans, p -> p.command().schedule().zone().getId(), String[]::new))
                .bind(
                        "traceparents",
                        column(plans, p -> traceparents.get(p.communication().commandId()), String[]::new))
                .list(row -> row.uuid("id")));
    }

    private static @Nullable String window(NewCommunication plan) {
        SendWindow window = SendWindow.of(plan.command().schedule());
        return window == null ? null : Columns.json(window);
    }

    private static @Nullable String content(NewCommunication plan) {
        MessageContent content = plan.command().content();
        return content.equals(MessageContent.NONE) ? null : Columns.json(content);
    }
}
