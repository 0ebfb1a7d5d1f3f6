package campaignflows.campaign.analytics;

import campaignflows.campaign.analytics.Analytics.ByChannel;
import campaignflows.campaign.analytics.Analytics.ByDay;
import campaignflows.campaign.analytics.Analytics.ByName;
import campaignflows.campaign.analytics.Analytics.ByStatus;
import campaignflows.campaign.analytics.Analytics.Funnel;
import campaignflows.campaign.analytics.Analytics.FunnelNode;
import campaignflows.campaign.analytics.AnalyticsRepository.Counted;
import campaignflows.campaign.flow.CampaignFlow;
import campaignflows.campaign.flow.FlowRepository;
import campaignflows.campaign.journal.FlowCounts;
import campaignflows.campaign.journal.JournalRepository;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.campaign.superset.SupersetClient;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Returns the figures of a campaign from stored counts: the time it takes does not depend on the number of participants. */
@Singleton
class AnalyticsService {
    private final Transactions transactions;
    private final Database database;
    private final CampaignRepository campaigns;
    private final FlowRepository flows;
    private final JournalRepository journal;
    private final AnalyticsRepository figures;
    private final SupersetClient superset;

    AnalyticsService(
            Transactions transactions,
            Database database,
            CampaignRepository campaigns,
            FlowRepository flows,
            JournalRepository journal,
            AnalyticsRepository figures,
            SupersetClient superset) {
        this.transactions = transactions;
        this.database = database;
        this.campaigns = campaigns;
        this.flows = flows;
        this.journal = journal;
        this.figures = figures;
        this.superset = superset;
    }

    /**
     * The figures.
     *
     * @param from the first day that counts, in the zone; null: from the beginning
     * @param to   the last day that counts; null: until now
     * @param own  the tenant's zone: by its days communications are added up, for any other the quarters are read
     * @throws ProblemException 404 if the tenant has no such campaign
     */
    Analytics of(
            UUID tenant, UUID campaignId, @Nullable LocalDate from, @Nullable LocalDate to, ZoneId zone, ZoneId own) {
        Instant begin = from == null ? null : from.atStartOfDay(zone).toInstant();
        Instant end = to == null ? null : to.plusDays(1).atStartOfDay(zone).toInstant();
        List<CampaignFlow> present = transactions.await(session ->
                campaigns.find(session, tenant, campaignId).chain(campaign -> flows.all(session, campaignId)));
        boolean byDay = zone.equals(own);
        if (byDay) {
            useDaysOf(campaignId, zone);
        }
        Read read = database.read(tx -> new Read(
                figures.people(tx, campaignId, begin, end),
                byDay
                        ? figures.communications(tx, campaignId, from, to, zone)
                        : figures.communicationsByQuarter(tx, campaignId, begin, end, zone),
                journal.countedOfCampaign(tx, campaignId)));
        AnalyticsRepository.People people = read.people();
        List<Counted> counted = read.counted();
        List<ByStatus> byStatus = counted.stream()
                .filter(one -> one.channel() == null && one.name() == null && one.day() == null)
                .map(one -> new ByStatus(one.status(), one.communications()))
                .sorted(Comparator.comparing(ByStatus::status))
                .toList();
        return new Analytics(
                from,
                to,
                zone.getId(),
                people.present(),
                people.reached(),
                people.successful(),
                rate(people.successful(), people.reached()),
                byStatus.stream().mapToLong(ByStatus::communications).sum(),
                byStatus,
                grouped(
                        counted,
                        Counted::channel,
                        sums -> new ByChannel(sums.of(), sums.all(), sums.reached(), sums.successful())),
                grouped(
                        counted,
                        Counted::name,
                        sums -> new ByName(sums.of(), sums.all(), sums.reached(), sums.successful())),
                grouped(
                        counted,
                        Counted::day,
                        sums -> new ByDay(sums.of(), sums.all(), sums.reached(), sums.successful())),
                funnels(present, read.ways()),
                superset.isConfigured());
    }

    /** Has the campaign's communications added up by the days of the zone, from now on; the reporting views show these days. */
    void useDaysOf(UUID campaignId, ZoneId zone) {
        if (!database.read(tx -> figures.hasDaysOf(tx, campaignId, zone))) {
            database.useTransaction(tx -> figures.makeDaysOf(tx, campaignId, zone));
        }
    }

    /** The figures as they are read, by one statement each. */
    private record Read(
            AnalyticsRepository.People people, List<Counted> counted, Map<UUID, List<FlowCounts.Counted>> ways) {}

    private static @Nullable Double rate(long successful, long reached) {
        return reached == 0
                ? null
                : BigDecimal.valueOf(successful)
                        .divide(BigDecimal.valueOf(reached), 4, RoundingMode.HALF_UP)
                        .doubleValue();
    }

    private record Sums<K>(K of, long all, long reached, long successful) {}

    /** Communications by one of channel, name and day, in its order. */
    private static <K, T> List<T> grouped(
            List<Counted> counted, Function<Counted, @Nullable K> key, Function<Sums<K>, T> view) {
        Map<K, List<Counted>> byKey = new LinkedHashMap<>();
        for (Counted one : counted) {
            K of = key.apply(one);
            if (of != null) {
                byKey.computeIfAbsent(of, none -> new ArrayList<>()).add(one);
            }
        }
        List<T> views = new ArrayList<>();
        byKey.forEach((of, these) -> views.add(view.apply(new Sums<>(
                of,
                sum(these, one -> true),
                sum(these, one -> FigureAggregator.isReached(one.status())),
                sum(these, one -> FigureAggregator.isSuccessful(one.status()))))));
        return views;
    }

    private static long sum(List<Counted> counted, Predicate<Counted> which) {
        return counted.stream().filter(which).mapToLong(Counted::communications).sum();
    }

    private static List<Funnel> funnels(List<CampaignFlow> flows, Map<UUID, List<FlowCounts.Counted>> ways) {
        return flows.stream()
                .map(CampaignFlow::flow)
                .map(flow -> funnel(flow, ways.getOrDefault(flow.id(), List.of())))
                .toList();
    }

    private static Funnel funnel(Flow flow, List<FlowCounts.Counted> ways) {
        Map<String, Long> entered = FlowCounts.of(flow, ways).nodes().stream()
                .collect(Collectors.toMap(FlowCounts.NodeCount::nodeId, FlowCounts.NodeCount::entered));
        return new Funnel(
                flow.id(),
                flow.name(),
                flow.nodes().stream()
                        .map(node -> new FunnelNode(node.id(), node.name(), entered.getOrDefault(node.id(), 0L)))
                        .toList());
    }
}
