package campaignflows.campaign.flow;

import campaignflows.campaign.validation.Finding;
import campaignflows.campaign.validation.FindingCode;
import campaignflows.campaign.validation.Severity;
import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.values.ShownText;
import campaignflows.platform.values.ValueLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every draft must fulfil, however unfinished: well-formed and unique ids, edges between nodes that exist, and bounds. The
 * rules of validation rely on it.
 */
public final class FlowStructure {
    public static final int MAX_NODES = 1_000;
    public static final int MAX_EDGES = 2_000;

    /** Further problems are reported when these are corrected. */
    private static final int MAX_FINDINGS = 100;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");
    private static final double MAX_COORDINATE = 1e9;
    private static final int MAX_SHOWN = 80;

    private final UUID flowId;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> nodeIds = new HashSet<>();
    private final Set<String> edgeIds = new HashSet<>();

    private FlowStructure(UUID flowId) {
        this.flowId = flowId;
    }

    /** All that is wrong with the structure; empty if the nodes and edges make a flow. */
    public static List<Finding> check(
            UUID flowId, List<? extends @Nullable Node> nodes, List<? extends @Nullable Edge> edges) {
        FlowStructure structure = new FlowStructure(flowId);
        if (nodes.size() > MAX_NODES || edges.size() > MAX_EDGES) {
            structure.report(
                    null,
                    "A flow may have %,d nodes and %,d edges, but there are %,d and %,d"
                            .formatted(MAX_NODES, MAX_EDGES, nodes.size(), edges.size()));
            return structure.findings;
        }
        nodes.forEach(structure::checkNode);
        edges.forEach(structure::checkEdge);
        return structure.findings;
    }

    private void checkNode(@Nullable Node node) {
        if (node == null) {
            report(null, "Expected a node, but it is null");
            return;
        }
        if (!isId(node.id())) {
            report(null, "A node's id has 1 to 64 letters, digits, - and _, but there is " + quoted(node.id()));
            return;
        }
        if (!nodeIds.add(node.id())) {
            report(node.id(), "The id %s belongs to more than one node".formatted(node.id()));
        }
        if (node.name().codePointCount(0, node.name().length()) > SettingsBounds.MAX_NAME) {
            report(node.id(), "A node's name has at most %d characters".formatted(SettingsBounds.MAX_NAME));
        } else if (!ValueLimits.isStorable(node.name())) {
            report(node.id(), "The node's name holds a character that cannot be stored: remove it");
        }
        if (!isCoordinate(node.position().x()) || !isCoordinate(node.position().y())) {
            report(
                    node.id(),
                    "The position is too far away: at most %,.0f in each direction".formatted(MAX_COORDINATE));
        }
        SettingsBounds.problemsOf(node.settings()).forEach(problem -> report(node.id(), problem));
    }

    private void checkEdge(@Nullable Edge edge) {
        if (edge == null) {
            report(null, "Expected an edge, but it is null");
            return;
        }
        if (!isId(edge.id())) {
            report(null, "An edge's id has 1 to 64 letters, digits, - and _, but there is " + quoted(edge.id()));
            return;
        }
        if (!edgeIds.add(edge.id())) {
            report(null, "The id %s belongs to more than one edge".formatted(edge.id()));
        }
        if (isMissing(edge.port())) {
            report(null, "The edge %s needs the port that it leaves from: out, match or else".formatted(edge.id()));
        }
        checkEnd(edge, "source", edge.source());
        checkEnd(edge, "target", edge.target());
    }

    private void checkEnd(Edge edge, String end, @Nullable String nodeId) {
        if (nodeId == null || !nodeIds.contains(nodeId)) {
            report(
                    null,
                    "The %s of the edge %s is no node of the flow, but %s".formatted(end, edge.id(), quoted(nodeId)));
        }
    }

    private void report(@Nullable String nodeId, String message) {
        if (findings.size() >= MAX_FINDINGS) {
            return;
        }
        findings.add(new Finding(Severity.ERROR, FindingCode.STRUCTURE_INVALID, flowId, nodeId, message));
    }

    /** What people sent in place of an id; it may be anything. */
    private static String quoted(@Nullable String id) {
        if (id == null) {
            return "none";
        }
        return '"' + UNPRINTABLE.matcher(ShownText.shortened(id, MAX_SHOWN)).replaceAll("?") + '"';
    }

    private static boolean isId(@Nullable String id) {
        return id != null && ID.matcher(id).matches();
    }

    /** JSON may leave out what the record declares as not null. */
    private static boolean isMissing(@Nullable Object value) {
        return value == null;
    }

    private static boolean isCoordinate(double value) {
        return Math.abs(value) <= MAX_COORDINATE;
    }
}
