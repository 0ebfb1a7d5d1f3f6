package campaignflows.campaign.journal;

import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.values.Sha256;
import campaignflows.platform.values.WireName;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The numbers by which walks that passed a node or an edge are found: 64 bits of a digest, stored in tables, so never to be
 * changed.
 */
final class PathElementKey {
    private PathElementKey() {}

    static long ofNode(UUID flowId, String nodeId) {
        return digest(flowId + " node " + nodeId);
    }

    /** @param port in lower case */
    static long ofEdge(UUID flowId, String source, String port, String target) {
        return digest(flowId + " edge " + source + ' ' + port + ' ' + target);
    }

    /** Of all that the walk came through; none if it was not walked. */
    static Long[] of(WalkRecorded walk) {
        UUID flowId = walk.flowId();
        if (flowId == null) {
            return new Long[0];
        }
        Set<Long> keys = new LinkedHashSet<>();
        for (WalkRecorded.Way way : walk.ways()) {
            keys.add(ofNode(flowId, way.nodeId()));
            if (way.port() != null && way.nextNodeId() != null) {
                keys.add(ofEdge(flowId, way.nodeId(), WireName.of(way.port()), way.nextNodeId()));
            }
        }
        return keys.toArray(Long[]::new);
    }

    private static long digest(String text) {
        return ByteBuffer.wrap(Sha256.of(text)).getLong();
    }
}
