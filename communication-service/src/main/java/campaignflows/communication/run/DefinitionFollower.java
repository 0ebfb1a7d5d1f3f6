package campaignflows.communication.run;

import campaignflows.communication.dispatch.DispatchSignal;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.BackgroundLoop;
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
import org.jspecify.annotations.Nullable;

/**
 * Follows the definitions of campaigns: the second source of runs, which heals a Start or Stop whose message never came, and
 * the source of what the active flows use. Runs only move forward, so an old definition that comes again does no harm.
 */
@Singleton
public class DefinitionFollower {
    private static final Duration IDLE = Duration.ofHours(1);

    private final RunRepository runs;
    private final Database database;
    private final AgentUsage activeFlows;
    private final DispatchSignal signal;
    private final Clock clock;
    private final Map<UUID, RunState> received = new ConcurrentHashMap<>();
    private final BackgroundLoop loop = new BackgroundLoop("runs", this::storeReceived);

    DefinitionFollower(
            RunRepository runs,
            @Identifier("work") Database database,
            AgentUsage activeFlows,
            DispatchSignal signal,
            Clock clock) {
        this.runs = runs;
        this.database = database;
        this.activeFlows = activeFlows;
        this.signal = signal;
        this.clock = clock;
    }

    void follow(@Observes StartupEvent event, Messaging messaging) {
        loop.start();
        messaging.follow(Topics.CAMPAIGN_DEFINITIONS, this::changed);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
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
                loop.wakeUp();
            }
        });
    }

    private void storeReceived(BackgroundLoop running) throws InterruptedException {
        List<RunState> states = List.copyOf(received.values());
        if (states.isEmpty()) {
            running.await(IDLE);
            return;
        }
        database.useTransaction(tx -> runs.store(tx, states, clock.instant()));
        states.forEach(state -> received.remove(state.campaignId(), state));
        signal.wakeUp();
    }
}
