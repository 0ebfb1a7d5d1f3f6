package campaignflows.campaign.journal;

import campaignflows.campaign.flow.CampaignFlow;
import campaignflows.campaign.flow.FlowRepository;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.walk.ParticipantWalksErased;
import campaignflows.platform.contracts.walk.WalkMessage;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.contracts.walk.WalksErased;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.client.KnownParticipants;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores the walks that were made, and returns them (rule W7). */
@Singleton
public class JournalService {
    static final String LIST = "walks:-started_at";
    static final String THROUGH_LIST = "walks-through:-started_at";
    static final String CUSTOMER_LIST = "customer-walks:-started_at";

    private final Transactions transactions;
    private final Database database;
    private final CampaignRepository campaigns;
    private final FlowRepository flows;
    private final JournalRepository journal;

    private final KnownParticipants participants;

    JournalService(
            Transactions transactions,
            Database database,
            CampaignRepository campaigns,
            FlowRepository flows,
            JournalRepository journal,
            KnownParticipants participants) {
        this.transactions = transactions;
        this.database = database;
        this.campaigns = campaigns;
        this.flows = flows;
        this.journal = journal;
        this.participants = participants;
    }

    /** Keeps the walks, in the order in which they were made; an erasure deletes those of its person that came before. */
    void record(Tx tx, List<Envelope<WalkMessage>> messages) {
        List<RecordedWalk> walks = new ArrayList<>();
        List<UUID> erased = new ArrayList<>();
        List<UUID> erasedParticipants = new ArrayList<>();
        for (Envelope<WalkMessage> message : messages) {
            switch (message.data()) {
                case WalkRecorded walk -> walks.add(new RecordedWalk(message.id(), message.tenant(), walk));
                case WalksErased(UUID customerId) -> {
                    // Their ways count all the same.
                    erased.add(customerId);
                    walks.replaceAll(walk -> walk.isOf(customerId) ? walk.counted() : walk);
                }
                case ParticipantWalksErased gone -> {
                    erasedParticipants.add(gone.participantId());
                    walks.replaceAll(walk -> walk.isOfParticipant(gone.participantId()) ? walk.counted() : walk);
                }
            }
        }
        journal.delete(tx, erased);
        journal.deleteOfParticipants(tx, erasedParticipants);
        journal.insert(tx, walks.stream().filter(walk -> !walk.isOnlyCounted()).toList());
        journal.count(tx, WalkCounts.of(walks.stream().map(RecordedWalk::walk).toList()));
    }

    /**
     * The walks of a participant of the campaign, the latest first. A participant that was removed keeps them.
     *
     * @throws ProblemException 404 if the tenant has no such campaign, or the campaign neither has nor had the participant
     */
    Page<Walk> ofParticipant(UUID tenant, UUID campaignId, UUID participantId, int limit, Optional<Cursor> cursor) {
        Page<Walk> page = page(tenant, campaignId, participantId, limit, cursor);
        if (page.items().isEmpty() && cursor.isEmpty()) {
            participants.require(tenant, campaignId, participantId);
        }
        return page;
    }

    private Page<Walk> page(UUID tenant, UUID campaignId, UUID participantId, int limit, Optional<Cursor> cursor) {
        transactions.await(session -> campaigns.find(session, tenant, campaignId));
        List<Walk> rows = database.read(tx -> journal.page(
                tx,
                tenant,
                campaignId,
                participantId,
                cursor.map(last -> last.instant(0)).orElse(null),
                cursor.map(last -> last.uuid(1)).orElse(null),
                limit + 1));
        return Page.ofOneMore(rows, limit, last -> Cursor.encode(LIST, last.startedAt(), last.id()));
    }

    /** The walks of a person in all campaigns, the latest first; also of participants that were removed. */
    Page<CustomerWalk> ofCustomer(UUID tenant, UUID customerId, int limit, Optional<Cursor> cursor) {
        List<CustomerWalk> rows = database.read(tx -> journal.ofCustomer(
                tx,
                tenant,
                customerId,
                cursor.map(last -> last.instant(0)).orElse(null),
                cursor.map(last -> last.uuid(1)).orElse(null),
                limit + 1));
        return Page.ofOneMore(
                rows,
                limit,
                last -> Cursor.encode(
                        CUSTOMER_LIST, last.walk().startedAt(), last.walk().id()));
    }

    /**
     * Which walks are asked for: exactly one of node and edge is given.
     *
     * @param flowId null: of any flow of the campaign that has such a node or edge
     * @param run    null: of all runs
     */
    record WalkFilter(
            @Nullable UUID flowId,
            @Nullable String nodeId,
            @Nullable String edgeId,
            @Nullable Integer run) {}

    /**
     * The walks that came through a node or took an edge as it is now, the latest first.
     *
     * @throws ProblemException 404 if the tenant's campaign has no such flow, node or edge
     */
    Page<Walk> through(UUID tenant, UUID campaignId, WalkFilter filter, int limit, Optional<Cursor> cursor) {
        Map<UUID, Long> ways = new LinkedHashMap<>();
        candidates(tenant, campaignId, filter.flowId())
                .forEach(flow -> key(flow, filter).ifPresent(key -> ways.put(flow.id(), key)));
        if (ways.isEmpty()) {
            throw ProblemException.notFound(filter.nodeId() == null ? "edge" : "node");
        }
        List<Walk> rows = database.read(tx -> journal.page(
                tx,
                tenant,
                campaignId,
                ways.keySet(),
                ways.values(),
                filter.run(),
                cursor.map(last -> last.instant(0)).orElse(null),
                cursor.map(last -> last.uuid(1)).orElse(null),
                limit + 1));
        return Page.ofOneMore(rows, limit, last -> Cursor.encode(THROUGH_LIST, last.startedAt(), last.id()));
    }

    private List<Flow> candidates(UUID tenant, UUID campaignId, @Nullable UUID flowId) {
        List<CampaignFlow> stored = transactions.await(session -> campaigns
                .find(session, tenant, campaignId)
                .chain(campaign -> flowId == null
                        ? flows.all(session, campaignId)
                        : flows.find(session, tenant, campaignId, flowId).map(List::of)));
        return stored.stream().map(CampaignFlow::flow).toList();
    }

    private static Optional<Long> key(Flow flow, WalkFilter filter) {
        return filter.nodeId() == null
                ? flow.edges().stream()
                        .filter(edge -> edge.id().equals(filter.edgeId()))
                        .findFirst()
                        .map(edge -> PathElementKey.ofEdge(
                                flow.id(), edge.source(), WireName.of(edge.port()), edge.target()))
                : flow.node(filter.nodeId()).map(node -> PathElementKey.ofNode(flow.id(), node.id()));
    }

    /**
     * How many walks came through the nodes and edges of a flow as it is now.
     *
     * @param revision counts the walks of this revision only; null: of all
     * @throws ProblemException 404 if the tenant's campaign has no such flow
     */
    FlowCounts counts(UUID tenant, UUID campaignId, UUID flowId, @Nullable Integer revision) {
        Flow flow = transactions
                .await(session -> flows.find(session, tenant, campaignId, flowId))
                .flow();
        return FlowCounts.of(flow, database.read(tx -> journal.counted(tx, flowId, revision)));
    }
}
