package campaignflows.campaign.analytics;

import campaignflows.campaign.analytics.FigureChanges.CommunicationKey;
import campaignflows.campaign.analytics.FigureChanges.ParticipantChange;
import campaignflows.campaign.analytics.FigureChanges.ParticipantKey;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Columns;
import campaignflows.platform.database.Query;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the tables of analytics. Every method is one statement, whatever the size of the batch. */
@Singleton
class FigureRepository {
    /** Of the advisory locks of this service's database; the second key is a partition. */
    private static final int LOCK = 0x66696775;

    /** The second key is a campaign's: held shared while counting, exclusively while computing its days. */
    static final int DAYS_LOCK = 0x66696764;

    private static final String COMMUNICATION =
            "id, campaign_id, participant_id, customer_id, name, channel, status, quarter";

    /** Puts the batches of a partition in one order, whichever topic they are of. */
    void lock(Tx tx, Set<Integer> partitions) {
        tx.query("select pg_advisory_xact_lock(:lock::int, p)::text from unnest(:partitions::int[]) as p")
                .bind("lock", LOCK)
                .bind("partitions", partitions.stream().sorted().toArray(Integer[]::new))
                .execute();
    }

    Map<UUID, CountedCommunication> communications(Tx tx, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : tx
                        .query("select " + COMMUNICATION + " from seen_communications where id = any (:ids)")
                        .bind("ids", ids.toArray(UUID[]::new))
                        .list(FigureRepository::communication)
                        .stream()
                        .collect(Collectors.toUnmodifiableMap(CountedCommunication::id, Function.identity()));
    }

    Map<UUID, CountedParticipant> participants(Tx tx, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : tx
                        .query("""
                        select participant_id, campaign_id, customer_id, reached, successful, gone from seen_participants
                         where participant_id = any (:ids)
                        """)
                        .bind("ids", ids.toArray(UUID[]::new))
                        .list(row -> new CountedParticipant(
                                row.uuid("participant_id"),
                                row.uuid("campaign_id"),
                                row.uuid("customer_id"),
                                row.orNull("reached", Row::instant),
                                row.orNull("successful", Row::instant),
                                row.bool("gone")))
                        .stream()
                        .collect(Collectors.toUnmodifiableMap(CountedParticipant::id, Function.identity()));
    }

    void keepCommunications(Tx tx, Collection<CountedCommunication> communications) {
        if (communications.isEmpty()) {
            return;
        }
        List<CountedCommunication> all = List.copyOf(communications);
        tx.query("""
                        insert into seen_communications
                               (id, campaign_id, participant_id, customer_id, name, channel, status, quarter)
                        select * from unnest(:ids::uuid[], :campaigns::uuid[], :participants::uuid[], :customers::uuid[],
                                             :names::text[], :channels::text[], :statuses::text[], :quarters::timestamptz[])
                            on conflict on constraint seen_communications_pk do update set status = excluded.status
                        """)
                .bind("ids", Columns.of(all, UUID[]::new, CountedCommunication::id))
                .bind("campaigns", Columns.of(all, UUID[]::new, CountedCommunication::campaignId))
                .bind("participants", Columns.of(all, UUID[]::new, CountedCommunication::participantId))
                .bind("customers", Columns.of(all, UUID[]::new, CountedCommunication::customerId))
                .bind("names", Columns.of(all, String[]::new, CountedCommunication::name))
                .bind("channels", Columns.of(all, ChannelType[]::new, CountedCommunication::channel))
                .bind("statuses", Columns.of(all, CommunicationStatus[]::new, CountedCommunication::status))
                .bind("quarters", Columns.of(all, Instant[]::new, CountedCommunication::quarter))
                .execute();
    }

    void keepParticipants(Tx tx, Collection<CountedParticipant> participants) {
        if (participants.isEmpty()) {
            return;
        }
        List<CountedParticipant> all = List.copyOf(participants);
        tx.query("""
                        insert into seen_participants
                               (participant_id, campaign_id, customer_id, reached, successful, gone)
                        select * from unnest(:ids::uuid[], :campaigns::uuid[], :customers::uuid[], :reached::timestamptz[],
                                             :successful::timestamptz[], :gone::boolean[])
                            on conflict on constraint seen_participants_pk do update
                           set reached = excluded.reached, successful = excluded.successful, gone = excluded.gone
                        """)
                .bind("ids", Columns.of(all, UUID[]::new, CountedParticipant::id))
                .bind("campaigns", Columns.of(all, UUID[]::new, CountedParticipant::campaignId))
                .bind("customers", Columns.of(all, UUID[]::new, CountedParticipant::customerId))
                .bind("reached", Columns.of(all, Instant[]::new, CountedParticipant::reached))
                .bind("successful", Columns.of(all, Instant[]::new, CountedParticipant::successful))
                .bind("gone", Columns.of(all, Boolean[]::new, CountedParticipant::gone))
                .execute();
    }

    /** Counts what is Planned for the participants as Canceled: a removal cancels without an event. */
    List<CountedCommunication> endPlannedOfParticipants(Tx tx, Collection<UUID> participantIds) {
        return endPlanned(tx, "participant_id", participantIds);
    }

    /** Likewise of erased people. */
    List<CountedCommunication> endPlannedOfCustomers(Tx tx, Collection<UUID> customerIds) {
        return endPlanned(tx, "customer_id", customerIds);
    }

    private static List<CountedCommunication> endPlanned(Tx tx, String column, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : tx.query("""
                        update seen_communications set status = 'canceled'
                         where %s = any (:ids) and status = 'planned'
                        returning %s
                        """.formatted(column, COMMUNICATION))
                        .bind("ids", ids.toArray(UUID[]::new))
                        .list(FigureRepository::communication);
    }

    /** Keeps of erased people only that something was sent. */
    void forget(Tx tx, Collection<UUID> customerIds) {
        if (customerIds.isEmpty()) {
            return;
        }
        tx.query("""
                        with gone as (delete from seen_participants where customer_id = any (:ids))
                        update seen_communications set participant_id = null, customer_id = null
                         where customer_id = any (:ids)
                        """).bind("ids", customerIds.toArray(UUID[]::new)).execute();
    }

    /** Adds to the figures: the last rows to be locked in a transaction, in their order, since all batches meet there. */
    void add(Tx tx, FigureChanges figures) {
        addCommunications(tx, figures);
        addParticipants(tx, figures);
    }

    private static void addCommunications(Tx tx, FigureChanges figures) {
        Map<CommunicationKey, Long> changes = figures.communications();
        if (changes.isEmpty()) {
            return;
        }
        List<CommunicationKey> keys = List.copyOf(changes.keySet());
        bindChanges(tx.query("""
                        insert into communication_figures as f
                               (campaign_id, quarter, name, channel, status, communications)
                        select * from unnest(:campaigns::uuid[], :quarters::timestamptz[], :names::text[], :channels::text[],
                                             :statuses::text[], :changes::bigint[])
                            on conflict on constraint communication_figures_pk
                            do update set communications = f.communications + excluded.communications
                        """), keys, changes).execute();
        holdDays(tx, keys);
        addDays(tx, keys, changes);
    }

    private static Query bindChanges(
            Query statement, List<CommunicationKey> keys, Map<CommunicationKey, Long> changes) {
        return statement
                .bind("campaigns", Columns.of(keys, UUID[]::new, CommunicationKey::campaignId))
                .bind("quarters", Columns.of(keys, Instant[]::new, CommunicationKey::quarter))
                .bind("names", Columns.of(keys, String[]::new, CommunicationKey::name))
                .bind("channels", Columns.of(keys, ChannelType[]::new, CommunicationKey::channel))
                .bind("statuses", Columns.of(keys, CommunicationStatus[]::new, CommunicationKey::status))
                .bind("changes", changes.values().toArray(Long[]::new));
    }

    /** Prevents that days of these campaigns are computed without what is counted here and not committed yet. */
    private static void holdDays(Tx tx, List<CommunicationKey> keys) {
        tx.query(
                        "select pg_advisory_xact_lock_shared(:lock::int, hashtext(id))::text from unnest(:campaigns::text[]) as id")
                .bind("lock", DAYS_LOCK)
                .bind(
                        "campaigns",
                        keys.stream()
                                .map(key -> key.campaignId().toString())
                                .distinct()
                                .toArray(String[]::new))
                .execute();
    }

    // A former version marked campaigns without requested days by an empty zone.
    private static void addDays(Tx tx, List<CommunicationKey> keys, Map<CommunicationKey, Long> changes) {
        bindChanges(tx.query("""
                        insert into communication_days as d (campaign_id, day, name, channel, status, communications)
                        select c.campaign, (c.quarter at time zone z.zone)::date as day, c.name, c.channel, c.status, sum(c.change)
                          from unnest(:campaigns::uuid[], :quarters::timestamptz[], :names::text[], :channels::text[],
                                      :statuses::text[], :changes::bigint[])
                               as c (campaign, quarter, name, channel, status, change)
                          join communication_day_zones z on z.campaign_id = c.campaign and z.zone <> ''
                         group by 1, 2, 3, 4, 5
                         order by 1, 2, 3, 4, 5
                            on conflict on constraint communication_days_pk
                            do update set communications = d.communications + excluded.communications
                        """), keys, changes).execute();
    }

    private static void addParticipants(Tx tx, FigureChanges figures) {
        Map<ParticipantKey, ParticipantChange> changes = figures.participants();
        if (changes.isEmpty()) {
            return;
        }
        List<ParticipantKey> keys = List.copyOf(changes.keySet());
        List<ParticipantChange> values = List.copyOf(changes.values());
        tx.query("""
                        insert into participant_figures as f (campaign_id, quarter, participants, reached, successful)
                        select * from unnest(:campaigns::uuid[], :quarters::timestamptz[], :participants::bigint[],
                                             :reached::bigint[], :successful::bigint[])
                            on conflict on constraint participant_figures_pk
                            do update set participants = f.participants + excluded.participants,
                                          reached = f.reached + excluded.reached,
                                          successful = f.successful + excluded.successful
                        """)
                .bind("campaigns", Columns.of(keys, UUID[]::new, ParticipantKey::campaignId))
                .bind("quarters", Columns.of(keys, Instant[]::new, ParticipantKey::quarter))
                .bind("participants", Columns.of(values, Long[]::new, ParticipantChange::participants))
                .bind("reached", Columns.of(values, Long[]::new, ParticipantChange::reached))
                .bind("successful", Columns.of(values, Long[]::new, ParticipantChange::successful))
                .execute();
    }

    private static CountedCommunication communication(Row row) {
        return new CountedCommunication(
                row.uuid("id"),
                row.uuid("campaign_id"),
                row.orNull("participant_id", Row::uuid),
                row.orNull("customer_id", Row::uuid),
                row.text("name"),
                row.constant("channel", ChannelType.class),
                row.constant("status", CommunicationStatus.class),
                row.instant("quarter"));
    }
}
