package campaignflows.communication.dispatch;

import campaignflows.communication.sending.SendOutcome;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.values.WireName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Counts and times the calls of providers, by the type of channel and how they ended. */
@Singleton
public final class DispatchMeters {
    private final MeterRegistry registry;

    public DispatchMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void called(ChannelType channel, SendOutcome outcome, long nanos) {
        Timer.builder("campaignflows.dispatch.attempts")
                .description("Calls of providers, by type of channel and outcome")
                .tag("channel", WireName.of(channel))
                .tag("outcome", wordOf(outcome))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** How it ended, in metrics and traces. */
    static String wordOf(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted any -> "accepted";
            case SendOutcome.RefusedForNow any -> "refused_for_now";
            case SendOutcome.Throttled any -> "throttled";
            case SendOutcome.RefusedForGood any -> "refused";
            case SendOutcome.ContactBlocked any -> "contact_blocked";
            case SendOutcome.ChannelFaulty any -> "channel_faulty";
            case SendOutcome.Unknown any -> "unknown";
            case SendOutcome.Unanswered any -> "unanswered";
        };
    }
}
