package campaignflows.platform.contracts.simulation;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the JSON values, one per line, that contain the participants of a forecast: {@code GET
 * /internal/v1/campaigns/{id}/simulation-subjects?limit=} of participant-service for existing ones, {@code POST
 * /internal/v1/campaigns/{id}/simulation-subjects} for the rows of a file. Exactly one of the two is set. The end comes last,
 * so that a truncated stream is recognized.
 */
public record SimulationSubjectLine(
        @Nullable Subject subject, @Nullable End end) {
    /** The maximum number of participants of one forecast. */
    public static final int MAX_PARTICIPANTS = 100_000;

    /** The maximum number of rows of a file: the participants that they are about are held in memory. */
    public static final int MAX_ROWS = 50_000;

    public SimulationSubjectLine {
        if ((subject == null) == (end == null)) {
            throw new IllegalArgumentException("Expected either a subject or the end");
        }
    }

    public static SimulationSubjectLine of(Subject subject) {
        return new SimulationSubjectLine(subject, null);
    }

    public static SimulationSubjectLine of(End end) {
        return new SimulationSubjectLine(null, end);
    }

    /**
     * A participant, with all its events of the forecast.
     *
     * @param stored    whether it is in the campaign; that of a row may not be
     * @param triggers  of its rows, in file order; empty if the request's trigger applies
     * @param reachable the channels on which the person has an address and has not opted out
     */
    public record Subject(
            ParticipantSnapshot participant, boolean stored, List<NodeType> triggers, Set<ChannelType> reachable) {
        public Subject {
            triggers = List.copyOf(triggers);
            reachable = Set.copyOf(reachable);
        }
    }

    /**
     * The end of the stream.
     *
     * @param rows the result of a file's rows; null without a file
     */
    public record End(@Nullable Rows rows) {}

    /** The rows of a file: {@code total = created + updated + failed}. */
    public record Rows(long total, long created, long updated, long failed, List<RowFault> faults) {
        public Rows {
            faults = List.copyOf(faults);
        }
    }

    /** A fault that rows have in common. */
    public record RowFault(@Nullable String field, String message, long count, long firstRow) {
        public static RowFault of(RowError error) {
            return new RowFault(error.field(), error.message(), 1, error.row());
        }

        public RowFault oneMore() {
            return new RowFault(field, message, count + 1, firstRow);
        }
    }
}
