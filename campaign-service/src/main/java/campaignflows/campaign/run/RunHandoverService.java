package campaignflows.campaign.run;

import campaignflows.campaign.definition.DefinitionPublisher;
import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.database.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Hands the state of a run over to the other services and notes what came of it. A begin that not all could be told is
 * taken back: the campaign is Inactive again and the run has ended, so that nothing half-active stays. An end is tried
 * until all have stored it; runs begin and end once, so telling one twice or late does no harm. It waits, for them and for the
 * database, on the thread that calls it.
 */
@Singleton
public class RunHandoverService {
    private static final Logger LOG = Logger.getLogger(RunHandoverService.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int MAX_DOUBLINGS = 6;

    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final RunHandoverRepository handovers;
    private final DefinitionPublisher definitions;
    private final RunStateClient services;
    private final RunConfig config;
    private final Clock clock;

    RunHandoverService(
            Transactions transactions,
            CampaignRepository campaigns,
            RunHandoverRepository handovers,
            DefinitionPublisher definitions,
            RunStateClient services,
            RunConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.handovers = handovers;
        this.definitions = definitions;
        this.services = services;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Hands a state over that was stored with its note.
     *
     * @return the services that have not stored it; empty if all have
     */
    public List<String> handOver(RunState state) {
        return handOver(new RunHandover(state, 0));
    }

    private List<String> handOver(RunHandover handover) {
        RunState state = handover.state();
        List<String> failed = services.tell(state);
        if (failed.isEmpty()) {
            complete(state);
        } else if (state.active()) {
            takeBack(state);
        } else {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(handover.attempts(), MAX_DOUBLINGS));
            transactions.await(session -> handovers.postpone(session, state, pause));
        }
        return failed;
    }

    private void complete(RunState state) {
        // Campaign first, as everywhere, so that nobody waits for us in the other order.
        transactions.await(session -> campaigns
                .lockIfPresent(session, state.tenantId(), state.campaignId())
                .call(campaign -> handovers.complete(session, state).invoke(latest -> {
                    if (latest && state.active() && campaign != null) {
                        campaign.started(clock.instant());
                    }
                })));
    }

    private void takeBack(RunState begun) {
        transactions.await(session -> campaigns
                .lockIfPresent(session, begun.tenantId(), begun.campaignId())
                .onItem()
                .ifNotNull()
                .call(campaign -> handovers
                        .find(session, begun.campaignId())
                        .chain(latest -> latest != null && latest.state().equals(begun)
                                ? takeBack(session, campaign, begun)
                                : Uni.createFrom().voidItem())));
    }

    private Uni<Void> takeBack(Mutiny.Session session, Campaign campaign, RunState begun) {
        campaign.end();
        RunState ended = new RunState(begun.tenantId(), begun.campaignId(), begun.run(), false);
        return handovers
                .put(session, ended, Duration.ZERO)
                .chain(() -> definitions.publish(session, campaign))
                .replaceWithVoid();
    }

    /**
     * Works off what is due.
     *
     * @return whether there was anything
     */
    boolean processPending(int limit) {
        List<RunHandover> due = transactions.await(session -> handovers.claim(session, limit, config.claim()));
        for (RunHandover handover : due) {
            List<String> failed = handOver(handover);
            LOG.infof(
                    "run handed over campaign=%s run=%d active=%s missing=%s",
                    handover.state().campaignId(),
                    handover.state().run(),
                    handover.state().active(),
                    failed);
        }
        return !due.isEmpty();
    }
}
