package campaignflows.communication.run;

import campaignflows.communication.dispatch.DispatchSignal;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.Messaging;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the definitions of campaigns: the second source of runs, which heals a Start or Stop whose message never came, and
 * the source of what the active flows use. Runs only move forward, so an old definition that comes again does no harm.
 */
@Singleton
public class DefinitionFollower {
    private static final Logger LOG = Logger.getLogger(DefinitionFollower.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final RunRepository runs;
    private final Database database;
    private final ActiveFlows activeFlows;
    private final DispatchSignal signal;
    private final Clock clock;
    private final Map<UUID, RunState> received = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private final Semaphore pending = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("runs").daemon().unstarted(this::storeReceived);

    DefinitionFollower(
            RunRepository runs,
            @Identifier("work") Database database,
            ActiveFlows activeFlows,
            DispatchSignal signal,
            Clock clock) {
        this.runs = runs;
        this.database = database;
        this.activeFlows = activeFlows;
        this.signal = signal;
        this.clock = clock;
    }

    void follow(@Observes StartupEvent event, Messaging messaging) {
        thread.start();
        messaging.follow(Topics.CAMPAIGN_DEFINITIONS, this::changed);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        thread.interrupt();
    }

    private void changed(UUID campaignId, byte @Nullable [] message) {
        if (message == null) {
            activeFlows.forget(campaignId);
            return;
        }
        CampaignDefined.FAMILY.decode(message).ifPresent(envelope -> {
            CampaignDefined definition = envelope.data();
            activeFlows.update(definition);
            if (definition.run() >= 1) {
                boolean active = definition.status() == CampaignStatus.ACTIVE;
                received.put(campaignId, new RunState(definition.tenantId(), campaignId, definition.run(), active));
                pending.release();
            }
        });
    }

    private void storeReceived() {
        while (!stopping) {
            try {
                pending.acquire();
                pending.drainPermits();
                storeAll(List.copyOf(received.values()));
            } catch (InterruptedException e) {
                LOG.debug("interrupted");
            } catch (Error e) {
                LOG.errorf(e, "runs not stored, tries again");
                pending.release();
            }
        }
    }

    private void storeAll(List<RunState> states) throws InterruptedException {
        if (states.isEmpty()) {
            return;
        }
        try {
            database.useTransaction(tx -> runs.store(tx, states, clock.instant()));
            states.forEach(state -> received.remove(state.campaignId(), state));
            signal.wakeUp();
        } catch (RuntimeException e) {
            LOG.warnf("runs not stored, tries again count=%d cause=%s", states.size(), e.getMessage());
            Thread.sleep(AFTER_FAILURE);
            pending.release();
        }
    }
}
