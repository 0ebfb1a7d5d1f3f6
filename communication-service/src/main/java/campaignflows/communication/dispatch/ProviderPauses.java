package campaignflows.communication.dispatch;

import campaignflows.communication.sending.SendOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Channels whose provider takes nothing before a time that it named. Nothing is handed to it until then, not even what was
 * about to be: each further call makes such a pause longer. Known to this replica only; the others are told by their own calls.
 * It holds for the version that the channel had: with another token it is another account's.
 */
final class ProviderPauses {
    private final Map<UUID, Pause> byChannel = new ConcurrentHashMap<>();

    private record Pause(int version, long untilNanos, String reason) {}

    /** The later end of two of the same version counts. */
    void begin(UUID channelId, int version, SendOutcome.Throttled throttled) {
        Pause pause = new Pause(version, System.nanoTime() + throttled.pause().toNanos(), throttled.reason());
        byChannel.merge(
                channelId,
                pause,
                (one, other) -> one.version() == version && one.untilNanos() - other.untilNanos() > 0 ? one : other);
    }

    /** What a message of the channel gets instead of being handed over; empty if it may be. */
    Optional<SendOutcome.Throttled> of(UUID channelId, int version) {
        Pause pause = byChannel.get(channelId);
        if (pause == null || pause.version() != version) {
            return Optional.empty();
        }
        long left = pause.untilNanos() - System.nanoTime();
        if (left <= 0) {
            byChannel.remove(channelId, pause);
            return Optional.empty();
        }
        return Optional.of(new SendOutcome.Throttled(pause.reason(), Duration.ofNanos(left)));
    }
}
