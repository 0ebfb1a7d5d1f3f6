package campaignflows.communication.dispatch;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.ChannelSenders;
import campaignflows.communication.sending.SendOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** How fast providers let this replica go on: the pauses that they have asked for, and what one contact may get. */
final class ProviderThrottle {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final ChannelSenders senders;
    private final Clock clock;
    private final ProviderPauses pauses = new ProviderPauses();
    private final PerContactThrottle contacts;

    ProviderThrottle(ChannelSenders senders, Clock clock) {
        this.senders = senders;
        this.clock = clock;
        this.contacts = new PerContactThrottle(clock);
    }

    /** Why no attempt to send to the contact is begun now; empty if one is, which counts. */
    Optional<Deferral> hold(Channel channel, String address) {
        Optional<Deferral> paused = hold(channel.id(), channel.revision());
        if (paused.isPresent()) {
            return paused;
        }
        Duration between = senders.traits(channel.type()).perContact();
        Instant free = contacts.take(channel.id(), address, between);
        return free.isAfter(clock.instant())
                ? Optional.of(Deferral.until(free, Reasons.ONE_AT_A_TIME))
                : Optional.empty();
    }

    /** The same of an external agent, which paces its messages itself. */
    Optional<Deferral> hold(UUID queueId, int version) {
        return paused(queueId, version).map(this::paused);
    }

    /** Waits for the end of the pause, to the second, so that those that wait for the same are given back together. */
    Deferral paused(SendOutcome.Throttled pause) {
        Instant end = clock.instant().plus(pause.pause()).plusNanos(NANOS_PER_SECOND - 1);
        return Deferral.until(end.truncatedTo(ChronoUnit.SECONDS), pause.reason());
    }

    /** What a message gets instead of being handed over; empty if it may be. */
    Optional<SendOutcome.Throttled> paused(UUID channelId, int version) {
        return pauses.of(channelId, version);
    }

    void pause(UUID channelId, int version, SendOutcome.Throttled throttled) {
        pauses.begin(channelId, version, throttled);
    }
}
