package campaignflows.platform.contracts.simulation;

import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.flow.NodeType;

/** The triggers that a communication fires, and by which statuses (product.md, Triggers). */
public final class CommunicationTriggers {
    private CommunicationTriggers() {}

    public static boolean isOne(NodeType trigger) {
        return trigger == NodeType.COMMUNICATION_ENDED || trigger == NodeType.COMMUNICATION_UPDATED;
    }

    /** Whether a communication that changes to this status fires this one of the two. */
    public static boolean fires(NodeType trigger, CommunicationStatus status) {
        return trigger == NodeType.COMMUNICATION_ENDED
                ? status.isFinal()
                : !status.isFinal() && status != CommunicationStatus.PLANNED;
    }
}
