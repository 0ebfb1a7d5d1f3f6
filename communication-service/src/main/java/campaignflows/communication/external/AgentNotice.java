package campaignflows.communication.external;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.util.UUID;

/** What an external agent is told of one of its sessions. The members that it holds say nothing of the contact. */
record AgentNotice(String type, Data data) {

    /** Of what it tells. */
    enum Kind {
        /** The session has ended, and not by the agent. */
        SESSION_CLOSED("session.closed"),
        /** The contact of the session wants no more messages on its type of channel. */
        CONTACT_OPTED_OUT("contact.opted_out");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    static AgentNotice of(Kind kind, Data data) {
        return new AgentNotice(kind.type, data);
    }

    /**
     * The session.
     *
     * @param channel its type
     * @param status  as it is when the agent is told
     */
    record Data(UUID communicationId, UUID agentId, ChannelType channel, CommunicationStatus status) {}
}
