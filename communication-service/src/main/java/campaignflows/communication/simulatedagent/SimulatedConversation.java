package campaignflows.communication.simulatedagent;

import campaignflows.communication.lifecycle.Message;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.communication.ResultField;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated contact does after a communication has started. It follows from the communication's id, the settings
 * and the results alone, so that after a crash the same conversation goes on where it stopped. (The sequence of
 * {@link Random} is part of Java's contract, therefore it and no other generator.)
 *
 * <p>A conversation ends with Failed or Completed, or not at all: then the session closes by the agent's time without answer.
 */
public final class SimulatedConversation {
    private static final List<String> REPLIES = List.of(
            "Thank you, I will take care of it today.",
            "Got it, thanks!",
            "Already done.",
            "Please remind me again tomorrow.",
            "Who is this?",
            "Yes, that works for me.",
            "No, thank you.");
    private static final String CLOSING_MESSAGE = "Thank you for your answer.";
    private static final String PROVIDER_FAILED = "The simulated provider reported a failure";

    private SimulatedConversation() {}

    /**
     * One step.
     *
     * @param after time since the start
     */
    public record Step(
            CommunicationStatus to,
            Duration after,
            @Nullable String reason,
            Map<String, String> results,
            List<Spoken> spoken) {
        public Step {
            results = Map.copyOf(results);
            spoken = List.copyOf(spoken);
        }

        /** What was said, at the time of the step. */
        public List<Message> said(Instant at) {
            List<Message> messages = new ArrayList<>(spoken.size());
            for (Spoken one : spoken) {
                messages.add(new Message(one.number(), at, one.sender(), one.text()));
            }
            return messages;
        }
    }

    /** Something said, its time still open. */
    public record Spoken(int number, Message.Sender sender, String text) {}

    /** The steps in the order of their times. */
    public static List<Step> of(UUID communicationId, SimulatedSettings settings, List<ResultField> results) {
        Random random = new Random(mixed(communicationId, settings.seed()));
        // All odds are drawn in any case: changing one of them does not reshuffle the others.
        boolean fails = random.nextDouble() < settings.failed();
        boolean delivered = random.nextDouble() < settings.delivered();
        boolean read = random.nextDouble() < settings.read();
        boolean replies = random.nextDouble() < settings.replied();
        List<Step> steps = new ArrayList<>();
        Duration at = pause(random, settings);
        if (fails) {
            return List.of(new Step(CommunicationStatus.FAILED, at, PROVIDER_FAILED, Map.of(), List.of()));
        }
        if (!delivered) {
            return List.of();
        }
        steps.add(new Step(CommunicationStatus.DELIVERED, at, null, Map.of(), List.of()));
        if (!read) {
            return steps;
        }
        at = at.plus(pause(random, settings));
        steps.add(new Step(CommunicationStatus.READ, at, null, Map.of(), List.of()));
        if (!replies) {
            return steps;
        }
        at = at.plus(pause(random, settings));
        String reply = REPLIES.get(random.nextInt(REPLIES.size()));
        steps.add(new Step(
                CommunicationStatus.REPLIED,
                at,
                null,
                Map.of(),
                List.of(new Spoken(1, Message.Sender.CONTACT, reply))));
        at = at.plus(pause(random, settings));
        steps.add(new Step(
                CommunicationStatus.COMPLETED,
                at,
                null,
                values(random, settings, results),
                List.of(new Spoken(2, Message.Sender.AGENT, CLOSING_MESSAGE))));
        return steps;
    }

    private static Map<String, String> values(Random random, SimulatedSettings settings, List<ResultField> results) {
        Map<String, String> values = new LinkedHashMap<>();
        for (ResultField result : results) {
            List<String> choice = settings.results().getOrDefault(result.name(), List.of());
            values.put(
                    result.name(),
                    choice.isEmpty()
                            ? RandomValue.of(random, result).canonical()
                            : choice.get(random.nextInt(choice.size())));
        }
        return values;
    }

    private static Duration pause(Random random, SimulatedSettings settings) {
        long millis = Math.round(settings.delayMs() * (0.5 + random.nextDouble()));
        return Duration.of(millis, ChronoUnit.MILLIS);
    }

    private static long mixed(UUID id, long seed) {
        long value = id.getMostSignificantBits()
                ^ Long.rotateLeft(id.getLeastSignificantBits(), 31)
                ^ (seed * 0x9E3779B97F4A7C15L);
        value = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        value = (value ^ (value >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return value ^ (value >>> 33);
    }
}
