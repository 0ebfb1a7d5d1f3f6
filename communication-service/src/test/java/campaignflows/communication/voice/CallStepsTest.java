package campaignflows.communication.voice;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.channel.MachineDetection;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the course of a call is to its communication. */
@NullMarked
class CallStepsTest {
    private static final UUID ID = new UUID(1, 1);
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "QUEUED      | OFF           | -             | false | STARTED",
                "RINGING     | HANG_UP       | -             | false | STARTED",
                "IN_PROGRESS | OFF           | -             | false | STARTED DELIVERED",
                "IN_PROGRESS | HANG_UP       | -             | false | STARTED",
                "IN_PROGRESS | HANG_UP       | human         | false | STARTED DELIVERED",
                "IN_PROGRESS | HANG_UP       | unknown       | false | STARTED DELIVERED",
                "IN_PROGRESS | HANG_UP       | machine_start | false | STARTED",
                "COMPLETED   | OFF           | -             | false | STARTED DELIVERED COMPLETED",
                "COMPLETED   | OFF           | -             | true  | STARTED DELIVERED NO_RESPONSE",
                "COMPLETED   | OFF           | machine_start | false | STARTED DELIVERED COMPLETED",
                "COMPLETED   | HANG_UP       | -             | false | STARTED DELIVERED COMPLETED",
                "COMPLETED   | HANG_UP       | machine_start | true  | STARTED NO_RESPONSE",
                "COMPLETED   | HANG_UP       | fax           | false | STARTED NO_RESPONSE",
                "COMPLETED   | LEAVE_MESSAGE | machine_end_beep | true | STARTED DELIVERED",
                "BUSY        | HANG_UP       | -             | true  | STARTED NO_RESPONSE",
                "NO_ANSWER   | HANG_UP       | -             | true  | STARTED NO_RESPONSE",
                "FAILED      | HANG_UP       | -             | true  | STARTED FAILED",
                "CANCELED    | HANG_UP       | -             | true  | STARTED FAILED"
            })
    void shouldStepAsFarAsTheCallIs(
            CallReport.Status status,
            MachineDetection machine,
            @Nullable String answeredBy,
            boolean hasQuestions,
            String steps) {
        List<StatusChange> changes = CallSteps.of(ID, status, machine, answeredBy, hasQuestions, Map.of(), NOW);

        assertThat(changes.stream().map(change -> change.to().name())).containsExactly(steps.split(" "));
    }

    @Test
    void shouldCompleteWithAllAnswers() {
        StatusChange last = CallSteps.of(
                        ID, CallReport.Status.COMPLETED, MachineDetection.OFF, null, true, Map.of("paid", "true"), NOW)
                .getLast();

        assertThat(last.to()).isEqualTo(CommunicationStatus.COMPLETED);
        assertThat(last.results()).isEqualTo(Map.of("paid", "true"));
    }
}
