package campaignflows.engine.protocol;

import campaignflows.engine.protocol.InvariantMonitor.Phase;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * campaign-service as its contract says: Start and Stop publish the definition first, then hand the run over to those who act
 * in it, then answer. Each Start comes with flows that were changed since the last one.
 */
final class CampaignServiceModel {
    /** A record of the topic of definitions. */
    record Published(UUID campaign, byte[] value, CampaignDefined definition) {}

    private final FlowChoice choice;
    private final List<Published> topic = new ArrayList<>();
    private final Map<UUID, CampaignDefined> newest = new HashMap<>();
    private final Map<UUID, Phase> phases = new HashMap<>();
    private final Map<UUID, Integer> firstNotStopped = new HashMap<>();
    private long revision;

    CampaignServiceModel(FlowChoice choice) {
        this.choice = choice;
    }

    List<Published> topic() {
        return topic;
    }

    Optional<CampaignDefined> newest(UUID campaign) {
        return Optional.ofNullable(newest.get(campaign));
    }

    int runOf(UUID campaign) {
        CampaignDefined now = newest.get(campaign);
        return now == null ? 0 : now.run();
    }

    /** Stores and publishes; what remains is to hand it over, and to answer. */
    int change(UUID campaign, CampaignStatus status) {
        boolean starts = status == CampaignStatus.ACTIVE;
        int run = runOf(campaign) + (starts ? 1 : 0);
        CampaignDefined definition = TestCampaigns.definition(campaign, ++revision, status, run, choice);
        newest.put(campaign, definition);
        topic.add(new Published(campaign, encoded(definition), definition));
        enter(campaign, starts ? Phase.Kind.STARTING : Phase.Kind.STOPPING, run);
        return run;
    }

    void answered(UUID campaign, CampaignStatus status, int run) {
        boolean starts = status == CampaignStatus.ACTIVE;
        enter(campaign, starts ? Phase.Kind.ACTIVE : Phase.Kind.INACTIVE, run);
        if (!starts) {
            firstNotStopped.put(campaign, run + 1);
        }
    }

    private void enter(UUID campaign, Phase.Kind kind, int run) {
        phases.put(campaign, new Phase(kind, run));
    }

    @Nullable
    Phase phase(UUID campaign) {
        return phases.get(campaign);
    }

    /** Whether the Stop of the run has answered. */
    boolean isStopped(UUID campaign, int run) {
        return run < firstNotStopped.getOrDefault(campaign, 0);
    }

    /** Whether no Stop of the run was ever asked for. */
    boolean runsOn(UUID campaign, int run) {
        Phase phase = Objects.requireNonNull(phases.get(campaign));
        return phase.run() == run && (phase.kind() == Phase.Kind.ACTIVE || phase.kind() == Phase.Kind.STARTING);
    }

    private static byte[] encoded(CampaignDefined definition) {
        return CampaignDefined.FAMILY.encode(new Envelope<>(
                new UUID(3, definition.revision()),
                "campaign",
                WalkFixture.TENANT,
                definition.campaignId().toString(),
                Instant.EPOCH,
                null,
                0,
                definition));
    }
}
