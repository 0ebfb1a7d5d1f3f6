package campaignflows.engine.graph;

import campaignflows.engine.node.NodeCompiler;
import campaignflows.engine.value.InvalidSettingException;
import campaignflows.engine.value.OperandCompiler;
import campaignflows.engine.value.Properties;
import campaignflows.engine.value.TenantForms;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compiles a campaign's flows, once per revision. A flow that cannot be compiled becomes a {@link CompiledFlow.Broken}:
 * it must fail its own walks and nothing else.
 */
public final class CampaignCompiler {
    private final NodeCompiler nodes;

    private CampaignCompiler(NodeCompiler nodes) {
        this.nodes = nodes;
    }

    public static CompiledCampaign compile(CampaignDefined campaign, TenantForms forms) {
        var compiler = new CampaignCompiler(new NodeCompiler(new OperandCompiler(new Properties(campaign), forms)));
        List<CompiledFlow> flows = campaign.flows().stream()
                .filter(Flow::active)
                .map(compiler::compile)
                .toList();
        return new CompiledCampaign(
                campaign.tenantId(), campaign.campaignId(), campaign.run(), campaign.revision(), forms, flows);
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
            GraphNode compiled;
            try {
                compiled = new GraphNode(node.id(), nodes.compile(node));
            } catch (InvalidSettingException e) {
                throw new InvalidSettingException("Node " + node.id() + ": " + e.getMessage());
            }
            if (graph.put(node.id(), compiled) != null) {
                throw new InvalidSettingException("Two nodes have the id " + node.id());
            }
        }
        return graph;
    }

    private static void connect(Map<String, GraphNode> graph, Edge edge) {
        GraphNode source = graph.get(edge.source());
        GraphNode target = graph.get(edge.target());
        if (source == null || target == null) {
            throw new InvalidSettingException("Edge " + edge.id() + " leads from or to a node that does not exist");
        }
        if (!source.connect(edge.port(), target)) {
            throw new InvalidSettingException("Node " + edge.source() + ": two edges leave one port");
        }
    }

    private static Map<NodeType, GraphNode> triggers(Flow flow, Map<String, GraphNode> graph) {
        Map<NodeType, GraphNode> triggers = new EnumMap<>(NodeType.class);
        for (Node node : flow.nodes()) {
            GraphNode compiled = graph.get(node.id());
            if (node.type().isTrigger() && compiled != null && triggers.put(node.type(), compiled) != null) {
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
