package campaignflows.communication.inbound;

import java.util.List;

/**
 * What one call of a provider brought.
 *
 * @param receipts of messages that were sent
 * @param ignored  how many things it brought that are neither: edits, what happens in groups
 */
record Delivery(List<InboundMessage> messages, List<Receipt> receipts, int ignored) {
    Delivery {
        messages = List.copyOf(messages);
        receipts = List.copyOf(receipts);
    }

    static Delivery of(InboundMessage message) {
        return new Delivery(List.of(message), List.of(), 0);
    }

    static Delivery ofNothing() {
        return new Delivery(List.of(), List.of(), 1);
    }
}
