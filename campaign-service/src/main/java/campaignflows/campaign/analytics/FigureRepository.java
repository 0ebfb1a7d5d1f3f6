package campaignflows.campaign.analytics;

import campaignflows.campaign.analytics.Figures.CommunicationKey;
import campaignflows.campaign.analytics.Figures.ParticipantChange;
import campaignflows.campaign.analytics.Figures.ParticipantKey;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Writes the tables of analytics. Every method is one statement, whatever the size of the batch. */
@Singleton
class FigureRepository {
    /** Of the advisory locks of this service's database; the second key is a partition. */
    private static final int LOCK = 0x66696775;

    /** Puts the batches of a partition in one order, whichever topic they are of. */
    void lock(Handle tx, Set<Integer> partitions) {
        tx.createQuery("select pg_advisory_xact_lock(:lock, p) from unnest(:partitions) as p")
                .bind("lock", LOCK)
                .bind("partitions", partitions.stream().sorted().toArray(Integer[]::new))
                .map((row, context) -> true)
                .list();
    }

    Map<UUID, SeenCommunication> communications(Handle tx, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : tx
                        .createQuery("select * from communication_seen where id = any (:ids)")
                        .bind("ids", ids.toArray(UUID[]::new))
                        .map(FigureRepository::communication)
                        .stream()
                        .collect(Collectors.toUnmodifiableMap(SeenCommunication::id, Function.identity()));
    }

    Map<UUID, SeenParticipant> participants(Handle tx, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : tx
                        .createQuery("select * from participant_seen where participant_id = any (:ids)")
                        .bind("ids", ids.toArray(UUID[]::new))
                        .map((row, context) -> new SeenParticipant(
                                row.getObject("participant_id", UUID.class),
                                row.getObject("campaign_id", UUID.class),
                                row.getObject("customer_id", UUID.class),
                                instant(row, "reached"),
                                instant(row, "successful"),
                                row.getBoolean("gone")))
                        .stream()
                        .collect(Collectors.toUnmodifiableMap(SeenParticipant::id, Function.identity()));
    }

    void keepCommunications(Handle tx, Collection<SeenCommunication> communications) {
        if (communications.isEmpty()) {
            return;
        }
        List<SeenCommunication> all = List.copyOf(communications);
        tx.createUpdate("""
                        insert into communication_seen
                               (id, campaign_id, participant_id, customer_id, name, channel, status, quarter)
                        select * from unnest(:ids, :campaigns, :participants, :customers, :names, :channels, :statuses,
                                             :quarters::timestamptz[])
                            on conflict on constraint communication_seen_pk do update set status = excluded.status
                        """)
                .bind("ids", column(all, UUID[]::new, SeenCommunication::id))
                .bind("campaigns", column(all, UUID[]::new, SeenCommunication::campaignId))
                .bind("participants", column(all, UUID[]::new, SeenCommunication::participantId))
                .bind("customers", column(all, UUID[]::new, SeenCommunication::customerId))
                .bind("names", column(all, String[]::new, SeenCommunication::name))
                .bind("channels", column(all, String[]::new, one -> wireName(one.channel())))
                .bind("statuses", column(all, String[]::new, one -> wireName(one.status())))
                .bind(
                        "quarters",
                        column(all, String[]::new, one -> one.quarter().toString()))
                .execute();
    }

    void keepParticipants(Handle tx, Collection<SeenParticipant> participants) {
        if (participants.isEmpty()) {
            return;
        }
        List<SeenParticipant> all = List.copyOf(participants);
        tx.createUpdate("""
                        insert into participant_seen
                               (participant_id, campaign_id, customer_id, reached, successful, gone)
                        select * from unnest(:ids, :campaigns, :customers, :reached::timestamptz[],
                                             :successful::timestamptz[], :gone)
                            on conflict on constraint participant_seen_pk do update
                           set reached = excluded.reached, successful = excluded.successful, gone = excluded.gone
                        """)
                .bind("ids", column(all, UUID[]::new, SeenParticipant::id))
                .bind("campaigns", column(all, UUID[]::new, SeenParticipant::campaignId))
                .bind("customers", column(all, UUID[]::new, SeenParticipant::customerId))
                .bind("reached", column(all, String[]::new, one -> text(one.reached())))
                .bind("successful", column(all, String[]::new, one -> text(one.successful())))
                .bind("gone", column(all, Boolean[]::new, SeenParticipant::gone))
                .execute();
    }

    /** Takes what is Planned of the participants for Canceled: a removal cancels without a word. */
    List<SeenCommunication> endPlannedOfParticipants(Handle tx, Collection<UUID> participantIds) {
        return endPlanned(tx, "participant_id", participantIds);
    }

    /** Likewise of erased people. */
    List<SeenCommunication> endPlannedOfCustomers(Handle tx, Collection<UUID> customerIds) {
        return endPlanned(tx, "customer_id", customerIds);
    }

    private static List<SeenCommunication> endPlanned(Handle tx, String column, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : tx.createQuery("""
                        update communication_seen set status = 'canceled'
                         where %s = any (:ids) and status = 'planned'
                        returning *
                        """.formatted(column))
                        .bind("ids", ids.toArray(UUID[]::new))
                        .map(FigureRepository::communication)
                        .list();
    }

    /** Keeps of erased people only that something was sent. */
    void forget(Handle tx, Collection<UUID> customerIds) {
        if (customerIds.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        with gone as (delete from participant_seen where customer_id = any (:ids))
                        update communication_seen set participant_id = null, customer_id = null
                         where customer_id = any (:ids)
                        """).bind("ids", customerIds.toArray(UUID[]::new)).execute();
    }

    /** Adds to the figures: the last rows to be locked in a transaction, in their order, since all batches meet there. */
    void add(Handle tx, Figures figures) {
        addCommunications(tx, figures);
        addParticipants(tx, figures);
    }

    private static void addCommunications(Handle tx, Figures figures) {
        Map<CommunicationKey, Long> changes = figures.communications();
        if (changes.isEmpty()) {
            return;
        }
        List<CommunicationKey> keys = List.copyOf(changes.keySet());
        tx.createUpdate("""
                        insert into communication_figure as f
                               (campaign_id, quarter, name, channel, status, communications)
                        select * from unnest(:campaigns, :quarters::timestamptz[], :names, :channels, :statuses, :changes)
                            on conflict on constraint communication_figure_pk
                            do update set communications = f.communications + excluded.communications
                        """)
                .bind("campaigns", column(keys, UUID[]::new, CommunicationKey::campaignId))
                .bind(
                        "quarters",
                        column(keys, String[]::new, key -> key.quarter().toString()))
                .bind("names", column(keys, String[]::new, CommunicationKey::name))
                .bind("channels", column(keys, String[]::new, key -> wireName(key.channel())))
                .bind("statuses", column(keys, String[]::new, key -> wireName(key.status())))
                .bind("changes", changes.values().toArray(Long[]::new))
                .execute();
    }

    private static void addParticipants(Handle tx, Figures figures) {
        Map<ParticipantKey, ParticipantChange> changes = figures.participants();
        if (changes.isEmpty()) {
            return;
        }
        List<ParticipantKey> keys = List.copyOf(changes.keySet());
        List<ParticipantChange> values = List.copyOf(changes.values());
        tx.createUpdate("""
                        insert into participant_figure as f (campaign_id, quarter, participants, reached, successful)
                        select * from unnest(:campaigns, :quarters::timestamptz[], :participants, :reached, :successful)
                            on conflict on constraint participant_figure_pk
                            do update set participants = f.participants + excluded.participants,
                                          reached = f.reached + excluded.reached,
                                          successful = f.successful + excluded.successful
                        """)
                .bind("campaigns", column(keys, UUID[]::new, ParticipantKey::campaignId))
                .bind(
                        "quarters",
                        column(keys, String[]::new, key -> key.quarter().toString()))
                .bind("participants", column(values, Long[]::new, ParticipantChange::participants))
                .bind("reached", column(values, Long[]::new, ParticipantChange::reached))
                .bind("successful", column(values, Long[]::new, ParticipantChange::successful))
                .execute();
    }

    private static SeenCommunication communication(ResultSet row, StatementContext context) throws SQLException {
        return new SeenCommunication(
                row.getObject("id", UUID.class),
                row.getObject("campaign_id", UUID.class),
                row.getObject("participant_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("name"),
                ChannelType.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
                CommunicationStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getObject("quarter", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <R, T> @Nullable T[] column(List<R> rows, IntFunction<T[]> array, Function<R, @Nullable T> value) {
        @Nullable T[] column = array.apply(rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }
}
