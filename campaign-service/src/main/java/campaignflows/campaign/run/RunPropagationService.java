package campaignflows.campaign.run;

import campaignflows.campaign.definition.DefinitionPublisher;
import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.campaign.lifecycle.CampaignSnapshot;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.messaging.Backoff;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Sends the state of a run to the other services and stores the result. A begin that not all of them have stored is undone: the
 * campaign is Inactive again and the run has ended, so that nothing stays half active. An end is retried until all have stored
 * it; a run begins and ends once, so a state that arrives twice or late does no harm. It blocks the thread that calls it.
 */
@Singleton
public class RunPropagationService {
    private static final Logger LOG = Logger.getLogger(RunPropagationService.class);
    private static final String SERVICE = "campaign-service";
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(32));

    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final RunPropagationRepository propagations;
    private final DefinitionPublisher definitions;
    private final RunStateClient services;
    private final AuditLog audit;
    private final RunConfig config;
    private final Clock clock;

    RunPropagationService(
            Transactions transactions,
            CampaignRepository campaigns,
            RunPropagationRepository propagations,
            DefinitionPublisher definitions,
            RunStateClient services,
            AuditLog audit,
            RunConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.propagations = propagations;
        this.definitions = definitions;
        this.services = services;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Propagates a state that was stored together with its entry in the work list.
     *
     * @return the services that have not stored it; empty if all have
     */
    public List<String> propagate(RunState state) {
        return propagate(new RunPropagation(state, 0));
    }

    private List<String> propagate(RunPropagation propagation) {
        RunState state = propagation.state();
        List<String> failed = services.send(state);
        if (failed.isEmpty()) {
            complete(state);
        } else if (state.active()) {
            takeBack(state);
        } else {
            Duration pause = BACKOFF.after(propagation.attempts() + 1);
            transactions.await(session -> propagations.postpone(session, state, pause));
        }
        return failed;
    }

    private void complete(RunState state) {
        // The campaign first, as in every transaction, so that there is no deadlock.
        transactions.await(session -> campaigns
                .lockIfPresent(session, state.tenantId(), state.campaignId())
                .call(campaign -> propagations.complete(session, state).invoke(latest -> {
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
                .call(campaign -> propagations
                        .find(session, begun.campaignId())
                        .chain(latest -> latest != null && latest.state().equals(begun)
                                ? takeBack(session, campaign, begun)
                                : Uni.createFrom().voidItem())));
    }

    private Uni<Void> takeBack(Mutiny.Session session, Campaign campaign, RunState begun) {
        CampaignSnapshot before = CampaignSnapshot.of(campaign);
        campaign.end();
        AuditRecorded line = AuditRecorded.of(AuditAction.CAMPAIGN_STOPPED, campaign.id(), Actor.system(SERVICE))
                .in(campaign.id())
                .with(before.until(campaign));
        RunState ended = new RunState(begun.tenantId(), begun.campaignId(), begun.run(), false);
        return propagations
                .put(session, ended, Duration.ZERO)
                .chain(() -> definitions.publish(session, campaign))
                .chain(() -> audit.append(session, campaign.tenantId(), line));
    }

    /**
     * Propagates what is due.
     *
     * @return whether there was anything
     */
    boolean processPending(int limit) {
        List<RunPropagation> due = transactions.await(session -> propagations.claim(session, limit, config.claim()));
        for (RunPropagation propagation : due) {
            List<String> failed = propagate(propagation);
            LOG.infof(
                    "run propagated campaign=%s run=%d active=%s missing=%s",
                    propagation.state().campaignId(),
                    propagation.state().run(),
                    propagation.state().active(),
                    failed);
        }
        return !due.isEmpty();
    }
}
