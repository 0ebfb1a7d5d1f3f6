package campaignflows.campaign.journal;

import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.values.WireName;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Counts which ways walks took. Each step counts once, so what came into a node is what left it or ended there. Walks whose
 * effects were dropped did not happen and are not counted.
 */
final class WalkCounts {
    private static final String NOWHERE = "";

    private WalkCounts() {}

    /**
     * One way out of a node, or the end in it.
     *
     * @param port       empty if the walk did not leave the node
     * @param nextNodeId empty if no edge led on
     */
    record Way(UUID campaignId, UUID flowId, int flowRevision, String nodeId, String port, String nextNodeId)
            implements Comparable<Way> {
        private static final Comparator<Way> ORDER = Comparator.comparing(Way::flowId)
                .thenComparing(Way::flowRevision)
                .thenComparing(Way::nodeId)
                .thenComparing(Way::port)
                .thenComparing(Way::nextNodeId);

        @Override
        public int compareTo(Way other) {
            return ORDER.compare(this, other);
        }
    }

    /** In the order in which their rows are to be locked. */
    static SortedMap<Way, Long> of(Collection<WalkRecorded> walks) {
        SortedMap<Way, Long> counts = new TreeMap<>();
        for (WalkRecorded walk : walks) {
            UUID flowId = walk.flowId();
            Integer revision = walk.flowRevision();
            if (flowId == null || revision == null || walk.outcome() == WalkOutcome.NOT_WALKED) {
                continue;
            }
            for (WalkRecorded.Way taken : walk.ways()) {
                Way way = new Way(
                        walk.campaignId(),
                        flowId,
                        revision,
                        taken.nodeId(),
                        port(taken),
                        taken.nextNodeId() == null ? NOWHERE : taken.nextNodeId());
                counts.merge(way, 1L, Long::sum);
            }
        }
        return counts;
    }

    private static String port(WalkRecorded.Way taken) {
        Port port = taken.port();
        return port == null ? NOWHERE : WireName.of(port);
    }
}
