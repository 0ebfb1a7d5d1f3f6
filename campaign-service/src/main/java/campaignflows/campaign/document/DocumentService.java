package campaignflows.campaign.document;

import campaignflows.campaign.agent.AgentClient;
import campaignflows.campaign.document.CampaignDocument.DocumentField;
import campaignflows.campaign.document.CampaignDocument.DocumentFlow;
import campaignflows.campaign.field.DataField;
import campaignflows.campaign.field.FieldDraft;
import campaignflows.campaign.field.FieldRepository;
import campaignflows.campaign.field.FieldService;
import campaignflows.campaign.flow.CampaignFlow;
import campaignflows.campaign.flow.FlowDraft;
import campaignflows.campaign.flow.FlowDrafts;
import campaignflows.campaign.flow.FlowRepository;
import campaignflows.campaign.flow.FlowService;
import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.campaign.lifecycle.CampaignDraft;
import campaignflows.campaign.lifecycle.CampaignName;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.campaign.lifecycle.CampaignService;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.OffEventLoop;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Writes campaigns as documents and creates campaigns from them (rule C1). A copy is an import of an export. The flows of a
 * created campaign are inactive: activating them validates them where they are now.
 */
@Singleton
public class DocumentService {
    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final CampaignService campaignService;
    private final FieldRepository fields;
    private final FieldService fieldService;
    private final FlowRepository flows;
    private final FlowService flowService;
    private final AgentClient agents;
    private final AuditLog audit;

    DocumentService(
            Transactions transactions,
            CampaignRepository campaigns,
            CampaignService campaignService,
            FieldRepository fields,
            FieldService fieldService,
            FlowRepository flows,
            FlowService flowService,
            AgentClient agents,
            AuditLog audit) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.campaignService = campaignService;
        this.fields = fields;
        this.fieldService = fieldService;
        this.flows = flows;
        this.flowService = flowService;
        this.agents = agents;
        this.audit = audit;
    }

    /** The campaign as a document that leaves the system. */
    public Uni<CampaignDocument> export(UUID tenant, UUID campaignId, Actor actor) {
        AuditRecorded line = AuditRecorded.of(AuditAction.CAMPAIGN_EXPORTED, campaignId, actor)
                .in(campaignId);
        return export(tenant, campaignId).call(() -> transactions.run(session -> audit.append(session, tenant, line)));
    }

    /**
     * The campaign as a document.
     *
     * @throws ProblemException 404 for another tenant's campaign
     */
    public Uni<CampaignDocument> export(UUID tenant, UUID campaignId) {
        return transactions
                .run(session -> campaigns
                        .share(session, tenant, campaignId)
                        .chain(campaign -> fields.list(session, campaignId)
                                .chain(list ->
                                        flows.all(session, campaignId).map(all -> nameless(campaign, list, all)))))
                .chain(nameless -> OffEventLoop.supply(() -> named(tenant, nameless)));
    }

    private static CampaignDocument nameless(Campaign campaign, List<DataField> fields, List<CampaignFlow> flows) {
        return new CampaignDocument(
                CampaignDocument.FORMAT,
                campaign.name(),
                campaign.description(),
                campaign.updatedOnUnchanged(),
                fields.stream().map(DocumentField::of).toList(),
                flows.stream()
                        .map(CampaignFlow::flow)
                        .map(DocumentService::documented)
                        .toList(),
                List.of(),
                List.of());
    }

    /** Waits for another service. */
    private CampaignDocument named(UUID tenant, CampaignDocument nameless) {
        List<NodeSettings.Communication> used = communications(nameless);
        Map<UUID, AgentSummary> here = used.isEmpty() ? Map.of() : agents.agentsOf(tenant);
        return new CampaignDocument(
                nameless.format(),
                nameless.name(),
                nameless.description(),
                nameless.updatedOnUnchanged(),
                nameless.fields(),
                nameless.flows(),
                Agents.named(here, used),
                Agents.channelsNamed(here, used));
    }

    /**
     * Makes a campaign of a document: all of it, or nothing.
     *
     * @param name   instead of the document's; null: the document's
     * @param author the caller
     * @throws ProblemException 422 for what is not valid, 409 for a name that is taken or a field that has another type
     */
    public Uni<Campaign> create(UUID tenant, CampaignDocument document, @Nullable String name, Actor author) {
        if (!CampaignDocument.FORMAT.equals(document.format())) {
            throw ProblemException.invalidField("format", CampaignDocument.refusalOf(document.format()));
        }
        CampaignDraft draft = new CampaignDraft(
                name == null ? document.name() : name, document.description(), document.updatedOnUnchanged());
        UUID id = Ids.v7();
        return OffEventLoop.supply(() -> flows(tenant, document))
                .chain(newFlows -> fieldService
                        .planNew(tenant, id, drafts(document))
                        .chain(newFields -> campaignService.create(
                                tenant,
                                id,
                                draft,
                                session -> fieldService
                                        .addNew(session, tenant, id, newFields)
                                        .chain(() -> flowService.append(session, tenant, id, newFlows, author)),
                                author)));
    }

    private static List<FieldDraft> drafts(CampaignDocument document) {
        return present("fields", document.fields()).stream()
                .map(DocumentField::draft)
                .toList();
    }

    /** Waits for another service. */
    private List<Flow> flows(UUID tenant, CampaignDocument document) {
        Map<UUID, AgentSummary> here = communications(document).isEmpty() ? Map.of() : agents.agentsOf(tenant);
        return flows(document, new Agents(here, document));
    }

    /** A copy of the campaign under a new name: fields and flows, no participants. */
    public Uni<Campaign> duplicate(UUID tenant, UUID campaignId, @Nullable String name, Actor author) {
        return export(tenant, campaignId)
                .chain(document ->
                        copyName(tenant, document, name).chain(copy -> create(tenant, document, copy, author)));
    }

    private Uni<String> copyName(UUID tenant, CampaignDocument document, @Nullable String name) {
        return name != null
                ? Uni.createFrom().item(name)
                : transactions
                        .run(session -> freeName(session, tenant, String.valueOf(document.name()), 1))
                        .map(CampaignName::text);
    }

    private Uni<CampaignName> freeName(Mutiny.Session session, UUID tenant, String original, int number) {
        CampaignName candidate = CopyName.of(original, number);
        return campaigns
                .isTaken(session, tenant, candidate)
                .chain(taken -> taken
                        ? freeName(session, tenant, original, number + 1)
                        : Uni.createFrom().item(candidate));
    }

    private static DocumentFlow documented(Flow flow) {
        return new DocumentFlow(flow.id(), flow.name(), flow.nodes(), flow.edges());
    }

    private static List<NodeSettings.Communication> communications(CampaignDocument document) {
        List<NodeSettings.Communication> all = new ArrayList<>();
        for (DocumentFlow flow : Objects.requireNonNullElse(document.flows(), List.<DocumentFlow>of())) {
            if (flow != null && flow.nodes() != null) {
                for (Node node : flow.nodes()) {
                    if (node != null && node.settings() instanceof NodeSettings.Communication settings) {
                        all.add(settings);
                    }
                }
            }
        }
        return all;
    }

    /** The document's flows with ids of their own, naming each other by them. */
    private static List<Flow> flows(CampaignDocument document, Agents agents) {
        List<DocumentFlow> documented = present("flows", document.flows());
        Map<UUID, UUID> newIds = new HashMap<>();
        for (DocumentFlow flow : documented) {
            if (flow.id() != null && newIds.put(flow.id(), Ids.v7()) != null) {
                throw ProblemException.invalidField("flows", "Two flows have the id %s".formatted(flow.id()));
            }
        }
        List<Flow> made = new ArrayList<>();
        for (DocumentFlow flow : documented) {
            List<@Nullable Node> nodes = new ArrayList<>();
            for (Node node : Objects.requireNonNullElse(flow.nodes(), List.<Node>of())) {
                nodes.add(node == null ? null : translated(node, newIds, agents));
            }
            UUID id = flow.id() == null ? Ids.v7() : Objects.requireNonNull(newIds.get(flow.id()));
            made.add(FlowDrafts.create(id, new FlowDraft(flow.name(), nodes, flow.edges())));
        }
        return made;
    }

    /** A target that is not in the document is left out: a flow of another campaign cannot be a target. */
    private static Node translated(Node node, Map<UUID, UUID> flowIds, Agents agents) {
        NodeSettings settings = switch (node.settings()) {
            case NodeSettings.Communication communication -> agents.resolved(communication);
            case NodeSettings.ToAnotherFlow(UUID target) ->
                new NodeSettings.ToAnotherFlow(target == null ? null : flowIds.get(target));
            case null, default -> node.settings();
        };
        return new Node(node.id(), node.type(), node.name(), node.position(), settings);
    }

    private static <T> List<T> present(String property, @Nullable List<@Nullable T> list) {
        List<T> all = new ArrayList<>();
        for (T each : Objects.requireNonNullElse(list, List.<T>of())) {
            if (each == null) {
                throw ProblemException.invalidField(property, "An entry is null: leave it out");
            }
            all.add(each);
        }
        return all;
    }
}
