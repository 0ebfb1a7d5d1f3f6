package campaignflows.gateway.proxy;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Which services take no requests at present, and since when. Requests for one are held while it may be on its way back, as when
 * its only replica is replaced. One that has been away for longer fails its requests at once, so that they do not pile up.
 */
final class ServiceAbsences {
    /** Whoever waits asks more often than that; after a longer silence nothing is known. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Duration limit;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<URI, Absence> absences = new ConcurrentHashMap<>();

    private record Absence(long since, long last) {}

    ServiceAbsences(Duration limit, LongSupplier nanoTime) {
        if (limit.isNegative() || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.http.absence-wait of 0 to %s, but it is %s".formatted(LONGEST, limit));
        }
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** Notes that the service did not take a request; whether it is worth while to hold the request. */
    boolean mayEndSoon(URI service) {
        long now = nanoTime.getAsLong();
        Absence absence = absences.merge(
                service,
                new Absence(now, now),
                (before, first) -> now - before.last() > SILENCE.toNanos() ? first : new Absence(before.since(), now));
        return now - absence.since() < limit.toNanos();
    }

    /** Notes that the service has responded. */
    void ended(URI service) {
        absences.remove(service);
    }
}
