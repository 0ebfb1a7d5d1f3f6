package campaignflows.engine.graph;

import campaignflows.engine.node.BrokenNode;
import campaignflows.engine.node.EffectObserver;
import campaignflows.engine.node.NodeCompiler;
import campaignflows.engine.node.ObservedNode;
import campaignflows.engine.node.WalkableNode;
import campaignflows.engine.value.InvalidSettingException;
import campaignflows.engine.value.OperandCompiler;
import campaignflows.engine.value.Properties;
import campaignflows.engine.value.TenantFormats;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Port;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a campaign's flows, once per revision. A flow that cannot be compiled becomes a {@link CompiledFlow.Broken}:
 * it must fail its own walks and nothing else.
 */
public final class CampaignCompiler {
    private static final String TWO_EDGES = "two edges leave one port";

    private final NodeCompiler nodes;
    private final @Nullable EffectObserver observer;

    private CampaignCompiler(NodeCompiler nodes, @Nullable EffectObserver observer) {
        this.nodes = nodes;
        this.observer = observer;
    }

    public static CompiledCampaign compile(CampaignDefined campaign, TenantFormats formats) {
        return compile(campaign, formats, null);
    }

    /**
     * Compiles for a simulation: as far as it goes, so that a draft fails only where it cannot be walked, and with somebody
     * who is notified of what its nodes do.
     */
    public static CompiledCampaign compileDrafts(
            CampaignDefined campaign, TenantFormats formats, EffectObserver observer) {
        return compile(campaign, formats, observer);
    }

    private static CompiledCampaign compile(
            CampaignDefined campaign, TenantFormats formats, @Nullable EffectObserver observer) {
        var compiler = new CampaignCompiler(
                new NodeCompiler(new OperandCompiler(new Properties(campaign), formats)), observer);
        List<CompiledFlow> flows = campaign.flows().stream()
                .filter(Flow::active)
                .map(compiler::compile)
                .toList();
        return new CompiledCampaign(
                campaign.tenantId(), campaign.campaignId(), campaign.run(), campaign.revision(), formats, flows);
    }

    private CompiledFlow compile(Flow flow) {
        try {
            Map<String, GraphNode> graph = nodes(flow);
            flow.edges().forEach(edge -> connect(graph, edge));
            return new CompiledFlow.Walkable(
                    flow.id(),
                    flow.name(),
                    flow.revision(),
                    triggers(flow, graph),
                    flow.nodes().size());
        } catch (InvalidSettingException e) {
            return broken(flow, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            return broken(flow, "The flow cannot be compiled: " + e.getClass().getSimpleName());
        }
    }

    private Map<String, GraphNode> nodes(Flow flow) {
        Map<String, GraphNode> graph = new HashMap<>();
        for (Node node : flow.nodes()) {
            GraphNode compiled =
                    observer == null ? new GraphNode(node.id(), nodeOf(node)) : observedNodeOf(flow, node, observer);
            if (graph.put(node.id(), compiled) != null) {
                throw new InvalidSettingException("Two nodes have the id " + node.id());
            }
        }
        return graph;
    }

    private WalkableNode nodeOf(Node node) {
        try {
            return nodes.compile(node);
        } catch (InvalidSettingException e) {
            throw new InvalidSettingException("Node " + node.id() + ": " + e.getMessage());
        }
    }

    /** A node that cannot be compiled, or has two edges at one port, fails the walks that come to it. */
    private GraphNode observedNodeOf(Flow flow, Node node, EffectObserver observer) {
        WalkableNode compiled;
        try {
            compiled = hasPortTwice(flow, node) ? new BrokenNode(TWO_EDGES) : nodes.compile(node);
        } catch (InvalidSettingException e) {
            compiled = new BrokenNode(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            compiled = new BrokenNode(
                    "The node cannot be compiled: " + e.getClass().getSimpleName());
        }
        return new GraphNode(node.id(), new ObservedNode(compiled, flow.id(), node.id(), observer));
    }

    private static boolean hasPortTwice(Flow flow, Node node) {
        Set<Port> seen = EnumSet.noneOf(Port.class);
        return flow.edges().stream().anyMatch(edge -> edge.source().equals(node.id()) && !seen.add(edge.port()));
    }

    private void connect(Map<String, GraphNode> graph, Edge edge) {
        GraphNode source = graph.get(edge.source());
        GraphNode target = graph.get(edge.target());
        if (source == null || target == null) {
            throw new InvalidSettingException("Edge " + edge.id() + " leads from or to a node that does not exist");
        }
        if (!source.connect(edge.port(), target) && observer == null) {
            throw new InvalidSettingException("Node " + edge.source() + ": " + TWO_EDGES);
        }
    }

    private Map<NodeType, GraphNode> triggers(Flow flow, Map<String, GraphNode> graph) {
        Map<NodeType, GraphNode> triggers = new EnumMap<>(NodeType.class);
        for (Node node : flow.nodes()) {
            GraphNode compiled = graph.get(node.id());
            if (node.type().isTrigger()
                    && compiled != null
                    && triggers.putIfAbsent(node.type(), compiled) != null
                    && observer == null) {
                throw new InvalidSettingException("Two triggers are of one kind");
            }
        }
        return triggers;
    }

    private static CompiledFlow broken(Flow flow, String reason) {
        Set<NodeType> triggers = flow.nodes().stream()
                .map(Node::type)
                .filter(NodeType::isTrigger)
                .collect(Collectors.toUnmodifiableSet());
        return new CompiledFlow.Broken(flow.id(), flow.name(), flow.revision(), triggers, reason);
    }
}
