package campaignflows.communication.dispatch;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.ChannelSenders;
import campaignflows.communication.sending.ProviderMessage;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.SendTimeValue;
import campaignflows.platform.tracing.TraceSpan;
import campaignflows.platform.tracing.Tracing;
import campaignflows.platform.values.WireName;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Gives one message whose attempt is stored to its provider, unless the provider wants to be left alone. */
final class MessageSending {
    private static final Logger LOG = Logger.getLogger(MessageSending.class);

    private final ChannelSenders senders;
    private final ProviderThrottle throttle;
    private final Clock clock;
    private final Tracing tracing;

    MessageSending(ChannelSenders senders, ProviderThrottle throttle, Clock clock, Tracing tracing) {
        this.tracing = tracing;
        this.senders = senders;
        this.throttle = throttle;
        this.clock = clock;
    }

    SendOutcome send(SendQueue queue, SendQueue.StartedAttempt ready) {
        UUID targetId = queue.targetId();
        int version = queue.version(ready.item());
        Optional<SendOutcome.Throttled> paused = throttle.paused(targetId, version);
        if (paused.isPresent()) {
            return paused.get();
        }
        SendOutcome outcome = traced(targetId, ready);
        if (outcome instanceof SendOutcome.Throttled throttled) {
            throttle.pause(targetId, version, throttled);
        }
        return outcome;
    }

    private SendOutcome traced(UUID targetId, SendQueue.StartedAttempt ready) {
        String channel = WireName.of(ready.item().batch().channel().type());
        TraceSpan span = tracing.continued(
                        Tracing.Kind.CLIENT, "send " + channel, ready.attempt().traceparent())
                .with("campaignflows.channel", channel)
                .with("campaignflows.communication_id", ready.item().id().toString())
                .with("campaignflows.attempt", ready.attempt().number())
                .enter();
        try {
            SendOutcome outcome = send(targetId, ready);
            span.with("campaignflows.outcome", DispatchMeters.wordOf(outcome));
            return outcome;
        } finally {
            span.leave().end();
        }
    }

    private static MessageContent content(PreSendChecks.Send send, MessageContent planned) {
        String link = send.telegramLink();
        return link == null ? planned : planned.with(SendTimeValue.TELEGRAM_LINK, link);
    }

    private SendOutcome send(UUID targetId, SendQueue.StartedAttempt ready) {
        SendQueue.QueuedMessage item = ready.item();
        try {
            return item.sender()
                    .send(new ProviderMessage(
                            item.id(),
                            item.send().address(),
                            content(item.send(), ready.attempt().content()),
                            ready.attempt().parameters(),
                            clock.instant()));
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "a message ended in an unknown way target=%s", targetId);
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
