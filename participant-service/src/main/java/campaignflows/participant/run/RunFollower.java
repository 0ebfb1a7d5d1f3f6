package campaignflows.participant.run;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.BackgroundLoop;
import campaignflows.platform.messaging.Messaging;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** Each definition wakes the loop; this only bounds one wait. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Messaging messaging;
    private final Database database;
    private final RunRepository runs;
    private final Map<UUID, RunState> pending = new ConcurrentHashMap<>();
    private final BackgroundLoop loop = new BackgroundLoop("runs", this::storePending);

    RunFollower(Messaging messaging, @Identifier("work") Database database, RunRepository runs) {
        this.messaging = messaging;
        this.database = database;
        this.runs = runs;
    }

    @PostConstruct
    void follow() {
        messaging.follow(Topics.CAMPAIGN_DEFINITIONS, this::receive);
        loop.start();
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
            loop.wakeUp();
        }
    }

    private void storePending(BackgroundLoop running) throws InterruptedException {
        for (RunState state : pending.values()) {
            if (running.isClosing()) {
                return;
            }
            // One that cannot be stored does not prevent the others.
            if (!tryStore(state)) {
                running.await(AFTER_FAILURE);
            }
        }
        if (pending.isEmpty()) {
            running.await(IDLE);
        }
    }

    private boolean tryStore(RunState state) {
        try {
            if (database.read(tx -> runs.isNewer(tx, state)) && database.inTransaction(tx -> runs.store(tx, state))) {
                LOG.infof(
                        "run stored from definition campaign=%s run=%d active=%s",
                        state.campaignId(), state.run(), state.active());
            }
            pending.remove(state.campaignId(), state);
            return true;
        } catch (RuntimeException | Error e) {
            LOG.warnf(
                    "run not stored, trying again campaign=%s cause=%s",
                    state.campaignId(), e.getClass().getSimpleName());
            return false;
        }
    }

    @PreDestroy
    void stop() {
        loop.close();
    }
}
