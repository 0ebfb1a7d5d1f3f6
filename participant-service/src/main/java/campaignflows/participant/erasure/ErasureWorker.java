package campaignflows.participant.erasure;

import campaignflows.participant.field.Tenants;
import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.database.Database;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.IdentifierTraces;
import campaignflows.platform.values.ParseContext;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Carries out what remains of erasures: asks the other services until each of them has confirmed, however long one is down or
 * an import takes. Any number of replicas may do so; a claim expires by itself when its replica dies.
 */
@Singleton
@Startup
public class ErasureWorker {
    private static final Logger LOG = Logger.getLogger(ErasureWorker.class);
    private static final int AT_ONCE = 10;
    private static final Duration LEASE = Duration.ofMinutes(15);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final int DOUBLED_AT_MOST = 8;

    private final Database database;
    private final ErasureRepository erasures;
    private final ChunkTraces chunks;
    private final ErasureClient services;
    private final Tenants tenants;
    private final ErasureSignal signal;
    private final Thread thread = Thread.ofPlatform().name("erasures").daemon().unstarted(this::work);
    private volatile boolean stopping;

    ErasureWorker(
            @io.smallrye.common.annotation.Identifier("work") Database database,
            ErasureRepository erasures,
            ChunkTraces chunks,
            ErasureClient services,
            Tenants tenants,
            ErasureSignal signal) {
        this.database = database;
        this.erasures = erasures;
        this.chunks = chunks;
        this.services = services;
        this.tenants = tenants;
        this.signal = signal;
    }

    @PostConstruct
    void start() {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        thread.interrupt();
    }

    private void work() {
        while (!stopping) {
            boolean mayBeMore = false;
            try {
                List<ErasureRepository.Open> claimed = database.inTransaction(tx -> erasures.claim(tx, AT_ONCE, LEASE));
                claimed.forEach(this::carryOn);
                mayBeMore = claimed.size() == AT_ONCE;
            } catch (RuntimeException | Error e) {
                if (!stopping) {
                    LOG.warnf(
                            "erasures could not be read, trying again cause=%s",
                            e.getClass().getSimpleName());
                }
            }
            try {
                if (!mayBeMore) {
                    signal.await(POLL);
                }
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private void carryOn(ErasureRepository.Open open) {
        boolean finished = false;
        try {
            finished = erase(open);
        } catch (RuntimeException | Error e) {
            // The cause may contain personal data: its class has to do.
            LOG.warnf(
                    "erasure not finished yet, trying again customer=%s attempts=%d cause=%s",
                    open.customerId(), open.attempts(), e.getClass().getSimpleName());
        }
        if (finished) {
            database.useTransaction(tx -> erasures.finish(tx, open.customerId()));
            LOG.infof("customer erased customer=%s attempts=%d", open.customerId(), open.attempts());
        } else {
            database.useTransaction(tx -> erasures.postpone(tx, open.customerId(), pause(open.attempts())));
        }
    }

    /**
     * The results of chunks come after the uploads: once upload-service has confirmed that no upload from before the erasure is
     * still running, no chunk of one can add anything any more.
     */
    private boolean erase(ErasureRepository.Open open) {
        ParseContext context = tenants.of(open.tenantId()).context();
        Erasure.Order order = new Erasure.Order(
                open.tenantId(), open.customerId(), open.requestedAt(), context.region(), open.identifiers());
        boolean uploads = services.eraseUploads(order);
        chunks.erase(open.tenantId(), open.customerId(), new IdentifierTraces(identifiers(open), context));
        boolean communications = services.areCommunicationsErased(order);
        return uploads && communications;
    }

    private static Map<Identifier, String> identifiers(ErasureRepository.Open open) {
        Map<Identifier, String> identifiers = new EnumMap<>(Identifier.class);
        open.identifiers()
                .forEach((name, value) ->
                        Identifier.ofFieldName(name).ifPresent(identifier -> identifiers.put(identifier, value)));
        return identifiers;
    }

    /** A quarter of a second at first, about a minute in the end. */
    private static Duration pause(int attempts) {
        return Duration.ofMillis(FIRST_PAUSE_MILLIS << Math.min(attempts - 1, DOUBLED_AT_MOST));
    }
}
