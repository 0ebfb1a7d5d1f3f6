package campaignflows.communication.lifecycle;

import campaignflows.platform.contracts.communication.RunningStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a Planned communication was not sent yet, as things are at this moment: one that is due always has a reason (rule M8).
 *
 * @param held     the reason that was stored when it was last given back
 * @param dueAt    when it is to be sent, or tried again
 * @param claimed  whether somebody is sending it
 * @param deserted whether that somebody gives no sign of life any more
 * @param run      of the campaign; null if none is known here
 * @param channel  null if there is none any more
 * @param agent    null if there is none any more
 */
record UnsentReason(
        UUID communicationId,
        @Nullable String held,
        Instant dueAt,
        boolean claimed,
        boolean deserted,
        @Nullable Run run,
        @Nullable OfChannel channel,
        @Nullable OfAgent agent) {
    static final String NO_RUN = "The campaign has not been started yet, as far as is known here";
    static final String NOT_ACTIVE = "The campaign is not active: it is looked at again when the campaign is started";
    static final String DESERTED = "Whoever was sending it has stopped: it is taken over within moments";
    static final String IN_TURN = "It is waiting its turn to be sent";

    /** @param fault what keeps the run from going on; null if nothing does */
    record Run(boolean active, @Nullable String fault) {}

    record OfChannel(
            String name,
            RunningStatus status,
            @Nullable String trouble,
            @Nullable Integer ratePerSecond) {}

    record OfAgent(
            String name, RunningStatus status, @Nullable String trouble) {}

    /** When it is tried again, or may be sent; null if it is simply not due yet, or due. */
    @Nullable
    Instant nextAttempt(Instant scheduledAt, Instant now) {
        return dueAt.isAfter(now) && (held != null || dueAt.isAfter(scheduledAt)) ? dueAt : null;
    }

    /** The reason; null only while it is not due. */
    @Nullable
    String reason(Instant now) {
        if (dueAt.isAfter(now)) {
            return held;
        }
        Run known = run;
        if (known == null) {
            return NO_RUN;
        }
        String fault = known.fault();
        if (fault != null) {
            return "The campaign is in Error: %s. Mend that and start the campaign again".formatted(fault);
        }
        if (!known.active()) {
            return NOT_ACTIVE;
        }
        OfChannel by = channel;
        OfAgent from = agent;
        if (by == null || from == null) {
            return Reasons.NOT_USABLE;
        }
        if (by.status() == RunningStatus.STOPPED) {
            return "The channel %s is stopped".formatted(by.name());
        }
        if (from.status() == RunningStatus.STOPPED) {
            return "The agent %s is stopped".formatted(from.name());
        }
        String trouble = by.trouble() == null ? from.trouble() : by.trouble();
        if (trouble != null) {
            return trouble;
        }
        if (claimed) {
            return deserted ? DESERTED : held == null ? IN_TURN : held;
        }
        if (held != null) {
            return held;
        }
        Integer rate = by.ratePerSecond();
        return rate == null
                ? IN_TURN
                : "%s: the channel %s sends at most %d per second".formatted(IN_TURN, by.name(), rate);
    }
}
