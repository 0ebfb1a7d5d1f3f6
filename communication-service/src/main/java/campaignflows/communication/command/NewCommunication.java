package campaignflows.communication.command;

import campaignflows.communication.lifecycle.Communication;
import campaignflows.platform.contracts.message.PlanCommunication;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A communication about to be stored for the first time: Planned, or already ended.
 *
 * @param dueAt when it is to be sent; null if it has ended
 */
record NewCommunication(
        Communication communication,
        PlanCommunication command,
        @Nullable Instant dueAt) {}
