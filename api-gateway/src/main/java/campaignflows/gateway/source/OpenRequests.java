package campaignflows.gateway.source;

import campaignflows.gateway.GatewayConfig;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Limits the number of requests in progress: from one source, to one webhook, of one tenant, and in total. So no caller, with a
 * credential or without, takes the slots of others by leaving requests open.
 */
@Singleton
public class OpenRequests {
    /** Of the connections to one service, which are 256. */
    private static final int LARGE = 32;

    private static final int LARGE_OF_SOURCE = 8;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final int ofAll;
    private final int ofSource;
    private final int ofTenant;
    private final int ofWebhook;
    private final ConcurrentMap<Key, Integer> open = new ConcurrentHashMap<>();

    @Inject
    public OpenRequests(GatewayConfig config) {
        this(
                config.openRequests(),
                config.openRequestsPerAddress(),
                config.openRequestsPerTenant(),
                config.openRequestsPerWebhook());
    }

    OpenRequests(int ofAll, int ofSource, int ofTenant, int ofWebhook) {
        if (ofAll < 1 || ofSource < 1 || ofTenant < 1 || ofWebhook < 1) {
            throw new IllegalArgumentException("Expected campaignflows.gateway.open-requests… of 1 or more");
        }
        this.ofAll = ofAll;
        this.ofSource = ofSource;
        this.ofTenant = ofTenant;
        this.ofWebhook = ofWebhook;
    }

    private enum Kind {
        ALL,
        LARGE,
        LARGE_OF_SOURCE,
        SOURCE,
        STRANGERS,
        TENANT,
        WEBHOOK
    }

    private record Key(Kind kind, String name) {}

    /** The slot that one request takes, until it is given back. */
    public final class Slot {
        private final Deque<Key> keys = new ArrayDeque<>();
        private final AtomicBoolean back = new AtomicBoolean();

        private final String source;

        private Slot(String source) {
            this.source = source;
        }

        /**
         * Counts the request as one that anybody may make. Such requests have half of all the room: were it all, strangers from a few
         * places could leave none to those who have a credential.
         *
         * @throws ProblemException 503 if too many are under way
         */
        public void ofStranger() {
            take(Kind.STRANGERS, "", Math.max(1, ofAll / 2), "Too many requests are under way: try again");
        }

        /**
         * Counts the request for its tenant too.
         *
         * @throws ProblemException 429 if the tenant has too many under way
         */
        public void ofTenant(String tenant) {
            take(Kind.TENANT, tenant, ofTenant, "Too many requests of this tenant are under way: wait for some to end");
        }

        /**
         * Counts the request, which has come, for the webhook that it calls, too.
         *
         * @throws ProblemException 429 if too many calls of it are under way
         */
        public void toWebhook(String path) {
            take(Kind.WEBHOOK, path, ofWebhook, "Too many calls of this webhook are under way: wait and repeat");
        }

        /**
         * Counts the request as one of a stranger that brings much, for which a service is kept busy as long as it lasts.
         *
         * @throws ProblemException 503 or 429 if too many are under way
         */
        public void large() {
            take(Kind.LARGE_OF_SOURCE, source, LARGE_OF_SOURCE, "Too many large calls are under way: wait and repeat");
            take(Kind.LARGE, "", LARGE, "Too many large calls are under way: try again");
        }

        private synchronized void take(Kind kind, String name, int most, String detail) {
            Key key = new Key(kind, name);
            if (back.get()) {
                return;
            }
            if (open.merge(key, 1, Integer::sum) > most) {
                decrement(key);
                throw kind == Kind.ALL || kind == Kind.LARGE || kind == Kind.STRANGERS
                        ? ProblemException.unavailable(detail)
                        : ProblemException.tooManyRequests(detail, SOON);
            }
            keys.add(key);
        }

        /** Gives the slot back; more than once changes nothing. */
        public synchronized void release() {
            if (back.compareAndSet(false, true)) {
                keys.forEach(OpenRequests.this::decrement);
            }
        }
    }

    /**
     * Takes a slot for a request.
     *
     * @throws ProblemException 503 if too many are under way, 429 if too many are of this source
     */
    public Slot acquire(String source) {
        Slot slot = new Slot(source);
        try {
            slot.take(Kind.ALL, "", ofAll, "Too many requests are under way: try again");
            slot.take(
                    Kind.SOURCE,
                    source,
                    ofSource,
                    "Too many requests from this address are under way: wait for some to end");
        } catch (ProblemException full) {
            slot.release();
            throw full;
        }
        return slot;
    }

    private void decrement(Key key) {
        open.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }

    /** How many are under way. */
    int count() {
        return open.getOrDefault(new Key(Kind.ALL, ""), 0);
    }
}
