package campaignflows.platform.database;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.definition.DataRetention;
import campaignflows.platform.messaging.BackgroundLoop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Erases what tenants keep no longer, a tenant's once a day, step by step. How long that is, is asked anew before each run and every
 * minute of it, so that nothing is erased by a setting that no longer holds; while it cannot be asked, nothing is. A run that a replica leaves
 * behind is continued by another one where it stands.
 */
public final class RetentionLoop implements AutoCloseable {
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final Logger LOG = Logger.getLogger(RetentionLoop.class);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofDays(1);

    /** What a service keeps for tenants, and how it is erased. */
    public interface Kept {
        /** The tenants that keep something of this service not for ever, as far as that is known here. */
        Collection<UUID> tenants();

        /**
         * How long the tenant keeps what it has, as set by now; everything for ever if there is no such tenant any more.
         *
         * @throws RuntimeException if that cannot be known now
         */
        DataRetention retention(UUID tenantId);

        /**
         * Erases some of what the tenant keeps no longer, in one transaction that also moves the run.
         *
         * @return the run at its next step; empty, and nothing has moved, if nothing is left
         */
        Optional<RetentionRuns.Run> erase(RetentionRuns.Run run, DataRetention retention);
    }

    private final String what;
    private final AuditAction action;
    private final String service;
    private final Kept kept;
    private final Database database;
    private final AuditLog audit;
    private final RetentionRuns runs = new RetentionRuns();
    private final Counter erased;
    private final BackgroundLoop loop;

    /**
     * A loop that is not started yet.
     *
     * @param what    is erased, a noun in the plural, for the metric and the audit log
     * @param action  by which the audit log is told how many it was
     * @param service that erases it, as the audit log names it
     */
    public RetentionLoop(
            String what,
            AuditAction action,
            String service,
            Kept kept,
            Database database,
            AuditLog audit,
            MeterRegistry meters) {
        this.what = what;
        this.action = action;
        this.service = service;
        this.kept = kept;
        this.database = database;
        this.audit = audit;
        this.erased = Counter.builder("campaignflows.retention.erased")
                .description("What was erased because its tenant keeps it no longer")
                .tag("what", what)
                .register(meters);
        this.loop = new BackgroundLoop("retention", this::lookAgain);
    }

    public void start() {
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
    }

    private void lookAgain(BackgroundLoop running) throws InterruptedException {
        carryOnDue();
        running.await(LOOK);
    }

    /** Carries on all runs that are due. */
    public void carryOnDue() {
        List<UUID> tenants = List.copyOf(kept.tenants());
        if (!tenants.isEmpty()) {
            database.useTransaction(tx -> runs.expect(tx, tenants));
        }
        while (!loop.isClosing()) {
            Optional<RetentionRuns.Run> run = database.inTransaction(tx -> runs.claim(tx, LEASE));
            if (run.isEmpty()) {
                return;
            }
            carryOn(run.get());
        }
    }

    /** Messages of exceptions may name people, so the log gets their classes. The lease ends by itself, and it is tried again. */
    private void carryOn(RetentionRuns.Run claimed) {
        try {
            toItsEnd(claimed);
        } catch (RetentionRuns.OvertakenException e) {
            LOG.infof(
                    "another replica goes on with what is kept no longer what=%s tenant=%s", what, claimed.tenantId());
        } catch (RuntimeException e) {
            LOG.warnf(
                    "what is kept no longer was not all erased, trying again what=%s tenant=%s cause=%s",
                    what, claimed.tenantId(), e.getClass().getSimpleName());
        }
    }

    private void toItsEnd(RetentionRuns.Run claimed) {
        DataRetention retention = kept.retention(claimed.tenantId());
        long asked = System.nanoTime();
        RetentionRuns.Run run = claimed;
        while (!loop.isClosing()) {
            if (System.nanoTime() - asked > LOOK.toNanos()) {
                retention = kept.retention(claimed.tenantId());
                asked = System.nanoTime();
            }
            Optional<RetentionRuns.Run> next = kept.erase(run, retention);
            if (next.isEmpty()) {
                finish(run);
                return;
            }
            run = next.get();
        }
    }

    private void finish(RetentionRuns.Run run) {
        long count = database.inTransaction(tx -> {
            long all = runs.finish(tx, run, PAUSE);
            if (all > 0) {
                audit.append(
                        tx,
                        run.tenantId(),
                        AuditRecorded.of(action, run.tenantId(), Actor.system(service))
                                .with(AuditChange.deleted(Map.of(what, all), Set.of())));
            }
            return all;
        });
        if (count > 0) {
            erased.increment(count);
            LOG.infof("erased what is kept no longer what=%s tenant=%s count=%d", what, run.tenantId(), count);
        }
    }
}
