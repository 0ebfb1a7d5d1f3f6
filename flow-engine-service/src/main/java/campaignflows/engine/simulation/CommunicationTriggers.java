package campaignflows.engine.simulation;

import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.flow.NodeType;

/** The triggers that a communication fires, and the statuses that do. */
final class CommunicationTriggers {
    private CommunicationTriggers() {}

    static boolean isOne(NodeType trigger) {
        return trigger == NodeType.COMMUNICATION_ENDED || trigger == NodeType.COMMUNICATION_UPDATED;
    }

    static boolean fires(NodeType trigger, CommunicationStatus status) {
        return trigger == NodeType.COMMUNICATION_ENDED
                ? status.isFinal()
                : !status.isFinal() && status != CommunicationStatus.PLANNED;
    }
}
