package campaignflows.campaign.run;

import campaignflows.campaign.campaign.Campaign;
import campaignflows.campaign.campaign.CampaignRepository;
import campaignflows.campaign.definition.Definitions;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.messaging.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Hands the state of a run over to the other services and notes what came of it. A begin that not all could be told is
 * taken back: the campaign is Inactive again and the run has ended, so that nothing half-active stays. An end is tried
 * until all have stored it; runs begin and end once, so telling one twice or late does no harm.
 */
@Singleton
public class RunHandoverService {
    private static final Logger LOG = Logger.getLogger(RunHandoverService.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int MAX_DOUBLINGS = 6;

    private final Database database;
    private final CampaignRepository campaigns;
    private final RunHandoverRepository handovers;
    private final Definitions definitions;
    private final RunStateClient services;
    private final RunConfig config;

    RunHandoverService(
            Database database,
            CampaignRepository campaigns,
            RunHandoverRepository handovers,
            Definitions definitions,
            RunStateClient services,
            RunConfig config) {
        this.database = database;
        this.campaigns = campaigns;
        this.handovers = handovers;
        this.definitions = definitions;
        this.services = services;
        this.config = config;
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
            database.useTransaction(tx -> handovers.postpone(tx, state, pause));
        }
        return failed;
    }

    private void complete(RunState state) {
        database.useTransaction(tx -> {
            // Campaign first, as everywhere, so that nobody waits for us in the other order.
            Optional<Campaign> campaign = campaigns.lock(tx, state.tenantId(), state.campaignId());
            if (handovers.complete(tx, state) && state.active() && campaign.isPresent()) {
                campaigns.setStarted(tx, state.campaignId());
            }
        });
    }

    private void takeBack(RunState begun) {
        database.useTransaction(tx -> {
            Optional<Campaign> campaign = campaigns.lock(tx, begun.tenantId(), begun.campaignId());
            boolean isLatest = handovers
                    .find(tx, begun.campaignId())
                    .filter(latest -> latest.state().equals(begun))
                    .isPresent();
            if (campaign.isPresent() && isLatest) {
                campaigns.setStatus(tx, begun.campaignId(), CampaignStatus.INACTIVE, begun.run());
                handovers.put(
                        tx, new RunState(begun.tenantId(), begun.campaignId(), begun.run(), false), Duration.ZERO);
                definitions.publish(tx, begun.campaignId());
            }
        });
    }

    /**
     * Works off what is due.
     *
     * @return whether there was anything
     */
    boolean workOff(int limit) {
        List<RunHandover> due = database.inTransaction(tx -> handovers.claim(tx, limit, config.claim()));
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
