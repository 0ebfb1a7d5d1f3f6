package campaignflows.campaign.journal;

import campaignflows.campaign.journal.WalkCounts.Way;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.database.Columns;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of the journal. Every method is one statement, whatever the size of the batch. */
@Singleton
public class JournalRepository {
    private static final TypeReference<List<WalkRecorded.Step>> STEPS = new TypeReference<>() {};
    private static final TypeReference<List<WalkRecorded.Emitted>> EMITTED = new TypeReference<>() {};

    private static final String COLUMNS = """
            id, participant_id, flow_id, flow_revision, run, event_type, trigger_type, event_id, event_at, from_walk_id,
            started_at, duration_us, outcome, steps, emitted, error""";

    private static final Pattern WORD_BEGINS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    void insert(Tx tx, List<RecordedWalk> walks) {
        if (walks.isEmpty()) {
            return;
        }
        tx.query("""
                        insert into walks (id, tenant_id, campaign_id, participant_id, customer_id, flow_id, flow_revision,
                                           run, event_type, trigger_type, event_id, event_at, started_at, duration_us,
                                           outcome, error, steps, emitted, from_walk_id, ways)
                        select u.id, u.tenant, u.campaign, u.participant, u.customer, u.flow, u.revision, u.run, u.event_type,
                               u.trigger_type, u.event_id, u.event_at, u.started_at, u.duration, u.outcome, u.error,
                               u.steps, u.emitted, u.from_walk, u.ways::bigint[]
                          from unnest(:ids::uuid[], :tenants::uuid[], :campaigns::uuid[], :participants::uuid[], :customers::uuid[],
                                      :flows::uuid[], :revisions::int[], :runs::int[], :eventTypes::text[],
                                      :triggerTypes::text[], :eventIds::uuid[], :eventAts::timestamptz[],
                                      :startedAts::timestamptz[], :durations::bigint[], :outcomes::text[], :errors::text[],
                                      :steps::text[], :emitted::text[], :fromWalks::uuid[], :ways::text[])
                            as u (id, tenant, campaign, participant, customer, flow, revision, run, event_type,
                                  trigger_type, event_id, event_at, started_at, duration, outcome, error, steps, emitted,
                                  from_walk, ways)
                        """)
                .bind("ids", Columns.of(walks, UUID[]::new, RecordedWalk::id))
                .bind("tenants", Columns.of(walks, UUID[]::new, RecordedWalk::tenant))
                .bind("campaigns", ofWalks(walks, UUID[]::new, WalkRecorded::campaignId))
                .bind("participants", ofWalks(walks, UUID[]::new, WalkRecorded::participantId))
                .bind("customers", ofWalks(walks, UUID[]::new, WalkRecorded::customerId))
                .bind("flows", ofWalks(walks, UUID[]::new, WalkRecorded::flowId))
                .bind("revisions", ofWalks(walks, Integer[]::new, WalkRecorded::flowRevision))
                .bind("runs", ofWalks(walks, Integer[]::new, WalkRecorded::run))
                .bind(
                        "eventTypes",
                        ofWalks(walks, String[]::new, walk -> walk.trigger().type()))
                .bind(
                        "triggerTypes",
                        ofWalks(walks, NodeType[]::new, walk -> walk.trigger().nodeType()))
                .bind(
                        "eventIds",
                        ofWalks(walks, UUID[]::new, walk -> walk.trigger().eventId()))
                .bind(
                        "eventAts",
                        ofWalks(walks, Instant[]::new, walk -> walk.trigger().at()))
                .bind("startedAts", ofWalks(walks, Instant[]::new, WalkRecorded::startedAt))
                .bind("durations", ofWalks(walks, Long[]::new, WalkRecorded::durationMicros))
                .bind("outcomes", ofWalks(walks, WalkOutcome[]::new, WalkRecorded::outcome))
                .bind("errors", ofWalks(walks, String[]::new, WalkRecorded::error))
                .bind("steps", ofWalks(walks, String[]::new, walk -> json(walk.steps())))
                .bind("emitted", ofWalks(walks, String[]::new, walk -> json(walk.emitted())))
                .bind(
                        "fromWalks",
                        ofWalks(walks, UUID[]::new, walk -> walk.trigger().fromWalkId()))
                .bind("ways", ofWalks(walks, String[]::new, JournalRepository::ways))
                .execute();
    }

    /** Deletes all walks of these people. */
    void delete(Tx tx, Collection<UUID> customerIds) {
        if (!customerIds.isEmpty()) {
            tx.query("delete from walks where customer_id = any (:customers)")
                    .bind("customers", customerIds.toArray(UUID[]::new))
                    .execute();
        }
    }

    void deleteOfParticipants(Tx tx, Collection<UUID> participantIds) {
        if (!participantIds.isEmpty()) {
            tx.query("delete from walks where participant_id = any (:participants)")
                    .bind("participants", participantIds.toArray(UUID[]::new))
                    .execute();
        }
    }

    /** Adds to the counts. They are the last rows to be locked in a transaction, in their order: all batches meet there. */
    void count(Tx tx, SortedMap<Way, Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        List<Way> ways = List.copyOf(counts.keySet());
        tx.query("""
                        insert into walk_counts as c
                               (campaign_id, flow_id, flow_revision, node_id, port, next_node_id, walks)
                        select * from unnest(:campaigns::uuid[], :flows::uuid[], :revisions::int[], :nodes::text[], :ports::text[],
                                             :nexts::text[], :walks::bigint[])
                            on conflict on constraint walk_counts_pk do update set walks = c.walks + excluded.walks
                        """)
                .bind("campaigns", Columns.of(ways, UUID[]::new, Way::campaignId))
                .bind("flows", Columns.of(ways, UUID[]::new, Way::flowId))
                .bind("revisions", Columns.of(ways, Integer[]::new, Way::flowRevision))
                .bind("nodes", Columns.of(ways, String[]::new, Way::nodeId))
                .bind("ports", Columns.of(ways, String[]::new, Way::port))
                .bind("nexts", Columns.of(ways, String[]::new, Way::nextNodeId))
                .bind("walks", counts.values().toArray(Long[]::new))
                .execute();
    }

    /** The participant's walks before a place in their order, the latest first. */
    List<Walk> page(
            Tx tx,
            UUID tenant,
            UUID campaignId,
            UUID participantId,
            @Nullable Instant beforeStart,
            @Nullable UUID beforeId,
            int limit) {
        boolean goesOn = beforeStart != null && beforeId != null;
        var query = tx.query("""
                        select %s from walks
                         where participant_id = :participant and campaign_id = :campaign and tenant_id = :tenant
                           %s
                         order by started_at desc, id desc
                         limit :limit
                        """.formatted(COLUMNS, goesOn ? "and (started_at, id) < (:beforeStart, :beforeId)" : ""))
                .bind("participant", participantId)
                .bind("campaign", campaignId)
                .bind("tenant", tenant)
                .bind("limit", limit);
        if (goesOn) {
            query.bind("beforeStart", beforeStart).bind("beforeId", beforeId);
        }
        return query.list(JournalRepository::walk);
    }

    /**
     * Walks of a flow that came through any of these ways, before a place in their order, the latest first.
     *
     * @param ways their {@link PathElementKey}s
     * @param run  only walks of this run; null: of all
     */
    List<Walk> page(
            Tx tx,
            UUID tenant,
            UUID campaignId,
            Collection<UUID> flowIds,
            Collection<Long> ways,
            @Nullable Integer run,
            @Nullable Instant beforeStart,
            @Nullable UUID beforeId,
            int limit) {
        boolean goesOn = beforeStart != null && beforeId != null;
        var query = tx.query("""
                        select %s from walks
                         where flow_id %s and ways && :ways and campaign_id = :campaign and tenant_id = :tenant
                           and outcome <> 'not_walked' %s %s
                         order by started_at desc, id desc
                         limit :limit
                        """.formatted(
                                COLUMNS,
                                flowIds.size() == 1 ? "= :flow" : "= any (:flows)",
                                run == null ? "" : "and run = :run",
                                goesOn ? "and (started_at, id) < (:beforeStart, :beforeId)" : ""))
                .bind("ways", ways.toArray(Long[]::new))
                .bind("campaign", campaignId)
                .bind("tenant", tenant)
                .bind("limit", limit);
        if (flowIds.size() == 1) {
            query.bind("flow", flowIds.iterator().next());
        } else {
            query.bind("flows", flowIds.toArray(UUID[]::new));
        }
        if (run != null) {
            query.bind("run", run);
        }
        if (goesOn) {
            query.bind("beforeStart", beforeStart).bind("beforeId", beforeId);
        }
        return query.list(JournalRepository::walk);
    }

    /** A person's in all campaigns, the latest first, after the given one. */
    List<CustomerWalk> ofCustomer(
            Tx tx, UUID tenant, UUID customerId, @Nullable Instant beforeStart, @Nullable UUID beforeId, int limit) {
        return tx.query("""
                        select campaign_id, %s from walks
                         where customer_id = :customer and tenant_id = :tenant
                           and (cast(:beforeStart as timestamptz) is null
                                or (started_at, id) < (:beforeStart, cast(:beforeId as uuid)))
                         order by started_at desc, id desc
                         limit :limit
                        """.formatted(COLUMNS))
                .bind("customer", customerId)
                .bind("tenant", tenant)
                .bind("beforeStart", beforeStart)
                .bind("beforeId", beforeId)
                .bind("limit", limit)
                .list(row -> new CustomerWalk(row.uuid("campaign_id"), walk(row)));
    }

    List<FlowCounts.Counted> counted(Tx tx, UUID flowId, @Nullable Integer revision) {
        var query = tx.query("""
                        select node_id, port, next_node_id, sum(walks)::bigint as walks from walk_counts
                         where flow_id = :flow %s
                         group by node_id, port, next_node_id
                        """.formatted(revision == null ? "" : "and flow_revision = :revision"))
                .bind("flow", flowId);
        if (revision != null) {
            query.bind("revision", revision);
        }
        return query.list(JournalRepository::counted);
    }

    /** The ways that were taken in the campaign's flows, by flow, over all revisions. */
    public Map<UUID, List<FlowCounts.Counted>> countedOfCampaign(Tx tx, UUID campaignId) {
        return tx
                .query("""
                        select flow_id, node_id, port, next_node_id, sum(walks)::bigint as walks
                          from walk_counts
                         where flow_id in (select id from flows where campaign_id = :campaign)
                         group by flow_id, node_id, port, next_node_id
                        """)
                .bind("campaign", campaignId)
                .list(row -> Map.entry(row.uuid("flow_id"), counted(row)))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Deletes the counts of campaigns that are gone. */
    void deleteCountsOfNoCampaign(Tx tx) {
        tx.query("delete from walk_counts c where not exists (select from campaigns where id = c.campaign_id)")
                .execute();
    }

    private static FlowCounts.Counted counted(Row row) {
        return new FlowCounts.Counted(
                row.text("node_id"), row.text("port"), row.text("next_node_id"), row.bigint("walks"));
    }

    private static Walk walk(Row row) {
        return new Walk(
                row.uuid("id"),
                row.uuid("participant_id"),
                row.orNull("flow_id", Row::uuid),
                row.orNull("flow_revision", Row::integer),
                row.orNull("run", Row::integer),
                new Walk.Trigger(
                        row.orNull("trigger_type", (from, column) -> from.constant(column, NodeType.class)),
                        snakeCase(row.text("event_type")),
                        row.uuid("event_id"),
                        row.instant("event_at"),
                        row.orNull("from_walk_id", Row::uuid)),
                row.instant("started_at"),
                row.bigint("duration_us"),
                row.constant("outcome", WalkOutcome.class),
                row.json("steps", STEPS),
                row.json("emitted", EMITTED).stream()
                        .map(command -> new WalkRecorded.Emitted(snakeCase(command.type()), command.id()))
                        .toList(),
                row.orNull("error", Row::text));
    }

    /** A type as the API writes it: {@code plan_communication}. */
    private static String snakeCase(String type) {
        return WORD_BEGINS.matcher(type).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** An array as PostgreSQL writes it, since arrays of arrays all have one length. */
    private static String ways(WalkRecorded walk) {
        return Stream.of(PathElementKey.of(walk)).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static String json(List<?> list) {
        try {
            return Json.mapper().writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a walk that can be written as JSON", e);
        }
    }

    private static <T> @Nullable T[] ofWalks(
            List<RecordedWalk> walks, IntFunction<T[]> array, Function<WalkRecorded, @Nullable T> value) {
        return Columns.of(walks, array, recorded -> value.apply(recorded.walk()));
    }
}
