package campaignflows.engine.definition;

import campaignflows.engine.graph.CampaignCompiler;
import campaignflows.engine.graph.CompiledCampaign;
import campaignflows.engine.value.TenantFormats;
import campaignflows.engine.walk.CampaignRun;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.messaging.Backoff;
import campaignflows.platform.messaging.Scheduling;
import campaignflows.platform.messaging.StopSignal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of all campaigns, from the compacted topic, and requested where the topic is late.
 *
 * <p>Invariants: an event of a run is walked with a definition of that very run, or waits for it, or is not walked because
 * the run has ended. The newest revision wins, wherever it comes from. Only definitions of running campaigns are kept in
 * full; for the others it is enough to know that they are not running.
 */
public final class Definitions {
    public static final String CAMPAIGN_DELETED = "campaign deleted";
    public static final String CAMPAIGN_STOPPED = "campaign stopped";

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(10), Duration.ofMillis(250));

    /** A source from which a definition can be requested. */
    @FunctionalInterface
    public interface Source {
        /**
         * The newest definition; empty if the campaign does not exist.
         *
         * @throws RuntimeException if there is no response
         */
        Optional<CampaignDefined> fetch(UUID tenantId, UUID campaignId);
    }

    /** @param definition null unless the campaign is Active */
    private record Known(long revision, int run, @Nullable CampaignDefined definition) {
        static Known of(CampaignDefined campaign) {
            return new Known(
                    campaign.revision(), campaign.run(), campaign.status() == CampaignStatus.ACTIVE ? campaign : null);
        }
    }

    private final Source source;
    private final TenantSettings tenants;
    private final Duration wait;
    private final Scheduling scheduling;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();
    private final CompiledCampaigns compiled = new CompiledCampaigns();

    /** @param wait how long a batch waits for a definition that is late, unless its thread is interrupted, as at shutdown */
    public Definitions(Source source, TenantSettings tenants, Duration wait, Scheduling scheduling) {
        this.source = source;
        this.tenants = tenants;
        this.wait = wait;
        this.scheduling = scheduling;
    }

    /** Receives a record of the compacted topic. */
    public void changed(UUID campaignId, byte @Nullable [] value) {
        if (value == null) {
            known.remove(campaignId);
            compiled.remove(campaignId);
            return;
        }
        CampaignDefined.FAMILY.decode(value).map(Envelope::data).ifPresent(this::keep);
    }

    private void keep(CampaignDefined campaign) {
        known.merge(
                campaign.campaignId(),
                Known.of(campaign),
                (before, now) -> now.revision() >= before.revision() ? now : before);
    }

    /**
     * The state of a campaign's run that is active according to participant-service.
     *
     * @throws DefinitionLateException if the definition did not arrive in time
     */
    public CampaignRun run(UUID tenantId, UUID campaignId, int run) {
        long deadline = scheduling.nanoTime() + wait.toNanos();
        for (int tries = 1; ; tries++) {
            Known now = known.get(campaignId);
            if (now != null && now.run() >= run) {
                return decide(now, tenantId, run);
            }
            Optional<CampaignRun> answer = ask(tenantId, campaignId, run);
            if (answer.isPresent()) {
                return answer.get();
            }
            if (scheduling.nanoTime() - deadline >= 0) {
                throw new DefinitionLateException(
                        "The definition of run %d of campaign %s has not arrived".formatted(run, campaignId));
            }
            pause(BACKOFF.after(tries));
        }
    }

    private void pause(Duration time) {
        try {
            scheduling.pause(new StopSignal(), time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DefinitionLateException("Interrupted while waiting for a definition");
        }
    }

    /** Whether the definition of the run is here and none of its flows starts with the trigger. */
    public boolean startsNothing(UUID tenantId, UUID campaignId, int run, NodeType trigger) {
        Known now = known.get(campaignId);
        return now != null
                && decide(now, tenantId, run) instanceof CampaignRun.Active(CompiledCampaign campaign)
                && campaign.flows().stream().noneMatch(flow -> flow.startsWith(trigger));
    }

    private Optional<CampaignRun> ask(UUID tenantId, UUID campaignId, int run) {
        Optional<CampaignDefined> fetched;
        try {
            fetched = source.fetch(tenantId, campaignId);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
        if (fetched.isEmpty()) {
            return Optional.of(new CampaignRun.Ended(CAMPAIGN_DELETED));
        }
        keep(fetched.get());
        Known now = Known.of(fetched.get());
        return now.run() >= run ? Optional.of(decide(now, tenantId, run)) : Optional.empty();
    }

    private CampaignRun decide(Known now, UUID tenantId, int run) {
        CampaignDefined definition = now.definition();
        if (definition == null || now.run() != run || !definition.tenantId().equals(tenantId)) {
            return new CampaignRun.Ended(CAMPAIGN_STOPPED);
        }
        TenantFormats formats = tenants.of(tenantId);
        CompiledCampaign campaign = compiled.find(definition.campaignId(), definition.revision(), formats.revision());
        if (campaign == null) {
            campaign = CampaignCompiler.compile(definition, formats);
            compiled.keep(campaign);
        }
        return new CampaignRun.Active(campaign);
    }
}
