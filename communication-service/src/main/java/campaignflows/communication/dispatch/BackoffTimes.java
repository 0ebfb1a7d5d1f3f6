package campaignflows.communication.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Channels and external agents that this replica leaves alone for a while. What their providers have led to holds for as long
 * as they are set up as they were: whoever changes that ends it, since what was wrong may be mended by it.
 */
final class BackoffTimes {
    private final Map<UUID, Backoff> byId = new ConcurrentHashMap<>();

    /** @param version how it was set up; null: it does not matter */
    private record Backoff(long untilNanos, @Nullable Integer version) {
        long left() {
            return untilNanos - System.nanoTime();
        }

        /** The longer one of the same; of different ones the later. */
        Backoff with(Backoff later) {
            boolean same = Objects.equals(version, later.version);
            return same && untilNanos - later.untilNanos > 0 ? this : later;
        }
    }

    void begin(UUID id, Duration time) {
        begin(id, null, time);
    }

    /** The longer time of two counts, where they are of the same version. */
    void begin(UUID id, @Nullable Integer version, Duration time) {
        byId.merge(id, new Backoff(System.nanoTime() + time.toNanos(), version), Backoff::with);
    }

    /** How much of it is left; not positive if nothing is. */
    Duration left(UUID id, int version) {
        Backoff backoff = byId.get(id);
        return backoff == null || (backoff.version() != null && backoff.version() != version)
                ? Duration.ZERO
                : Duration.ofNanos(backoff.left());
    }

    /** Those that are left alone however they are set up. */
    Set<UUID> always() {
        Set<UUID> ids = new HashSet<>();
        current().forEach((id, backoff) -> {
            if (backoff.version() == null) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** Those that are left alone as long as they are of this version. */
    Map<UUID, Integer> byVersion() {
        Map<UUID, Integer> versions = new HashMap<>();
        current().forEach((id, backoff) -> {
            Integer version = backoff.version();
            if (version != null) {
                versions.put(id, version);
            }
        });
        return versions;
    }

    private Map<UUID, Backoff> current() {
        byId.values().removeIf(backoff -> backoff.left() <= 0);
        return byId;
    }
}
