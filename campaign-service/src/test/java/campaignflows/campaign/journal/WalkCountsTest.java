package campaignflows.campaign.journal;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.flow.Position;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.contracts.walk.WalkRecorded.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Counts of random walks through random flows: what goes into a node comes out of it or ends there. */
class WalkCountsTest {
    private static final int NODES = 12;

    @Test
    void shouldCountAsManyInAsOutAndEnded() {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("WalkCountsTest -Dtest.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            Flow flow = flow(random);
            List<WalkRecorded> walks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                walks.add(walked(flow, random));
            }
            FlowCounts counts = FlowCounts.of(flow, counted(walks));

            long started = walks.stream()
                    .filter(walk -> walk.outcome() != WalkOutcome.NOT_WALKED)
                    .count();
            for (FlowCounts.NodeCount node : counts.nodes()) {
                long in = sum(counts, flow, edge -> edge.target().equals(node.nodeId()))
                        + (node.nodeId().equals("n0") ? started : 0);
                long out = sum(counts, flow, edge -> edge.source().equals(node.nodeId()));
                assertThat(node.entered()).as(node.nodeId()).isEqualTo(in).isEqualTo(out + node.ended());
            }
            assertThat(counts.nodes().stream()
                            .mapToLong(FlowCounts.NodeCount::ended)
                            .sum())
                    .isEqualTo(started);
        }
    }

    private static long sum(FlowCounts counts, Flow flow, java.util.function.Predicate<Edge> which) {
        return flow.edges().stream()
                .filter(which)
                .mapToLong(edge -> counts.edges().stream()
                        .filter(count -> count.edgeId().equals(edge.id()))
                        .findFirst()
                        .orElseThrow()
                        .count())
                .sum();
    }

    private static List<FlowCounts.Counted> counted(List<WalkRecorded> walks) {
        List<FlowCounts.Counted> counted = new ArrayList<>();
        WalkCounts.of(walks)
                .forEach((way, count) ->
                        counted.add(new FlowCounts.Counted(way.nodeId(), way.port(), way.nextNodeId(), count)));
        return counted;
    }

    /** Edges lead to later nodes only; both ports of a check may lead to one node. */
    private static Flow flow(Random random) {
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            NodeType type = i == 0 ? NodeType.PARTICIPANT_CREATED : NodeType.FIELD_CHECK;
            nodes.add(new Node("n" + i, type, "", Position.ORIGIN, new NodeSettings.None()));
            for (Port port : type.ports()) {
                if (i + 1 < NODES && random.nextInt(4) > 0) {
                    String target = "n" + (i + 1 + random.nextInt(NODES - i - 1));
                    edges.add(new Edge("e" + edges.size(), "n" + i, port, target));
                }
            }
        }
        return new Flow(UUID.randomUUID(), "Random", true, 1, nodes, edges);
    }

    private static WalkRecorded walked(Flow flow, Random random) {
        List<Step> steps = new ArrayList<>();
        String at = "n0";
        boolean failed = false;
        while (at != null) {
            Node node = flow.node(at).orElseThrow();
            if (random.nextInt(20) == 0) {
                steps.add(new Step(at, null, List.of(), "failed"));
                failed = true;
                break;
            }
            List<Port> ports = List.copyOf(node.type().ports());
            Port port = ports.get(random.nextInt(ports.size()));
            steps.add(new Step(at, port, List.of(), null));
            String from = at;
            at = flow.edges().stream()
                    .filter(edge -> edge.source().equals(from) && edge.port() == port)
                    .map(Edge::target)
                    .findFirst()
                    .orElse(null);
        }
        WalkOutcome outcome =
                random.nextInt(10) == 0 ? WalkOutcome.NOT_WALKED : failed ? WalkOutcome.FAILED : WalkOutcome.COMPLETED;
        return JournalSamples.walk(
                UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), flow.id(), Instant.EPOCH, outcome, steps);
    }
}
