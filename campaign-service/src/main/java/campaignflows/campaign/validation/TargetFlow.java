package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A flow of the campaign as To Another Flow sees it.
 *
 * @param hasEntry whether it has a From Another Flow
 */
public record TargetFlow(UUID id, String name, boolean active, boolean hasEntry) {

    public static TargetFlow of(Flow flow) {
        boolean hasEntry = flow.nodes().stream().anyMatch(node -> node.type() == NodeType.FROM_ANOTHER_FLOW);
        return new TargetFlow(flow.id(), flow.name(), flow.active(), hasEntry);
    }

    /** The flows that the nodes of these flows name as their targets. */
    public static Set<UUID> namedBy(Collection<Flow> flows) {
        return flows.stream()
                .flatMap(flow -> flow.nodes().stream())
                .flatMap(node -> node.settings() instanceof NodeSettings.ToAnotherFlow(UUID target)
                        ? Optional.ofNullable(target).stream()
                        : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
