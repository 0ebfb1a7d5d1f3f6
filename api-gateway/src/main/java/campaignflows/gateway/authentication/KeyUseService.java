package campaignflows.gateway.authentication;

import campaignflows.gateway.GatewayConfig;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.messaging.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * Notes when API keys were used. The uses of all keys are gathered and written together now and then, so that no request waits for
 * a write or causes one. A process that is killed loses what it has gathered since.
 */
@Singleton
public class KeyUseService {
    private static final Logger LOG = Logger.getLogger(KeyUseService.class);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Transactions transactions;
    private final CredentialRepository credentials;
    private final Clock clock;
    private final Duration interval;
    private final ConcurrentMap<UUID, Instant> unwritten = new ConcurrentHashMap<>();
    private final BackgroundLoop loop = new BackgroundLoop("key-uses", this::writeNowAndThen);

    public KeyUseService(
            Transactions transactions, CredentialRepository credentials, Clock clock, GatewayConfig config) {
        this.transactions = transactions;
        this.credentials = credentials;
        this.clock = clock;
        this.interval = config.keyUseInterval();
        if (interval.toMillis() < 1 || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.key-use-interval of a millisecond to 10 minutes, but it is "
                            + interval);
        }
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
        write();
    }

    /** Notes that the key is used now. */
    public void note(UUID key) {
        unwritten.put(key, clock.instant());
    }

    private void writeNowAndThen(BackgroundLoop running) throws InterruptedException {
        running.await(interval);
        write();
    }

    private void write() {
        Map<UUID, Instant> uses = take();
        if (uses.isEmpty()) {
            return;
        }
        try {
            transactions.await(session -> credentials.noteUses(session, uses));
        } catch (RuntimeException e) {
            LOG.warnf("uses of API keys are noted later error=%s", e.getClass().getSimpleName());
            uses.forEach(unwritten::putIfAbsent);
        }
    }

    /** Takes what is unwritten; a use that comes meanwhile stays for the next time. */
    private Map<UUID, Instant> take() {
        Map<UUID, Instant> taken = Map.copyOf(unwritten);
        taken.forEach(unwritten::remove);
        return taken;
    }
}
