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
 * The second source of runs: the definitions. It heals what a push that never came left behind, an Active campaign whose
 * events would not be stamped or a stopped one whose walks would take effect. Stored states only move forward, so an old
 * definition heard again does no harm.
 */
@Singleton
@Startup
public class RunFollower {
    private static final Logger LOG = Logger.getLogger(RunFollower.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Messaging messaging;
    private final Database database;
    private final RunRepository runs;
    private final Map<UUID, RunState> heard = new ConcurrentHashMap<>();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("runs").daemon().unstarted(this::storeAll);

    RunFollower(Messaging messaging, @Identifier("work") Database database, RunRepository runs) {
        this.messaging = messaging;
        this.database = database;
        this.runs = runs;
    }

    @PostConstruct
    void follow() {
        messaging.follow(Topics.CAMPAIGN_DEFINITIONS, this::changed);
        thread.start();
    }

    private void changed(UUID campaignId, byte @Nullable [] message) {
        if (message != null) {
            CampaignDefined.FAMILY.decode(message).ifPresent(envelope -> hear(envelope.data()));
        }
    }

    private void hear(CampaignDefined definition) {
        if (definition.run() >= 1) {
            heard.put(
                    definition.campaignId(),
                    new RunState(
                            definition.tenantId(),
                            definition.campaignId(),
                            definition.run(),
                            definition.status() == CampaignStatus.ACTIVE));
            news.release();
        }
    }

    private void storeAll() {
        try {
            while (true) {
                news.acquire();
                news.drainPermits();
                storeHeard();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void storeHeard() throws InterruptedException {
        Iterator<RunState> states = heard.values().iterator();
        while (states.hasNext()) {
            RunState state = states.next();
            try {
                if (database.read(tx -> runs.isNews(tx, state))
                        && database.inTransaction(tx -> runs.store(tx, state))) {
                    LOG.infof(
                            "run stored from definition campaign=%s run=%d active=%s",
                            state.campaignId(), state.run(), state.active());
                }
                heard.remove(state.campaignId(), state);
            } catch (RuntimeException | Error e) {
                LOG.warnf(
                        "run not stored, tries again campaign=%s cause=%s",
                        state.campaignId(), e.getClass().getSimpleName());
                news.release();
                Thread.sleep(PAUSE_AFTER_FAILURE);
            }
        }
    }

    @PreDestroy
    void stop() {
        thread.interrupt();
    }
}
