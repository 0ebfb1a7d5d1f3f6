package campaignflows.participant.run;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.Messaging;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The second source of runs: the definitions. It repairs the effects of a lost push: an Active campaign whose events would not
 * be stamped, or a stopped one whose walks would take effect. Stored states only move forward, so an old definition that is
 * received again does no harm.
 */
@Singleton
@Startup
public class RunFollower {
    private static final Logger LOG = Logger.getLogger(RunFollower.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Messaging messaging;
    private final Database database;
    private final RunRepository runs;
    private final Map<UUID, RunState> pending = new ConcurrentHashMap<>();
    private final Semaphore signals = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("runs").daemon().unstarted(this::storeAll);

    RunFollower(Messaging messaging, @Identifier("work") Database database, RunRepository runs) {
        this.messaging = messaging;
        this.database = database;
        this.runs = runs;
    }

    @PostConstruct
    void follow() {
        messaging.follow(Topics.CAMPAIGN_DEFINITIONS, this::receive);
        thread.start();
    }

    private void receive(UUID campaignId, byte @Nullable [] message) {
        if (message != null) {
            CampaignDefined.FAMILY.decode(message).ifPresent(envelope -> keep(envelope.data()));
        }
    }

    private void keep(CampaignDefined definition) {
        if (definition.run() >= 1) {
            pending.put(
                    definition.campaignId(),
                    new RunState(
                            definition.tenantId(),
                            definition.campaignId(),
                            definition.run(),
                            definition.status() == CampaignStatus.ACTIVE));
            signals.release();
        }
    }

    private void storeAll() {
        try {
            while (true) {
                signals.acquire();
                signals.drainPermits();
                storePending();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void storePending() throws InterruptedException {
        Iterator<RunState> states = pending.values().iterator();
        while (states.hasNext()) {
            RunState state = states.next();
            try {
                if (database.read(tx -> runs.isNewer(tx, state))
                        && database.inTransaction(tx -> runs.store(tx, state))) {
                    LOG.infof(
                            "run stored from definition campaign=%s run=%d active=%s",
                            state.campaignId(), state.run(), state.active());
                }
                pending.remove(state.campaignId(), state);
            } catch (RuntimeException | Error e) {
                LOG.warnf(
                        "run not stored, trying again campaign=%s cause=%s",
                        state.campaignId(), e.getClass().getSimpleName());
                signals.release();
                Thread.sleep(PAUSE_AFTER_FAILURE);
            }
        }
    }

    @PreDestroy
    void stop() {
        thread.interrupt();
    }
}
