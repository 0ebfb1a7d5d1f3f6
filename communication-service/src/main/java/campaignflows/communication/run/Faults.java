package campaignflows.communication.run;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignFaulted;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.OutgoingMessage;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reports that a campaign's run cannot go on because its infrastructure is not there (rule C2): once per run, after which
 * the run is not dispatched here any more, whatever campaign-service does about it and when.
 */
@Singleton
public final class Faults {
    private static final Logger LOG = Logger.getLogger(Faults.class);

    private final RunRepository runs;
    private final Outbox outbox;

    public Faults(RunRepository runs, Outbox outbox) {
        this.runs = runs;
        this.outbox = outbox;
    }

    /**
     * What is wrong.
     *
     * @param message for people
     * @param since   when what it was found by began: a run that began later has nothing to do with it; null if it is so now
     */
    public record Found(String message, @Nullable Instant since) {}

    /** Faults the active runs of the campaigns, with the message for people. */
    public void report(Tx tx, Map<UUID, String> messageByCampaign, Instant at) {
        Map<UUID, Found> found = new HashMap<>();
        messageByCampaign.forEach((campaign, message) -> found.put(campaign, new Found(message, null)));
        reportFound(tx, found, at);
    }

    /** Likewise, of what is learned late: by a receipt of a message that an earlier run may have sent. */
    public void reportFound(Tx tx, Map<UUID, Found> foundByCampaign, Instant at) {
        if (foundByCampaign.isEmpty()) {
            return;
        }
        List<OutgoingMessage> messages = new ArrayList<>();
        for (RunRepository.Run run : runs.markFaulted(tx, foundByCampaign)) {
            Found found = foundByCampaign.get(run.campaignId());
            if (found != null) {
                messages.add(outgoing(run, found.message(), at));
            }
        }
        outbox.append(tx, messages);
    }

    private static OutgoingMessage outgoing(RunRepository.Run run, String message, Instant at) {
        LOG.warnf("campaign faulted campaign=%s run=%d", run.campaignId(), run.run());
        var fault = new CampaignFaulted(run.campaignId(), run.run(), at.truncatedTo(ChronoUnit.MICROS), message);
        var envelope = new Envelope<>(
                Ids.derived(run.campaignId(), run.run(), "fault"),
                "communication-service",
                run.tenantId(),
                run.campaignId().toString(),
                fault.at(),
                null,
                0,
                fault);
        return new OutgoingMessage(
                Topics.CAMPAIGN_FAULTS, run.campaignId(), "CampaignFaulted", CampaignFaulted.FAMILY.encode(envelope));
    }
}
