package campaignflows.engine.protocol;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.MessageFamily;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.walk.WalkMessage;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.messaging.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Watches what takes effect, at the moment when it does, and remembers it for {@link FinalInvariants}. What must hold at each step
 * is checked here: positions only go forward and skip nothing, nothing takes effect after its Stop has answered, events are
 * stamped with the run that they were made in, and no command is taken twice.
 */
final class InvariantMonitor {
    private static final int ID_BEGINS = "{\"id\":\"".length();
    private static final int ID_LENGTH = 36;

    /** Where a campaign stands between its Starts and Stops, as those who asked for them know. */
    record Phase(Kind kind, int run) {
        enum Kind {
            STARTING,
            ACTIVE,
            STOPPING,
            INACTIVE
        }
    }

    /** A message that a committed transaction left in an outbox. */
    record Made(String service, String topic, Envelope<?> envelope) {
        OutgoingMessage outgoing() {
            return switch (envelope.data()) {
                case ParticipantEvent event
                when topic.equals(Topics.PARTICIPANT_EVENTS) ->
                    message(CustomerEvent.FAMILY, event.customerId(), event);
                case CommunicationCommand command -> message(CustomerCommand.FAMILY, command.customerId(), command);
                case WalkRecorded walk -> message(WalkMessage.FAMILY, walk.customerId(), walk);
                default -> throw new IllegalArgumentException("Expected a message, but it is " + envelope);
            };
        }

        private <T> OutgoingMessage message(MessageFamily<T> family, UUID key, T data) {
            Envelope<T> typed = new Envelope<>(
                    envelope.id(),
                    envelope.source(),
                    envelope.tenant(),
                    envelope.subject(),
                    envelope.time(),
                    envelope.cause(),
                    envelope.depth(),
                    data);
            return new OutgoingMessage(topic, key, family.typeOf(data), family.encode(typed));
        }

        /** What keeps its order: the messages of one service about one participant on one topic. */
        String stream() {
            return service + " on " + topic + " of " + envelope.subject();
        }
    }

    private final Map<UUID, Made> made = new LinkedHashMap<>();
    private final Map<String, List<UUID>> streams = new LinkedHashMap<>();
    private final Map<UUID, Integer> tookEffect = new HashMap<>();
    private final Set<UUID> commanded = new HashSet<>();
    private final Set<UUID> removed = new HashSet<>();
    private @Nullable Violation first;
    private @Nullable Kafka kafka;
    private @Nullable CampaignServiceModel campaigns;

    void watch(Kafka over, CampaignServiceModel of) {
        kafka = over;
        campaigns = of;
    }

    Map<UUID, Made> made() {
        return made;
    }

    Map<String, List<UUID>> streams() {
        return streams;
    }

    Set<UUID> removed() {
        return removed;
    }

    Set<UUID> commanded() {
        return commanded;
    }

    Map<UUID, Integer> tookEffect() {
        return tookEffect;
    }

    static UUID idOf(TopicLog.Entry entry) {
        byte[] value = Objects.requireNonNull(entry.record()).value();
        return UUID.fromString(new String(value, ID_BEGINS, ID_LENGTH, StandardCharsets.US_ASCII));
    }

    /** Some of the code that runs into a violation lives on with any exception, so the first one is remembered. */
    private void require(boolean holds, String what) {
        if (!holds) {
            Violation violation = new Violation(what);
            first = first == null ? violation : first;
            throw violation;
        }
    }

    /** @throws Violation if there was one */
    void rethrow() {
        if (first != null) {
            throw first;
        }
    }

    void made(List<Made> messages) {
        for (Made message : messages) {
            require(made.putIfAbsent(message.envelope().id(), message) == null, "a message was made twice: " + message);
            streams.computeIfAbsent(message.stream(), any -> new ArrayList<>())
                    .add(message.envelope().id());
        }
    }

    /** A position moves: forward, and over exactly the events whose effects come with it. */
    void moved(Commit commit, long stored) {
        require(commit.to() > stored, "the position of a partition went back from " + stored + ": " + range(commit));
        require(commit.from() == stored, "a commit did not begin at the position " + stored + ": " + range(commit));
        TopicLog log = Objects.requireNonNull(kafka).broker().log(Topics.PARTICIPANT_EVENTS, commit.partition());
        require(commit.to() <= log.lastStable(), "a commit went beyond what is decided: " + range(commit));
        List<UUID> expected = log.committed(commit.from(), commit.to()).stream()
                .map(InvariantMonitor::idOf)
                .filter(this::hasEffect)
                .toList();
        List<UUID> given = commit.events().stream().map(EventEffects::eventId).toList();
        require(given.equals(expected), "a commit of " + range(commit) + " brought " + given + ", not " + expected);
    }

    private static String range(Commit commit) {
        return "partition %d [%d, %d)".formatted(commit.partition(), commit.from(), commit.to());
    }

    boolean hasEffect(UUID id) {
        Made event = Objects.requireNonNull(made.get(id), "an event on the topic that nobody made");
        return ExpectedWalks.hasEffect((ParticipantEvent) event.envelope().data());
    }

    void tookEffect(EventEffects event) {
        tookEffect.merge(event.eventId(), 1, Integer::sum);
        int run = Objects.requireNonNull(event.run());
        require(
                !Objects.requireNonNull(campaigns).isStopped(event.campaignId(), run),
                "a walk of run " + run + " took effect after its Stop had answered");
        require(!removed.contains(event.participantId()), "a walk of a removed participant took effect");
    }

    /**
     * An event of people's doing becomes visible: between the answers of Start and Stop it bears the run, outside of them
     * none.
     */
    void stamped(@Nullable Phase phase, @Nullable Integer run) {
        if (phase == null) {
            require(run == null, "an event before the first Start bears run " + run);
            return;
        }
        switch (phase.kind()) {
            case ACTIVE ->
                require(
                        run != null && run == phase.run(),
                        "an event made after Start " + phase.run() + " had answered bears run " + run);
            case INACTIVE -> require(run == null, "an event made after Stop had answered bears run " + run);
            case STARTING, STOPPING -> {}
        }
    }

    void removed(UUID participant) {
        removed.add(participant);
    }

    void commanded(List<? extends Envelope<CommunicationCommand>> commands) {
        for (Envelope<CommunicationCommand> command : commands) {
            require(commanded.add(command.id()), "a command was taken twice: " + command);
        }
    }

    /** What must hold does not. */
    static final class Violation extends AssertionError {
        private static final long serialVersionUID = 1L;

        Violation(String message) {
            super(message);
        }
    }
}
