package campaignflows.communication.inbound;

import java.util.List;

/**
 * What one call of a provider brought.
 *
 * @param ignored how many things it brought that are no messages of contacts: receipts, edits, what happens in groups
 */
record Delivery(List<InboundMessage> messages, int ignored) {
    Delivery {
        messages = List.copyOf(messages);
    }

    static Delivery of(InboundMessage message) {
        return new Delivery(List.of(message), 0);
    }

    static Delivery ofNothing() {
        return new Delivery(List.of(), 1);
    }
}
