package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A flow of the campaign as a possible target of To Another Flow.
 *
 * @param hasEntry whether it has a From Another Flow
 * @param unguarded what a participant who comes in there meets before any Field Check
 */
public record TargetFlow(UUID id, String name, boolean active, boolean hasEntry, Unguarded unguarded) {
    public TargetFlow(UUID id, String name, boolean active, boolean hasEntry) {
        this(id, name, active, hasEntry, new Unguarded(List.of(), Set.of()));
    }

    /**
     * What stands before any Field Check.
     *
     * @param communications what people call the communications
     * @param handovers      flows that it hands over to
     */
    public record Unguarded(List<String> communications, Set<UUID> handovers) {
        public Unguarded {
            communications = List.copyOf(communications);
            handovers = Set.copyOf(handovers);
        }
    }

    public static TargetFlow of(Flow flow) {
        List<Node> entries = flow.nodes().stream()
                .filter(node -> node.type() == NodeType.FROM_ANOTHER_FLOW)
                .toList();
        return new TargetFlow(flow.id(), flow.name(), flow.active(), !entries.isEmpty(), unguarded(flow, entries));
    }

    private static Unguarded unguarded(Flow flow, List<Node> entries) {
        if (entries.isEmpty()) {
            return new Unguarded(List.of(), Set.of());
        }
        Set<Node> reached = new FlowGraph(flow).unguarded(entries);
        return new Unguarded(
                reached.stream()
                        .filter(node -> node.type().channel().isPresent())
                        .map(DisplayName::of)
                        .toList(),
                reached.stream().flatMap(TargetFlow::namedBy).collect(Collectors.toUnmodifiableSet()));
    }

    /** The flows that the nodes of these flows name as their targets. */
    public static Set<UUID> namedBy(Collection<Flow> flows) {
        return flows.stream()
                .flatMap(flow -> flow.nodes().stream())
                .flatMap(TargetFlow::namedBy)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<UUID> namedBy(Node node) {
        return node.settings() instanceof NodeSettings.ToAnotherFlow(UUID target)
                ? Optional.ofNullable(target).stream()
                : Stream.empty();
    }
}
