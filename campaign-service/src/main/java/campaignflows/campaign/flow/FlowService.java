package campaignflows.campaign.flow;

import campaignflows.campaign.campaign.Campaign;
import campaignflows.campaign.campaign.CampaignRepository;
import campaignflows.campaign.definition.Definitions;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The flows of a campaign as people edit them (rules W1, W3). A draft may be invalid; an active flow may not become so.
 * While the campaign is Active, active flows are read-only and inactive ones may be edited.
 */
@Singleton
public class FlowService {
    static final String LIST = "flows";
    private static final int MAX_FLOWS = 100;
    /** A page of large flows is cut short here. */
    private static final long MAX_PAGE_BYTES = 4L * 1024 * 1024;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Database database;
    private final CampaignRepository campaigns;
    private final FlowRepository flows;
    private final FlowActivation activation;
    private final Definitions definitions;
    private final TargetsKept targets;

    FlowService(
            Database database,
            CampaignRepository campaigns,
            FlowRepository flows,
            FlowActivation activation,
            Definitions definitions,
            TargetsKept targets) {
        this.database = database;
        this.campaigns = campaigns;
        this.flows = flows;
        this.activation = activation;
        this.definitions = definitions;
        this.targets = targets;
    }

    public Page<CampaignFlow> list(UUID tenant, UUID campaignId, int limit, Optional<Cursor> after) {
        return database.read(tx -> {
            requireCampaign(campaigns.find(tx, tenant, campaignId));
            List<CampaignFlow> rows = flows.page(
                    tx,
                    campaignId,
                    after.map(cursor -> cursor.number(0)).orElse(0L),
                    after.map(cursor -> cursor.uuid(1)).orElse(BEFORE_ALL),
                    limit,
                    MAX_PAGE_BYTES);
            int total = flows.ids(tx, campaignId).size();
            List<CampaignFlow> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
            return Page.of(shown, nextCursor(tx, campaignId, shown)).withTotal(total);
        });
    }

    private @Nullable String nextCursor(Handle tx, UUID campaignId, List<CampaignFlow> shown) {
        if (shown.isEmpty()) {
            return null;
        }
        CampaignFlow last = shown.getLast();
        boolean isLast = flows.ids(tx, campaignId).getLast().equals(last.flow().id());
        return isLast ? null : Cursor.encode(LIST, last.position(), last.flow().id());
    }

    public CampaignFlow get(UUID tenant, UUID campaignId, UUID id) {
        return database.read(tx -> find(tx, tenant, campaignId, id));
    }

    /**
     * Adds an inactive flow behind the others.
     *
     * @throws ProblemException 422 with findings for a broken structure
     */
    public CampaignFlow create(UUID tenant, UUID campaignId, FlowDraft draft, String author) {
        Flow flow = FlowDrafts.create(Ids.v7(), draft);
        return database.inTransaction(tx -> {
            requireCampaign(campaigns.lock(tx, tenant, campaignId));
            append(tx, tenant, campaignId, List.of(flow), author);
            campaigns.touch(tx, campaignId);
            return find(tx, tenant, campaignId, flow.id());
        });
    }

    /** Adds the flows, in their order, behind those of a campaign that is locked or not there for others yet. */
    public void append(Handle tx, UUID tenant, UUID campaignId, List<Flow> added, String author) {
        if (flows.ids(tx, campaignId).size() + added.size() > MAX_FLOWS) {
            throw ProblemException.conflict("A campaign has at most %d flows".formatted(MAX_FLOWS));
        }
        added.forEach(flow -> flows.append(tx, tenant, campaignId, flow, author));
    }

    /**
     * Saves nodes, edges and, if given, the name.
     *
     * @param seen   the revision that the caller has edited
     * @param author what people call the caller
     * @throws ProblemException 409 if the flow has another revision or is read-only, 422 with findings
     */
    public CampaignFlow save(UUID tenant, UUID campaignId, UUID id, long seen, FlowDraft draft, String author) {
        CampaignFlow stored = get(tenant, campaignId, id);
        requireRevision(stored, seen);
        Flow present = stored.flow();
        Flow wanted = FlowDrafts.change(present, draft);
        if (present.active()) {
            return activation.saveActive(tenant, campaignId, id, seen, wanted, author);
        }
        return database.inTransaction(tx -> {
            requireCampaign(campaigns.lock(tx, tenant, campaignId));
            CampaignFlow locked = find(tx, tenant, campaignId, id);
            requireRevision(locked, seen);
            if (locked.flow().active()) {
                throw ProblemException.conflict("The flow has just been activated: try again");
            }
            targets.requireEntryKept(tx, campaignId, locked.flow(), wanted);
            flows.save(tx, wanted, List.of(), author);
            campaigns.touch(tx, campaignId);
            return find(tx, tenant, campaignId, id);
        });
    }

    /**
     * Renames the flow; a new revision, so that an editor with the old name notices.
     *
     * @param seen the revision that the caller knows; null if it does not care
     */
    public CampaignFlow rename(
            UUID tenant, UUID campaignId, UUID id, @Nullable Long seen, @Nullable String name, String author) {
        String newName = FlowDrafts.name(name);
        return database.inTransaction(tx -> {
            Campaign campaign = requireCampaign(campaigns.lock(tx, tenant, campaignId));
            CampaignFlow stored = find(tx, tenant, campaignId, id);
            Flow flow = stored.flow();
            requireRevisionIfSeen(stored, seen);
            requireEditable(campaign, flow);
            Flow renamed = new Flow(flow.id(), newName, flow.active(), flow.revision() + 1, flow.nodes(), flow.edges());
            flows.save(tx, renamed, stored.communicationResults(), author);
            noteChange(tx, campaignId, flow.active());
            return find(tx, tenant, campaignId, id);
        });
    }

    /**
     * Deletes the flow, only while the campaign is not Active (rule W5).
     *
     * @param seen the revision that the caller knows; null if it does not care
     * @throws ProblemException 409 also if an active flow hands over to it
     */
    public void delete(UUID tenant, UUID campaignId, UUID id, @Nullable Long seen) {
        database.useTransaction(tx -> {
            Campaign campaign = requireCampaign(campaigns.lock(tx, tenant, campaignId));
            CampaignFlow stored = find(tx, tenant, campaignId, id);
            requireRevisionIfSeen(stored, seen);
            Flow flow = stored.flow();
            campaign.requireNotActive("Flows cannot be deleted");
            targets.requireNoTarget(tx, campaignId, flow);
            flows.delete(tx, id);
            noteChange(tx, campaignId, flow.active());
        });
    }

    /** Gives the flows a new order: the ids of all of them. */
    public void reorder(UUID tenant, UUID campaignId, @Nullable List<? extends @Nullable UUID> ids) {
        database.useTransaction(tx -> {
            Campaign campaign = requireCampaign(campaigns.lock(tx, tenant, campaignId));
            campaign.requireNotActive("Flows cannot be reordered");
            List<UUID> present = flows.ids(tx, campaignId);
            if (ids == null
                    || ids.size() != present.size()
                    || !new HashSet<@Nullable UUID>(ids).equals(new HashSet<@Nullable UUID>(present))) {
                throw ProblemException.invalidField("ids", "Give the id of each of the campaign's flows once");
            }
            flows.reorder(tx, campaignId, List.copyOf(ids));
            definitions.publish(tx, campaignId);
        });
    }

    private void noteChange(Handle tx, UUID campaignId, boolean published) {
        if (published) {
            definitions.publish(tx, campaignId);
        } else {
            campaigns.touch(tx, campaignId);
        }
    }

    private CampaignFlow find(Handle tx, UUID tenant, UUID campaignId, UUID id) {
        return flows.find(tx, tenant, campaignId, id).orElseThrow(() -> ProblemException.notFound("flow"));
    }

    static void requireRevisionIfSeen(CampaignFlow stored, @Nullable Long seen) {
        if (seen != null) {
            requireRevision(stored, seen);
        }
    }

    /** The refusal says who saved it and when, so that people know whom to ask. */
    static void requireRevision(CampaignFlow stored, long seen) {
        if (stored.flow().revision() != seen) {
            throw ProblemException.staleRevision(stored.flow().revision(), stored.updatedAt(), stored.updatedBy());
        }
    }

    static void requireEditable(Campaign campaign, Flow flow) {
        if (flow.active()) {
            campaign.requireNotActive("An active flow is read-only");
        }
    }

    static Campaign requireCampaign(Optional<Campaign> campaign) {
        return campaign.orElseThrow(() -> ProblemException.notFound("campaign"));
    }
}
