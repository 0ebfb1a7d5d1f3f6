package campaignflows.campaign.analytics;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the figures. */
@Singleton
public class AnalyticsRepository {
    /** Before all that can be counted. */
    private static final String BEGINNING = "-infinity";

    private static final String END = "infinity";

    /**
     * Participants of a period.
     *
     * @param present    at its end
     * @param reached    in it for the first time
     * @param successful in it for the first time
     */
    record People(long present, long reached, long successful) {}

    /** Communications of one kind: all, one of channel, name and day, and the status. */
    record Counted(
            @Nullable ChannelType channel,
            @Nullable String name,
            @Nullable LocalDate day,
            CommunicationStatus status,
            long communications) {}

    People people(Tx tx, UUID campaignId, @Nullable Instant from, @Nullable Instant until) {
        return tx.query("""
                        select coalesce(sum(participants), 0)::bigint as present,
                               coalesce(sum(reached) filter (where quarter >= :from::text::timestamptz), 0)::bigint as reached,
                               coalesce(sum(successful) filter (where quarter >= :from::text::timestamptz), 0)::bigint as successful
                          from participant_figures
                         where campaign_id = :campaign and quarter < :until::text::timestamptz
                        """)
                .bind("campaign", campaignId)
                .bind("from", from == null ? BEGINNING : from.toString())
                .bind("until", until == null ? END : until.toString())
                .one(row -> new People(
                        Math.max(0, row.bigint("present")),
                        Math.max(0, row.bigint("reached")),
                        Math.max(0, row.bigint("successful"))))
                .orElseThrow();
    }

    /** Whether the campaign's days are those of the zone. */
    boolean hasDaysOf(Tx tx, UUID campaignId, ZoneId zone) {
        return tx.query("select zone from communication_day_zones where campaign_id = :campaign and zone = :zone")
                .bind("campaign", campaignId)
                .bind("zone", zone.getId())
                .one(row -> row.text("zone"))
                .isPresent();
    }

    /** Computes the campaign's days in the zone from everything counted, while nothing else is counted. */
    void makeDaysOf(Tx tx, UUID campaignId, ZoneId zone) {
        tx.query("select pg_advisory_xact_lock(:lock::int, hashtext(:campaign))::text")
                .bind("lock", FigureRepository.DAYS_LOCK)
                .bind("campaign", campaignId.toString())
                .execute();
        tx.query("""
                        insert into communication_day_zones (campaign_id, zone) values (:campaign, :zone)
                            on conflict on constraint communication_day_zones_pk do update set zone = excluded.zone
                        """).bind("campaign", campaignId).bind("zone", zone.getId()).execute();
        tx.query("delete from communication_days where campaign_id = :campaign")
                .bind("campaign", campaignId)
                .execute();
        tx.query("""
                        insert into communication_days (campaign_id, day, name, channel, status, communications)
                        select campaign_id, (quarter at time zone :zone::text)::date, name, channel, status, sum(communications)
                          from communication_figures
                         where campaign_id = :campaign and communications <> 0
                         group by 1, 2, 3, 4, 5
                        """).bind("campaign", campaignId).bind("zone", zone.getId()).execute();
    }

    /**
     * Communications that were planned from the first day to the last, by status alone, and with each of channel, name and
     * day. Nothing if the days are of another zone.
     */
    List<Counted> communications(
            Tx tx, UUID campaignId, @Nullable LocalDate from, @Nullable LocalDate to, ZoneId zone) {
        return tx.query("""
                        select d.channel, d.name, d.day, d.status, sum(d.communications)::bigint as communications
                          from communication_days d
                          join communication_day_zones z on z.campaign_id = d.campaign_id and z.zone = :zone
                         where d.campaign_id = :campaign and d.communications <> 0
                           and d.day >= :from::text::date and d.day <= :to::text::date
                         group by grouping sets ((d.status), (d.channel, d.status), (d.name, d.status), (d.day, d.status))
                        having sum(d.communications) <> 0
                         order by d.channel, d.name, d.day, d.status
                        """)
                .bind("campaign", campaignId)
                .bind("zone", zone.getId())
                .bind("from", from == null ? BEGINNING : from.toString())
                .bind("to", to == null ? END : to.toString())
                .list(AnalyticsRepository::counted);
    }

    /** The same from the quarters, for any zone. */
    List<Counted> communicationsByQuarter(
            Tx tx, UUID campaignId, @Nullable Instant from, @Nullable Instant until, ZoneId zone) {
        return tx.query("""
                        with by_day as materialized (
                            select channel, name, (quarter at time zone :zone::text)::date as day, status,
                                   sum(communications) as communications
                              from communication_figures
                             where campaign_id = :campaign and communications <> 0
                               and quarter >= :from::text::timestamptz and quarter < :until::text::timestamptz
                             group by 1, 2, 3, 4)
                        select channel, name, day, status, sum(communications)::bigint as communications
                          from by_day
                         group by grouping sets ((status), (channel, status), (name, status), (day, status))
                        having sum(communications) <> 0
                         order by channel, name, day, status
                        """)
                .bind("campaign", campaignId)
                .bind("zone", zone.getId())
                .bind("from", from == null ? BEGINNING : from.toString())
                .bind("until", until == null ? END : until.toString())
                .list(AnalyticsRepository::counted);
    }

    private static Counted counted(Row row) {
        return new Counted(
                row.orNull("channel", (counted, column) -> counted.constant(column, ChannelType.class)),
                row.orNull("name", Row::text),
                row.orNull("day", Row::date),
                row.constant("status", CommunicationStatus.class),
                row.bigint("communications"));
    }

    /** How many participants these campaigns have now; none is 0. */
    public Map<UUID, Long> participants(Tx tx, Collection<UUID> campaignIds) {
        Map<UUID, Long> counts = new HashMap<>();
        campaignIds.forEach(id -> counts.put(id, 0L));
        tx.query("""
                        select campaign_id, greatest(sum(participants), 0)::bigint as participants
                          from participant_figures where campaign_id = any (:ids) group by campaign_id
                        """)
                .bind("ids", campaignIds.toArray(UUID[]::new))
                .list(row -> Map.entry(row.uuid("campaign_id"), row.bigint("participants")))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    /** Deletes the figures of campaigns that are gone, and what they were counted from. */
    public void deleteOfNoCampaign(Tx tx) {
        for (String table : List.of(
                "communication_figures",
                "communication_days",
                "communication_day_zones",
                "participant_figures",
                "seen_communications",
                "seen_participants")) {
            tx.query("delete from %s t where not exists (select from campaigns where id = t.campaign_id)"
                            .formatted(table))
                    .execute();
        }
    }
}
