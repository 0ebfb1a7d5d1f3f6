package campaignflows.communication.sending;

import campaignflows.platform.contracts.message.MessageContent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What is to be handed to a provider.
 *
 * @param communicationId the key by which a provider can know a repeat: the same communication always has the same
 * @param address         the contact's, in the one form in which it is stored
 */
public record ProviderMessage(
        UUID communicationId, String address, MessageContent content, Map<String, String> parameters, Instant at) {
    public ProviderMessage {
        parameters = Map.copyOf(parameters);
    }
}
