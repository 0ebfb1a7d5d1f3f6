package campaignflows.communication.web;

import java.util.UUID;

/**
 * Who writes on a web channel, once that is proven.
 *
 * @param webId the customer's on this channel, in the one form in which it is stored
 */
public record Visitor(UUID channelId, String webId) {
    @Override
    public String toString() {
        return "Visitor[" + channelId + "]";
    }
}
