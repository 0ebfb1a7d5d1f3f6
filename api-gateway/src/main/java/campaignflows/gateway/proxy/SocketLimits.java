package campaignflows.gateway.proxy;

import campaignflows.gateway.GatewayConfig;
import campaignflows.platform.web.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits WebSockets, which stay open for as long as a page does and so have room of their own: how many there are, altogether and
 * of one address, and how often one address may begin one.
 */
@Singleton
public class SocketLimits {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MAX_REMEMBERED = 10_000;
    private static final int BURST_SECONDS = 4;

    private final int ofAll;
    private final int ofAddress;
    private final LoadingCache<String, Bucket> handshakes;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<String, Integer> openByAddress = new ConcurrentHashMap<>();

    public SocketLimits(GatewayConfig config) {
        int perSecond = config.socketHandshakesPerSecond();
        ofAll = config.openSockets();
        ofAddress = config.openSocketsPerAddress();
        if (perSecond < 1 || ofAll < 1 || ofAddress < 1) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.open-sockets, open-sockets-per-address and socket-handshakes-per-second of 1 or more");
        }
        handshakes = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterAccess(PERIOD.multipliedBy(2L * BURST_SECONDS))
                .build(address -> Bucket.builder()
                        .addLimit(limit ->
                                limit.capacity((long) BURST_SECONDS * perSecond).refillGreedy(perSecond, PERIOD))
                        .build());
    }

    /** The place of one WebSocket, until it is given back. */
    public final class Place {
        private final String address;
        private final AtomicBoolean back = new AtomicBoolean();

        private Place(String address) {
            this.address = address;
        }

        /** Gives the place back; more than once changes nothing. */
        public void release() {
            if (back.compareAndSet(false, true)) {
                open.decrementAndGet();
                openByAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    /**
     * Takes a place.
     *
     * @throws ProblemException 429 if the address has too many or begins too many, 503 if there are too many altogether
     */
    public Place take(String address) {
        ConsumptionProbe probe = handshakes.get(address).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(999);
            throw ProblemException.tooManyRequests("Too many chats are opened from this address: wait", wait);
        }
        Place place = new Place(address);
        int all = open.incrementAndGet();
        int own = openByAddress.merge(address, 1, Integer::sum);
        if (all > ofAll || own > ofAddress) {
            place.release();
            throw own > ofAddress
                    ? ProblemException.tooManyRequests("Too many chats are open from this address: close some", SOON)
                    : ProblemException.unavailable("Too many chats are open: try again later");
        }
        return place;
    }
}
