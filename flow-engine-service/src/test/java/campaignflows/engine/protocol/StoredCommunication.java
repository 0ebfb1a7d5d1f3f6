package campaignflows.engine.protocol;

import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.PlanCommunication;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A communication as communication-service stores it. */
final class StoredCommunication {
    private final PlanCommunication plan;
    private final int depth;
    private CommunicationStatus status = CommunicationStatus.PLANNED;
    private @Nullable SimulatedProcess attemptedBy;
    private boolean leaseIsOver;
    private int handedOver;

    StoredCommunication(PlanCommunication plan, int depth) {
        this.plan = plan;
        this.depth = depth;
    }

    PlanCommunication plan() {
        return plan;
    }

    UUID campaign() {
        return plan.campaignId();
    }

    /** Of the command that planned it. */
    int depth() {
        return depth;
    }

    CommunicationStatus status() {
        return status;
    }

    void become(CommunicationStatus next) {
        status = next;
    }

    /** How often it was given to the provider. */
    int handedOver() {
        return handedOver;
    }

    void handOver() {
        handedOver++;
    }

    /** Whether nobody has tried to send it. */
    boolean isPlanned() {
        return status == CommunicationStatus.PLANNED && attemptedBy == null;
    }

    boolean isAttempted() {
        return attemptedBy != null;
    }

    void attemptBy(SimulatedProcess sender) {
        attemptedBy = sender;
    }

    /** The sender gave up, if it is the one that tried. */
    void release(SimulatedProcess sender) {
        leaseIsOver |= attemptedBy == sender;
    }

    /** Its sender is gone, or takes so long that its lease is over. */
    boolean isAbandoned() {
        return attemptedBy == null || attemptedBy.isDead() || attemptedBy.isFrozen() || leaseIsOver;
    }

    /** Its state in events once it is in that status. */
    CommunicationState stateAs(CommunicationStatus next) {
        return new CommunicationState(
                plan.communicationId(), plan.name(), next, plan.channel(), plan.agentId(), Map.of(), plan.createdAt());
    }
}
