package campaignflows.communication.external;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of an event. */
@Schema(name = "AgentEventReceipt")
record AgentEventReceipt(Outcome outcome) {

    /** Whatever it is, the event need not be sent again. */
    @Schema(name = "AgentEventOutcome")
    enum Outcome {
        /** It has changed something. */
        APPLIED,
        /** An event of this webhook-id has been taken before. */
        REPEATED,
        /** It came too late: the session has ended, or has passed that status. */
        IGNORED
    }
}
