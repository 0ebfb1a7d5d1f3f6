package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A walk never returns to a node. One finding per cycle that a depth-first search closes; the search has its own stack, so that a
 * long flow cannot exhaust the thread's.
 */
final class CycleRule implements FlowRule {
    private static final int NAMED_NODES = 5;

    @Override
    public void check(FlowGraph flow, ValidationContext context, Findings findings) {
        Map<Node, State> states = new HashMap<>();
        for (Node start : flow.nodes()) {
            if (!states.containsKey(start)) {
                search(flow, start, states, findings);
            }
        }
    }

    private static void search(FlowGraph flow, Node start, Map<Node, State> states, Findings findings) {
        Deque<Visit> path = new ArrayDeque<>();
        path.addLast(enter(flow, start, states));
        while (!path.isEmpty()) {
            Visit visit = path.getLast();
            if (visit.open.isEmpty()) {
                states.put(visit.node, State.DONE);
                path.removeLast();
                continue;
            }
            Node next = flow.node(visit.open.removeFirst().target());
            State state = states.get(next);
            if (state == null) {
                path.addLast(enter(flow, next, states));
            } else if (state == State.ON_PATH) {
                report(path, next, findings);
            }
        }
    }

    private static Visit enter(FlowGraph flow, Node node, Map<Node, State> states) {
        states.put(node, State.ON_PATH);
        return new Visit(node, new ArrayDeque<>(flow.outgoing(node)));
    }

    private static void report(Deque<Visit> path, Node back, Findings findings) {
        List<Node> cycle = new ArrayList<>();
        for (Visit visit : path) {
            if (!cycle.isEmpty() || visit.node.equals(back)) {
                cycle.add(visit.node);
            }
        }
        String names = cycle.stream().limit(NAMED_NODES).map(DisplayName::of).collect(Collectors.joining(", "));
        findings.error(
                back,
                FindingCode.CYCLE,
                "The flow goes in a circle through %s%s: remove one of the edges"
                        .formatted(names, cycle.size() > NAMED_NODES ? ", …" : ""));
    }

    private enum State {
        ON_PATH,
        DONE
    }

    private record Visit(Node node, Deque<Edge> open) {}
}
