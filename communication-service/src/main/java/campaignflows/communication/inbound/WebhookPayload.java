package campaignflows.communication.inbound;

import java.util.List;

/**
 * What one call of a provider brought.
 *
 * @param receipts of messages that were sent
 * @param ignored  how many things it brought that are neither: edits, what happens in groups
 */
record WebhookPayload(List<InboundMessage> messages, List<Receipt> receipts, int ignored) {
    WebhookPayload {
        messages = List.copyOf(messages);
        receipts = List.copyOf(receipts);
    }

    static WebhookPayload of(InboundMessage message) {
        return new WebhookPayload(List.of(message), List.of(), 0);
    }

    static WebhookPayload ofNothing() {
        return new WebhookPayload(List.of(), List.of(), 1);
    }
}
