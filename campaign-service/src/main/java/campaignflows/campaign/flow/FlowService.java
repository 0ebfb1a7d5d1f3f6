package campaignflows.campaign.flow;

import campaignflows.campaign.definition.DefinitionPublisher;
import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.database.OffEventLoop;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The flows of a campaign as people edit them (rules W1, W3). A draft may be invalid; an active flow may not become so. While the
 * campaign is Active, active flows are read-only and inactive ones may be edited.
 */
@Singleton
public class FlowService {
    static final String LIST = "flows";
    private static final int MAX_FLOWS = 100;
    /** A page of large flows is cut short here. */
    private static final long MAX_PAGE_BYTES = 4L * 1024 * 1024;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final FlowRepository flows;
    private final FlowActivationService activation;
    private final DefinitionPublisher definitions;
    private final FlowAuditPublisher audit;
    private final Clock clock;

    FlowService(
            Transactions transactions,
            CampaignRepository campaigns,
            FlowRepository flows,
            FlowActivationService activation,
            DefinitionPublisher definitions,
            FlowAuditPublisher audit,
            Clock clock) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.flows = flows;
        this.activation = activation;
        this.definitions = definitions;
        this.audit = audit;
        this.clock = clock;
    }

    public Uni<Page<CampaignFlow>> list(UUID tenant, UUID campaignId, int limit, Optional<Cursor> after) {
        long position = after.map(cursor -> cursor.number(0)).orElse(0L);
        UUID id = after.map(cursor -> cursor.uuid(1)).orElse(BEFORE_ALL);
        return transactions.run(session -> campaigns
                .find(session, tenant, campaignId)
                .chain(campaign -> flows.page(session, campaignId, position, id, limit, MAX_PAGE_BYTES))
                .chain(rows -> flows.ids(session, campaignId).map(all -> page(rows, all, limit))));
    }

    private static Page<CampaignFlow> page(List<CampaignFlow> rows, List<UUID> all, int limit) {
        List<CampaignFlow> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
        return Page.of(shown, nextCursor(shown, all)).withTotal(all.size());
    }

    private static @Nullable String nextCursor(List<CampaignFlow> shown, List<UUID> all) {
        if (shown.isEmpty()) {
            return null;
        }
        CampaignFlow last = shown.getLast();
        boolean isLast = all.getLast().equals(last.flow().id());
        return isLast ? null : Cursor.encode(LIST, last.position(), last.flow().id());
    }

    public Uni<CampaignFlow> get(UUID tenant, UUID campaignId, UUID id) {
        return transactions.run(session -> flows.find(session, tenant, campaignId, id));
    }

    /**
     * Adds an inactive flow after the others.
     *
     * @throws ProblemException 422 with findings for a broken structure
     */
    public Uni<CampaignFlow> create(UUID tenant, UUID campaignId, FlowDraft draft, Actor author) {
        return OffEventLoop.supply(() -> FlowDrafts.create(Ids.v7(), draft))
                .chain(flow -> transactions.run(session -> campaigns
                        .lock(session, tenant, campaignId)
                        .call(campaign -> append(session, tenant, campaignId, List.of(flow), author))
                        .invoke(campaign -> campaign.touch(clock.instant()))
                        .chain(session::flush)
                        .chain(() -> flows.find(session, tenant, campaignId, flow.id()))));
    }

    /** Adds the flows, in their order, after those of a campaign that is locked or not there for others yet. */
    public Uni<Void> append(Mutiny.Session session, UUID tenant, UUID campaignId, List<Flow> added, Actor author) {
        return flows.ids(session, campaignId)
                .invoke(present -> requireRoom(present.size() + added.size()))
                .chain(() -> flows.append(session, tenant, campaignId, added, author))
                .chain(() -> tellCreated(session, tenant, campaignId, added, author));
    }

    private Uni<Void> tellCreated(
            Mutiny.Session session, UUID tenant, UUID campaignId, List<Flow> added, Actor author) {
        return Multi.createFrom()
                .iterable(added)
                .onItem()
                .transformToUniAndConcatenate(flow -> audit.created(session, tenant, campaignId, flow, author))
                .onItem()
                .ignoreAsUni();
    }

    private static void requireRoom(int wanted) {
        if (wanted > MAX_FLOWS) {
            throw ProblemException.conflict("A campaign has at most %d flows".formatted(MAX_FLOWS));
        }
    }

    /**
     * Saves nodes, edges and, if given, the name.
     *
     * @param seen   the revision that the caller has edited
     * @param author the caller
     * @throws ProblemException 409 if the flow has another revision or is read-only, 422 with findings
     */
    public Uni<CampaignFlow> save(UUID tenant, UUID campaignId, UUID id, long seen, FlowDraft draft, Actor author) {
        return get(tenant, campaignId, id)
                .invoke(stored -> stored.requireRevision(seen))
                .chain(stored -> OffEventLoop.supply(() -> FlowDrafts.change(stored.flow(), draft)))
                .chain(wanted -> wanted.active()
                        ? activation.saveActive(tenant, campaignId, id, seen, wanted, author)
                        : transactions.run(session -> saveDraft(session, tenant, campaignId, seen, wanted, author)));
    }

    private Uni<CampaignFlow> saveDraft(
            Mutiny.Session session, UUID tenant, UUID campaignId, long seen, Flow wanted, Actor author) {
        return campaigns
                .lock(session, tenant, campaignId)
                .chain(campaign -> flows.find(session, tenant, campaignId, wanted.id())
                        .invoke(locked -> locked.requireRevision(seen))
                        .invoke(locked -> requireStillInactive(locked.flow()))
                        .call(locked -> flows.active(session, campaignId)
                                .invoke(active -> TargetFlowGuard.requireEntryKept(active, locked.flow(), wanted)))
                        .chain(locked -> flows.save(session, wanted, List.of(), author)
                                .call(saved -> audit.changed(
                                        session, tenant, campaignId, locked.flow(), saved.flow(), author)))
                        .invoke(() -> campaign.touch(clock.instant())));
    }

    private static void requireStillInactive(Flow flow) {
        if (flow.active()) {
            throw ProblemException.conflict("The flow has just been activated: try again");
        }
    }

    /**
     * Renames the flow; a new revision, so that an editor with the old name notices.
     *
     * @param seen the revision that the caller knows; null if it does not care
     */
    public Uni<CampaignFlow> rename(
            UUID tenant, UUID campaignId, UUID id, @Nullable Long seen, @Nullable String name, Actor author) {
        String newName = FlowDrafts.name(name);
        return transactions.run(session -> campaigns
                .lock(session, tenant, campaignId)
                .chain(campaign -> flows.find(session, tenant, campaignId, id)
                        .invoke(stored -> stored.requireRevisionIfSeen(seen))
                        .invoke(stored -> requireEditable(campaign, stored.flow()))
                        .chain(stored -> flows.save(
                                        session, stored.renamed(newName), stored.communicationResults(), author)
                                .call(renamed -> audit.changed(
                                        session, tenant, campaignId, stored.flow(), renamed.flow(), author)))
                        .call(renamed ->
                                noteChange(session, campaign, renamed.flow().active()))));
    }

    /**
     * Deletes the flow, only while the campaign is not Active (rule W5).
     *
     * @param seen the revision that the caller knows; null if it does not care
     * @throws ProblemException 409 also if an active flow hands over to it
     */
    public Uni<Void> delete(UUID tenant, UUID campaignId, UUID id, @Nullable Long seen, Actor actor) {
        return transactions.run(session -> campaigns
                .lock(session, tenant, campaignId)
                .chain(campaign -> flows.find(session, tenant, campaignId, id)
                        .invoke(stored -> stored.requireRevisionIfSeen(seen))
                        .invoke(() -> campaign.requireNotActive("Flows cannot be deleted"))
                        .call(stored -> flows.active(session, campaignId)
                                .invoke(active -> TargetFlowGuard.requireNoTarget(active, stored.flow())))
                        .call(() -> flows.delete(session, id))
                        .call(stored -> audit.deleted(session, tenant, campaignId, stored.flow(), actor))
                        .chain(stored ->
                                noteChange(session, campaign, stored.flow().active()))));
    }

    /** Gives the flows a new order: the ids of all of them. */
    public Uni<Void> reorder(UUID tenant, UUID campaignId, @Nullable List<? extends @Nullable UUID> ids, Actor actor) {
        return transactions.run(session -> campaigns
                .lock(session, tenant, campaignId)
                .invoke(campaign -> campaign.requireNotActive("Flows cannot be reordered"))
                .chain(campaign -> flows.ids(session, campaignId)
                        .chain(present -> reorder(session, campaign, present, requireAll(present, ids), actor))));
    }

    private Uni<Void> reorder(
            Mutiny.Session session, Campaign campaign, List<UUID> present, List<UUID> order, Actor actor) {
        return flows.reorder(session, campaign.id(), order)
                .chain(() -> definitions.publish(session, campaign))
                .chain(() -> audit.reordered(session, campaign.tenantId(), campaign.id(), present, order, actor));
    }

    private static List<UUID> requireAll(List<UUID> present, @Nullable List<? extends @Nullable UUID> ids) {
        if (ids == null
                || ids.size() != present.size()
                || !new HashSet<@Nullable UUID>(ids).equals(new HashSet<@Nullable UUID>(present))) {
            throw ProblemException.invalidField("ids", "Give the id of each of the campaign's flows once");
        }
        return List.copyOf(ids);
    }

    private Uni<Void> noteChange(Mutiny.Session session, Campaign campaign, boolean published) {
        if (published) {
            return definitions.publish(session, campaign).replaceWithVoid();
        }
        campaign.touch(clock.instant());
        return Uni.createFrom().voidItem();
    }

    static void requireEditable(Campaign campaign, Flow flow) {
        if (flow.active()) {
            campaign.requireNotActive("An active flow is read-only");
        }
    }
}
