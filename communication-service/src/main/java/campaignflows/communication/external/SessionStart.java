package campaignflows.communication.external;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.message.MessageContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an external agent is asked for. It holds nothing that differs between attempts, so that a repeat has the same bytes as
 * long as nothing has been edited meanwhile.
 */
record SessionStart(String type, Data data) {
    private static final String TYPE = "session.start";

    static SessionStart of(Data data) {
        return new SessionStart(TYPE, data);
    }

    /**
     * The session.
     *
     * @param name         of the communication, as the flow has it
     * @param parameters   as the flow's node has worked them out
     * @param content      what the node says of subject, body or template; null: nothing
     * @param results      what the agent may report
     * @param callbackUrl  where it reports
     * @param closesAfter  after which time without answer the session closes
     */
    record Data(
            UUID communicationId,
            String name,
            UUID campaignId,
            UUID participantId,
            UUID agentId,
            Channel channel,
            Contact contact,
            SortedMap<String, String> parameters,
            @Nullable MessageContent content,
            List<ResultField> results,
            String callbackUrl,
            Duration closesAfter) {}

    record Channel(UUID id, ChannelType type, String name) {}

    /** @param address the one of the type of channel: email address, phone number, chat id, web id */
    record Contact(String address) {
        @Override
        public String toString() {
            return "Contact[…]";
        }
    }

    static SortedMap<String, String> sorted(Map<String, String> parameters) {
        return new TreeMap<>(parameters);
    }
}
