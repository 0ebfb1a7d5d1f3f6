package campaignflows.communication.external;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an external agent is told of one of its sessions. */
record AgentNotice(String type, Data data) {

    /** Of what it tells. */
    enum Kind {
        /** The session has ended, and not by the agent. */
        SESSION_CLOSED("session.closed"),
        /** The contact of the session wants no more messages on its type of channel. */
        CONTACT_OPTED_OUT("contact.opted_out"),
        /** The contact has said something in the session, which the agent cannot hear by itself. */
        SESSION_MESSAGE("session.message");

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
     * @param message what was said; null unless it is told of that
     */
    record Data(
            UUID communicationId,
            UUID agentId,
            ChannelType channel,
            CommunicationStatus status,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Said message) {}

    /** A message of the contact. */
    record Said(AgentEvent.From from, String text, Instant at) {
        @Override
        public String toString() {
            return "Said[" + from + "]";
        }
    }
}
