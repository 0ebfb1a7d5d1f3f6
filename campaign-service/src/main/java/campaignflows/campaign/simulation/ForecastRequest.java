package campaignflows.campaign.simulation;

import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The participants, the trigger and the time for which flows are to be walked. */
@Schema(description = "For how many participants, by what and when flows are walked")
public record ForecastRequest(
        @Schema(
                description = "The first so many participants of the campaign, those made first coming first",
                required = true,
                minimum = "1",
                maximum = "" + SimulationSubjectLine.MAX_PARTICIPANTS)
        @Nullable
        Integer participants,

        @Schema(
                description =
                        "Only this flow begins, as it is saved, active or not; without it all active flows that have the"
                                + " trigger")
        @Nullable
        UUID flowId,

        @Schema(
                description =
                        "What happens to each participant. Left out: participant_created; with flow_id the first of the"
                                + " flow's triggers that no communication fires, else the first")
        @Nullable
        NodeType trigger,

        @Schema(description = "What is now; the present moment if it is left out") @Nullable
        Instant at) {}
