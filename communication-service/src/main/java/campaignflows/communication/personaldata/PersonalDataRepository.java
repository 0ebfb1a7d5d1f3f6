package campaignflows.communication.personaldata;

import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what is kept about one person, a page at a time, those made last first. */
@Singleton
class PersonalDataRepository extends SqlRepository {
    List<CommunicationRecord> communications(
            Tx tx,
            UUID tenantId,
            UUID customerId,
            @Nullable Instant beforeCreatedAt,
            @Nullable UUID beforeId,
            int limit) {
        return tx.query("""
                        select id, campaign_id, participant_id, name, channel, status, reason, scheduled_at, created_at,
                               started_at, ended_at, content::text as content, parameters::text as parameters,
                               results::text as results
                          from communications
                         where customer_id = :customer and tenant_id = :tenant and not erased
                           and (cast(:createdAt as timestamptz) is null
                                or (created_at, id) < (:createdAt, cast(:id as uuid)))
                         order by created_at desc, id desc limit :limit
                        """)
                .bind("customer", customerId)
                .bind("tenant", tenantId)
                .bind("createdAt", beforeCreatedAt)
                .bind("id", beforeId)
                .bind("limit", limit)
                .list(row -> new CommunicationRecord(
                        row.uuid("id"),
                        row.uuid("campaign_id"),
                        row.uuid("participant_id"),
                        row.text("name"),
                        row.constant("channel", ChannelType.class),
                        row.constant("status", CommunicationStatus.class),
                        row.orNull("reason", Row::text),
                        row.instant("scheduled_at"),
                        row.instant("created_at"),
                        row.orNull("started_at", Row::instant),
                        row.orNull("ended_at", Row::instant),
                        content(row.orNull("content", Row::text)),
                        texts(row, "parameters"),
                        texts(row, "results"),
                        List.of()));
    }

    /** What was said in the sessions of communications, by communication, in order. */
    Map<UUID, List<CommunicationRecord.Said>> messages(Tx tx, Collection<UUID> communicationIds) {
        record Line(UUID communicationId, CommunicationRecord.Said said) {}
        return tx
                .query("""
                        select c.id, m.at, m.sender, m.text
                          from communications c join messages m on m.session_id = c.session_id
                         where c.id = any (:ids) order by m.at, m.number
                        """)
                .bind("ids", communicationIds.toArray(UUID[]::new))
                .list(row -> new Line(
                        row.uuid("id"),
                        new CommunicationRecord.Said(row.instant("at"), row.text("sender"), row.text("text"))))
                .stream()
                .collect(Collectors.groupingBy(
                        Line::communicationId, Collectors.mapping(Line::said, Collectors.toList())));
    }

    List<IncomingMessageRecord> incoming(Tx tx, UUID tenantId, UUID customerId, @Nullable UUID beforeId, int limit) {
        return tx.query("""
                        select id, channel, said_at, state, name, text from inbound_messages
                         where customer_id = :customer and tenant_id = :tenant and state <> 'replied'
                           and (cast(:before as uuid) is null or id < :before)
                         order by id desc limit :limit
                        """)
                .bind("customer", customerId)
                .bind("tenant", tenantId)
                .bind("before", beforeId)
                .bind("limit", limit)
                .list(row -> new IncomingMessageRecord(
                        row.uuid("id"),
                        row.constant("channel", ChannelType.class),
                        row.instant("said_at"),
                        row.text("state"),
                        row.orNull("name", Row::text),
                        row.orNull("text", Row::text)));
    }

    private static @Nullable MessageContent content(@Nullable String json) {
        return json == null ? null : Columns.json(json, MessageContent.class);
    }
}
