package campaignflows.campaign.flow;

import campaignflows.campaign.validation.TargetFlow;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.database.OffEventLoop;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table of flows. Writing one requires that its campaign is locked. Their JSON is read and written off the event loop. */
@Singleton
public class FlowRepository {
    private final Clock clock;

    FlowRepository(Clock clock) {
        this.clock = clock;
    }

    /** The active flows of a campaign, in their order. */
    public Uni<List<CampaignFlow>> active(Mutiny.Session session, UUID campaignId) {
        return list(session.createSelectionQuery(
                        "from StoredFlow where campaignId = :campaign and active order by position, id",
                        StoredFlow.class)
                .setParameter("campaign", campaignId));
    }

    /** All flows of a campaign, in their order. */
    public Uni<List<CampaignFlow>> all(Mutiny.Session session, UUID campaignId) {
        return list(session.createSelectionQuery(
                        "from StoredFlow where campaignId = :campaign order by position, id", StoredFlow.class)
                .setParameter("campaign", campaignId));
    }

    private static Uni<List<CampaignFlow>> list(Mutiny.SelectionQuery<StoredFlow> query) {
        return query.getResultList().chain(FlowRepository::read);
    }

    private static Uni<List<CampaignFlow>> read(List<StoredFlow> stored) {
        return stored.isEmpty()
                ? Uni.createFrom().item(List.of())
                : OffEventLoop.supply(
                        () -> stored.stream().map(StoredFlow::read).toList());
    }

    /**
     * Those flows of the campaign that the given ones hand over to, and those that a participant gets to from there
     * before any Field Check, by id; what is not there is left out.
     */
    public Uni<Map<UUID, TargetFlow>> targetsOf(Mutiny.Session session, UUID campaignId, Collection<Flow> from) {
        return withTargets(session, campaignId, new HashMap<>(), new HashSet<>(), TargetFlow.namedBy(from));
    }

    private static Uni<Map<UUID, TargetFlow>> withTargets(
            Mutiny.Session session, UUID campaignId, Map<UUID, TargetFlow> found, Set<UUID> asked, Set<UUID> next) {
        if (next.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        asked.addAll(next);
        return targets(session, campaignId, next).chain(targets -> {
            targets.forEach(target -> found.put(target.id(), target));
            Set<UUID> following = targets.stream()
                    .flatMap(target -> target.unguarded().handovers().stream())
                    .filter(id -> !asked.contains(id))
                    .collect(Collectors.toUnmodifiableSet());
            return withTargets(session, campaignId, found, asked, following);
        });
    }

    private static Uni<List<TargetFlow>> targets(Mutiny.Session session, UUID campaignId, Set<UUID> ids) {
        return session.createSelectionQuery(
                        "from StoredFlow where campaignId = :campaign and id in (:ids)", StoredFlow.class)
                .setParameter("campaign", campaignId)
                .setParameter("ids", ids)
                .getResultList()
                .chain(stored -> OffEventLoop.supply(() -> stored.stream()
                        .map(each -> TargetFlow.of(each.read().flow()))
                        .toList()));
    }

    /**
     * Flows in their order after a place in it: as many as asked for and one more, but no more than the bytes allow (at
     * least one), so that a page of large flows stays small.
     */
    Uni<List<CampaignFlow>> page(
            Mutiny.Session session, UUID campaignId, long afterPosition, UUID afterId, int limit, long maxBytes) {
        return session.createNativeQuery("""
                        select id from (
                            select id, position, sum(graph_bytes) over (order by position, id) - graph_bytes as bytes_before
                              from flows
                             where campaign_id = :campaign and (position, id) > (:afterPosition, :afterId)
                             order by position, id
                             limit :limit
                        ) page
                         where page.bytes_before < :maxBytes
                         order by position, id
                        """, UUID.class)
                .setParameter("campaign", campaignId)
                .setParameter("afterPosition", afterPosition)
                .setParameter("afterId", afterId)
                .setParameter("limit", limit + 1)
                .setParameter("maxBytes", maxBytes)
                .getResultList()
                .chain(ids -> ids.isEmpty() ? Uni.createFrom().item(List.of()) : withIds(session, ids));
    }

    private static Uni<List<CampaignFlow>> withIds(Mutiny.Session session, List<UUID> ids) {
        return list(session.createSelectionQuery(
                        "from StoredFlow where id in (:ids) order by position, id", StoredFlow.class)
                .setParameter("ids", ids));
    }

    /** The ids of the campaign's flows, in their order. */
    public Uni<List<UUID>> ids(Mutiny.Session session, UUID campaignId) {
        return session.createSelectionQuery(
                        "select id from StoredFlow where campaignId = :campaign order by position, id", UUID.class)
                .setParameter("campaign", campaignId)
                .getResultList();
    }

    /** @throws ProblemException 404 if the tenant's campaign has no such flow */
    public Uni<CampaignFlow> find(Mutiny.Session session, UUID tenant, UUID campaignId, UUID id) {
        return session.createSelectionQuery(
                        "from StoredFlow where id = :id and campaignId = :campaign and tenantId = :tenant",
                        StoredFlow.class)
                .setParameter("id", id)
                .setParameter("campaign", campaignId)
                .setParameter("tenant", tenant)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("flow"))
                .chain(stored -> OffEventLoop.supply(stored::read));
    }

    /** Adds the flows, in their order, after all others of the campaign. */
    Uni<Void> append(Mutiny.Session session, UUID tenant, UUID campaignId, List<Flow> added, Actor author) {
        return session.createSelectionQuery(
                        "select coalesce(max(position), 0) from StoredFlow where campaignId = :campaign", Integer.class)
                .setParameter("campaign", campaignId)
                .getSingleResult()
                .chain(last -> OffEventLoop.supply(() -> placed(tenant, campaignId, added, author, last)))
                .chain(placed -> session.persistAll(placed));
    }

    private Object[] placed(UUID tenant, UUID campaignId, List<Flow> added, Actor author, int last) {
        Object[] placed = new Object[added.size()];
        for (int i = 0; i < placed.length; i++) {
            Flow flow = added.get(i);
            placed[i] = new StoredFlow(
                    flow.id(),
                    campaignId,
                    tenant,
                    last + 1 + i,
                    FlowJson.of(flow, List.of()),
                    author.label(),
                    clock.instant());
        }
        return placed;
    }

    /**
     * Saves a flow that is there.
     *
     * @param results those that it was validated with; none if it is inactive
     * @param author  who changes it
     */
    Uni<CampaignFlow> save(Mutiny.Session session, Flow flow, List<ResultField> results, Actor author) {
        return session.find(StoredFlow.class, flow.id())
                .call(stored -> OffEventLoop.supply(() -> FlowJson.of(flow, results))
                        .invoke(text -> stored.become(text, author.label(), clock.instant())))
                .chain(stored -> OffEventLoop.supply(stored::read));
    }

    /**
     * The agents that the campaign's flows name, drafts too: those of active flows first, else in the flows' order, so
     * that a draft does not change what a result of an active flow means.
     */
    public Uni<List<FlowAgent>> agents(Mutiny.Session session, UUID campaignId) {
        return session.createNativeQuery("""
                        select id, agent from flows, unnest(agent_ids) with ordinality as used (agent, place)
                         where campaign_id = :campaign
                         order by active desc, position, id, place
                        """, Object[].class)
                .setParameter("campaign", campaignId)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new FlowAgent((UUID) row[0], (UUID) row[1]))
                        .toList());
    }

    /** Stores what each of the flows was validated with. */
    public Uni<Void> setResults(Mutiny.Session session, Map<UUID, List<ResultField>> results) {
        return OffEventLoop.supply(() -> results.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> FlowJson.write(entry.getValue()))))
                .chain(texts -> session.createSelectionQuery("from StoredFlow where id in (:ids)", StoredFlow.class)
                        .setParameter("ids", texts.keySet())
                        .getResultList()
                        .invoke(stored ->
                                stored.forEach(flow -> flow.setResults(Objects.requireNonNull(texts.get(flow.id()))))))
                .replaceWithVoid();
    }

    Uni<Void> delete(Mutiny.Session session, UUID id) {
        return session.find(StoredFlow.class, id).chain(session::remove);
    }

    /** Gives the flows the order of the ids, which are all of the campaign's. */
    Uni<Void> reorder(Mutiny.Session session, UUID campaignId, List<UUID> ids) {
        Map<UUID, Integer> places = new HashMap<>();
        ids.forEach(id -> places.put(id, places.size() + 1));
        return session.createSelectionQuery("from StoredFlow where campaignId = :campaign", StoredFlow.class)
                .setParameter("campaign", campaignId)
                .getResultList()
                .invoke(stored -> stored.forEach(flow -> flow.moveTo(Objects.requireNonNull(places.get(flow.id())))))
                .replaceWithVoid();
    }
}
