package campaignflows.communication.dispatch;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.ChannelSenders;
import campaignflows.communication.sending.ProviderMessage;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.SendTimeValue;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Gives one message whose attempt is stored to its provider, unless the provider wants to be left alone. */
final class MessageDelivery {
    private static final Logger LOG = Logger.getLogger(MessageDelivery.class);

    private final ChannelSenders senders;
    private final ProviderThrottle throttle;
    private final Clock clock;

    MessageDelivery(ChannelSenders senders, ProviderThrottle throttle, Clock clock) {
        this.senders = senders;
        this.throttle = throttle;
        this.clock = clock;
    }

    SendOutcome deliver(ChannelQueue queue, ChannelQueue.Ready ready) {
        UUID channelId = queue.channelId();
        int version = queue.version(ready.item());
        Optional<SendOutcome.Throttled> paused = throttle.paused(channelId, version);
        if (paused.isPresent()) {
            return paused.get();
        }
        SendOutcome outcome = send(channelId, ready);
        if (outcome instanceof SendOutcome.Throttled throttled) {
            throttle.pause(channelId, version, throttled);
        }
        return outcome;
    }

    private static MessageContent content(PreSendChecks.Send send, MessageContent planned) {
        String link = send.telegramLink();
        return link == null ? planned : planned.with(SendTimeValue.TELEGRAM_LINK, link);
    }

    private SendOutcome send(UUID channelId, ChannelQueue.Ready ready) {
        ChannelQueue.Item item = ready.item();
        try {
            return item.sender()
                    .send(new ProviderMessage(
                            item.id(),
                            item.send().address(),
                            content(item.send(), ready.attempt().content()),
                            ready.attempt().parameters(),
                            clock.instant()));
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "a message ended in an unknown way channel=%s", channelId);
            if (item.sender().knowsRepeats()) {
                return new SendOutcome.Unanswered(Reasons.OUR_ERROR, Blame.MESSAGE);
            }
            return new SendOutcome.Unknown(
                    "An error of this service while it was handed over; whether it was sent is unknown, and it is not sent again",
                    senders.traits(item.batch().channel().type()).receiptWait(),
                    Blame.MESSAGE);
        }
    }
}
