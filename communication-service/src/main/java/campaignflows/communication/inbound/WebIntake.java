package campaignflows.communication.inbound;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.Channel;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes what visitors of web channels say, and how far their messages have come, as both are taken that providers bring. */
@Singleton
public final class WebIntake {
    private final InboundRepository messages;
    private final Receipts receipts;
    private final BlockedContactRepository blocked;
    private final InboundSignal signal;

    WebIntake(InboundRepository messages, Receipts receipts, BlockedContactRepository blocked, InboundSignal signal) {
        this.messages = messages;
        this.receipts = receipts;
        this.blocked = blocked;
        this.signal = signal;
    }

    /**
     * Stores a message in the caller's transaction.
     *
     * @param messageId of the visitor's browser, by which a repeat of the same visitor is known
     */
    public void store(Tx tx, Channel channel, String webId, String messageId, String text, Instant at) {
        InboundMessage message = new InboundMessage(
                messageId + " " + webId,
                Map.of(InboundContact.addressOf(ChannelType.WEB).fieldName(), webId),
                null,
                ProviderJson.text(text),
                null);
        blocked.unblock(tx, channel, List.of(webId));
        messages.insert(tx, channel, List.of(message), at.truncatedTo(ChronoUnit.MICROS));
    }

    /** To be called when the transaction is committed: somebody may be waiting. */
    public void stored() {
        signal.wakeUp();
    }

    /** Says, in the caller's transaction, that messages have come, or were seen; what is late or repeated changes nothing. */
    public void acknowledge(Tx tx, Channel channel, List<UUID> communicationIds, boolean read, Instant now) {
        Receipt.Stage stage = read ? Receipt.Stage.READ : Receipt.Stage.DELIVERED;
        receipts.apply(
                tx,
                channel,
                communicationIds.stream()
                        .map(id -> new Receipt(id, id.toString(), stage, null, false))
                        .toList(),
                now);
    }
}
