package campaignflows.communication.voice;

import campaignflows.communication.channel.MachineDetection;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the course of a call is to its communication (rule M1): called is Started, picked up is Delivered, the first answer is
 * Replied, and with the call the conversation ends. Each report gives all the steps up to where the call is, so that it does
 * not matter which of them came, how often, and in which order.
 */
final class CallSteps {
    static final String MACHINE = "An answering machine picked up";
    static final String LEFT_ON_MACHINE = "The message was left on an answering machine";
    static final String BUSY = "The line was busy";
    static final String NOBODY = "Nobody picked up";
    static final String NO_ANSWER = "The contact picked up, but answered no question";
    static final String FAILED = "The call could not be completed: the number may not exist";
    static final String CANCELED = "The call was canceled at Twilio before anybody picked up";

    private CallSteps() {}

    /**
     * The steps that a report stands for, in order.
     *
     * @param machine    what is done with machines
     * @param answeredBy as far as is known of the call by now
     * @param answers    of the questions so far
     */
    static List<StatusChange> of(
            UUID id,
            CallReport.Status status,
            MachineDetection machine,
            @Nullable String answeredBy,
            boolean hasQuestions,
            Map<String, String> answers,
            Instant now) {
        List<StatusChange> steps = new ArrayList<>();
        steps.add(StatusChange.step(id, CommunicationStatus.STARTED, now, now));
        switch (status) {
            case QUEUED, RINGING -> {}
            case IN_PROGRESS -> {
                // With a detection, who has picked up is known only when it is over.
                if (machine == MachineDetection.OFF || (answeredBy != null && !CallReport.isMachine(answeredBy))) {
                    steps.add(StatusChange.step(id, CommunicationStatus.DELIVERED, now, now));
                }
            }
            case COMPLETED -> {
                if (machine != MachineDetection.OFF && CallReport.isMachine(answeredBy)) {
                    steps.add(ofMachine(id, machine, now));
                } else {
                    steps.add(StatusChange.step(id, CommunicationStatus.DELIVERED, now, now));
                    steps.addAll(end(id, hasQuestions, answers, now));
                }
            }
            case BUSY -> steps.add(StatusChange.end(id, CommunicationStatus.NO_RESPONSE, now, BUSY));
            case NO_ANSWER -> steps.add(StatusChange.end(id, CommunicationStatus.NO_RESPONSE, now, NOBODY));
            case FAILED -> steps.add(StatusChange.end(id, CommunicationStatus.FAILED, now, FAILED));
            case CANCELED -> steps.add(StatusChange.end(id, CommunicationStatus.FAILED, now, CANCELED));
        }
        return steps;
    }

    /** What is on a machine may still be heard and answered, until the agent's time without answer is over. */
    private static StatusChange ofMachine(UUID id, MachineDetection machine, Instant now) {
        return machine == MachineDetection.LEAVE_MESSAGE
                ? StatusChange.step(id, CommunicationStatus.DELIVERED, now, now).withReason(LEFT_ON_MACHINE)
                : StatusChange.end(id, CommunicationStatus.NO_RESPONSE, now, MACHINE);
    }

    private static List<StatusChange> end(UUID id, boolean hasQuestions, Map<String, String> answers, Instant now) {
        if (!hasQuestions) {
            return List.of(StatusChange.end(id, CommunicationStatus.COMPLETED, now, null));
        }
        if (answers.isEmpty()) {
            return List.of(StatusChange.end(id, CommunicationStatus.NO_RESPONSE, now, NO_ANSWER));
        }
        return List.of(with(CommunicationStatus.COMPLETED, id, answers, now, null));
    }

    /** The step that the first answer makes. */
    static StatusChange replied(UUID id, Map<String, String> answers, Instant now) {
        return with(CommunicationStatus.REPLIED, id, answers, now, now);
    }

    private static StatusChange with(
            CommunicationStatus to, UUID id, Map<String, String> answers, Instant now, @Nullable Instant dueAt) {
        return new StatusChange(id, to, now, null, answers, dueAt, List.of(), null, false);
    }
}
