package campaignflows.communication.limit;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.lifecycle.SendWindow;
import campaignflows.platform.contracts.communication.ChannelType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is about to be sent against the limits, one after the other: what is let go counts for those after it. Plain
 * rules over what was read under the lock of the limits, so that no two claims overlook each other.
 */
public final class LimitCheck {
    /** How soon it is looked at again whether what was not known at a claim is known. */
    public static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** Windows and quiet hours come together within a few days, or never. */
    private static final int TRIES = 60;

    private final Instant now;
    private final Map<Person, List<Instant>> sent = new HashMap<>();
    private final Map<Person, Integer> underway = new HashMap<>();

    private record Person(UUID customerId, ChannelType channel) {}

    public LimitCheck(Instant now, List<ContactLimitRepository.Made> made) {
        this.now = now;
        for (ContactLimitRepository.Made one : made) {
            Person person = new Person(one.customerId(), one.channel());
            Instant at = one.at();
            if (at == null) {
                underway.merge(person, 1, Integer::sum);
            } else {
                sent.computeIfAbsent(person, any -> new ArrayList<>()).add(at);
            }
        }
    }

    /** What is asked of. */
    public record Due(
            UUID customerId, ZoneId zone, @Nullable SendWindow window) {
        boolean mayBeSent(Instant moment) {
            return window == null || window.isOpen(moment);
        }
    }

    /** What the limits say of one. */
    public sealed interface Decision {}

    /** It may be sent. */
    public record Go() implements Decision {}

    /** It is not to be sent before that moment. */
    public record Later(Instant at, String reason) implements Decision {}

    /** It is not to be sent. */
    public record Never(String reason) implements Decision {}

    /** Of one whose window is closed nothing is said: that is looked at by itself, and it is not sent now. */
    public Decision of(Due due, ContactLimits limits) {
        if (!due.mayBeSent(now)) {
            return new Go();
        }
        QuietHours quietHours = limits.quietHours();
        if (quietHours != null && quietHours.isQuiet(now, due.zone())) {
            return quietHours.action() == LimitAction.SKIP
                    ? new Never(Reasons.inQuietHours(quietHours.from(), quietHours.to(), due.zone()))
                    : later(
                            due,
                            quietHours,
                            now,
                            at -> Reasons.afterQuietHours(quietHours.from(), quietHours.to(), due.zone(), at));
        }
        FrequencyCap cap = limits.cap();
        if (cap == null) {
            return new Go();
        }
        Person person = new Person(due.customerId(), limits.channel());
        List<Instant> before = sent.getOrDefault(person, List.of());
        Optional<Instant> free = cap.freeAt(before, now);
        if (free.isPresent()) {
            return cap.action() == LimitAction.SKIP
                    ? new Never(Reasons.overCap(cap.most(), cap.hours()))
                    : later(due, quietHours, free.get(), at -> Reasons.waitsForCap(cap.most(), cap.hours(), at));
        }
        long counting = before.stream().filter(cap.since(now)::isBefore).count();
        if (counting + underway.getOrDefault(person, 0) >= cap.most()) {
            return new Later(now.plus(LOOK_AGAIN), Reasons.ANOTHER_UNDER_WAY);
        }
        underway.merge(person, 1, Integer::sum);
        return new Go();
    }

    private interface Reason {
        String at(Instant moment);
    }

    private static Decision later(Due due, @Nullable QuietHours quietHours, Instant from, Reason reason) {
        return next(due.window(), quietHours, due.zone(), from)
                .<Decision>map(at -> new Later(at, reason.at(at)))
                .orElseGet(() -> new Never(Reasons.NEVER_BOTH));
    }

    /**
     * The first moment, from the given one on, at which the window is open and the contact's hours are not quiet; empty if
     * there is none in the foreseeable future.
     */
    public static Optional<Instant> next(
            @Nullable SendWindow window, @Nullable QuietHours quietHours, ZoneId zone, Instant from) {
        Instant at = from;
        for (int i = 0; i < TRIES; i++) {
            Optional<Instant> open = window == null ? Optional.of(at) : window.nextOpening(at);
            Optional<Instant> loud = quietHours == null ? open : open.flatMap(moment -> quietHours.end(moment, zone));
            if (loud.isEmpty() || loud.equals(open)) {
                return loud;
            }
            at = loud.get();
        }
        return Optional.empty();
    }
}
