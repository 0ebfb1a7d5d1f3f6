package campaignflows.participant.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.BackgroundLoop;
import campaignflows.platform.messaging.Backoff;
import campaignflows.platform.values.IdentifierTraces;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.web.client.TenantDirectory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what remains of erasures: asks the other services until each of them has confirmed, however long one is down or
 * an import takes. Any number of replicas may do so, one erasure each; a claim is renewed while its erasure goes on, and ends by
 * itself within a minute when its replica dies. An erasure that two of them carry on after all does no harm: each part of it may
 * be repeated.
 *
 * <p>The messages of exceptions may contain personal data, so none leaves: the log gets their classes.
 */
@Singleton
@Startup
public class ErasureWorker {
    private static final Logger LOG = Logger.getLogger(ErasureWorker.class);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration RENEWAL = LEASE.dividedBy(4);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(64));

    private final Database database;
    private final ErasureRepository erasures;
    private final ChunkErasure chunks;
    private final ErasureClient services;
    private final TenantDirectory tenants;
    private final BackgroundLoop loop = new BackgroundLoop("erasures", this::carryOnDue);
    private final BackgroundLoop renewals = new BackgroundLoop("erasure-claims", this::renew);
    private volatile @Nullable UUID claimed;

    ErasureWorker(
            @io.smallrye.common.annotation.Identifier("work") Database database,
            ErasureRepository erasures,
            ChunkErasure chunks,
            ErasureClient services,
            TenantDirectory tenants) {
        this.database = database;
        this.erasures = erasures;
        this.chunks = chunks;
        this.services = services;
        this.tenants = tenants;
    }

    @PostConstruct
    void start() {
        loop.start();
        renewals.start();
    }

    void stop(@Observes ShutdownEvent event) {
        BackgroundLoop.closeAll(List.of(loop, renewals));
    }

    /** Says that there is something to erase. What it misses, of other replicas for example, the next poll finds. */
    void wakeUp() {
        loop.wakeUp();
    }

    private void carryOnDue(BackgroundLoop running) throws InterruptedException {
        if (!carryOnClaimed()) {
            running.await(POLL);
        }
    }

    private void renew(BackgroundLoop running) throws InterruptedException {
        running.await(RENEWAL);
        UUID customer = claimed;
        if (customer == null) {
            return;
        }
        try {
            database.useTransaction(tx -> erasures.postpone(tx, customer, LEASE));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "claim of an erasure not renewed customer=%s cause=%s",
                    customer, e.getClass().getSimpleName());
        }
    }

    private boolean carryOnClaimed() {
        try {
            Optional<ErasureRepository.Open> due = database.inTransaction(tx -> erasures.claim(tx, LEASE));
            due.ifPresent(this::carryOn);
            return due.isPresent();
        } catch (RuntimeException | Error e) {
            LOG.warnf(
                    "erasures could not be read, trying again cause=%s",
                    e.getClass().getSimpleName());
            return false;
        }
    }

    private void carryOn(ErasureRepository.Open open) {
        boolean finished = false;
        claimed = open.customerId();
        try {
            finished = erase(open);
        } catch (RuntimeException | Error e) {
            LOG.warnf(
                    "erasure not finished yet, trying again customer=%s attempts=%d cause=%s",
                    open.customerId(), open.attempts(), e.getClass().getSimpleName());
        } finally {
            claimed = null;
        }
        if (finished) {
            database.useTransaction(tx -> erasures.finish(tx, open.customerId()));
            LOG.infof("customer erased customer=%s attempts=%d", open.customerId(), open.attempts());
        } else {
            database.useTransaction(tx -> erasures.postpone(tx, open.customerId(), BACKOFF.after(open.attempts())));
        }
    }

    /**
     * The results of chunks come after the uploads: once upload-service has confirmed that no upload from before the erasure is
     * still running, no chunk of one can add anything any more.
     */
    private boolean erase(ErasureRepository.Open open) {
        ParseContext context = tenants.parsing(open.tenantId());
        Erasure.Order order = new Erasure.Order(
                open.tenantId(),
                open.customerId(),
                open.requestedAt(),
                context.region(),
                open.identifiers(),
                open.formerIdentifiers());
        boolean uploads = services.eraseUploads(order);
        chunks.erase(open.tenantId(), open.customerId(), new IdentifierTraces(order.allIdentifiers(), context));
        boolean communications = services.areCommunicationsErased(order);
        return uploads && communications;
    }
}
