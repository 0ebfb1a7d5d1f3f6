package campaignflows.platform.contracts.simulation;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.walk.WalkRecorded.Way;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What many events would have caused. The same request with the same participants gives the same result.
 *
 * @param participants that were simulated
 * @param events       that were walked, those caused by walks included
 * @param followUps    those of the events that walks would have caused: a value was changed, a communication was Skipped at once
 * @param ways         how often each way out of a node was taken
 * @param problems     at most {@link #MAX_PROBLEMS} kinds; the rest is counted in {@code otherProblems}
 * @param zone         whose days are counted: the tenant's
 */
public record ForecastResult(
        long participants,
        long events,
        long followUps,
        List<FlowWalks> walks,
        List<FlowWay> ways,
        List<Communications> communications,
        List<Updates> updates,
        List<Problem> problems,
        long otherProblems,
        ZoneId zone,
        SimulationSubjectLine.End end) {
    public static final int MAX_PROBLEMS = 200;

    public ForecastResult {
        walks = List.copyOf(walks);
        ways = List.copyOf(ways);
        communications = List.copyOf(communications);
        updates = List.copyOf(updates);
        problems = List.copyOf(problems);
    }

    /** How the walks of a flow ended. */
    public record FlowWalks(UUID flowId, long completed, long failed) {}

    public record FlowWay(UUID flowId, Way way, long walks) {}

    /**
     * What a node would have planned.
     *
     * @param count       all; those that are skipped or cannot be reached included
     * @param skipped     at once, since they have no time at which to be sent
     * @param unreachable the person has no address on the channel, or does not want to be contacted there
     * @param earliest    due time of those that are not skipped; null if there is none
     * @param days        in order
     */
    public record Communications(
            UUID flowId,
            String nodeId,
            String name,
            ChannelType channel,
            UUID channelId,
            UUID agentId,
            long count,
            long skipped,
            long unreachable,
            @Nullable Instant earliest,
            @Nullable Instant latest,
            List<Day> days) {
        public Communications {
            days = List.copyOf(days);
        }
    }

    /** How many would be due on a day; those that are skipped or unreachable are not counted. */
    public record Day(LocalDate date, long count) {}

    /** How often a node would have changed the value of a field. */
    public record Updates(UUID flowId, String nodeId, FieldLevel level, String name, long count) {}

    /**
     * Something that did not go as intended.
     *
     * @param endsWalk      whether the walk ended there
     * @param participantId one of those affected; null if it is not in the campaign
     */
    public record Problem(
            UUID flowId,
            @Nullable String nodeId,
            String message,
            boolean endsWalk,
            long count,
            @Nullable UUID participantId) {}
}
