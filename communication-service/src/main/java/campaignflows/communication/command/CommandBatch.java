package campaignflows.communication.command;

import campaignflows.communication.lifecycle.CommandCause;
import campaignflows.communication.lifecycle.Communication;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.lifecycle.StatusTransitions;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerErased;
import campaignflows.platform.contracts.message.OptOutsChanged;
import campaignflows.platform.contracts.message.ParticipantErased;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.planning.DueTime;
import campaignflows.platform.contracts.planning.DueTimes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of commands comes to, worked out in memory so that the database sees a constant number of statements. The
 * order of the commands of a participant counts: what was planned before a cancel is canceled, what is planned after it is
 * not; after a removal nothing is planned any more, nor for a person after its erasure.
 */
final class CommandBatch {
    private final Set<UUID> removed;
    private final Set<UUID> erased;
    private final Predicate<PlanCommunication> usable;
    private final Instant now;
    private final Set<UUID> commandIds = new HashSet<>();
    private final Map<UUID, NewCommunication> plans = new LinkedHashMap<>();

    /** Ids of the batch's plans that are still Planned, in their order, by participant. */
    private final Map<UUID, List<UUID>> openByParticipant = new HashMap<>();

    private final Map<UUID, Cancellation> cancellations = new LinkedHashMap<>();
    private final Set<UUID> newlyRemoved = new HashSet<>();
    private final Map<UUID, UUID> newlyErased = new LinkedHashMap<>();
    private final Set<UUID> erasedParticipants = new LinkedHashSet<>();
    private final Map<UUID, String> faults = new LinkedHashMap<>();
    private final Map<UUID, Set<ChannelType>> optOuts = new LinkedHashMap<>();
    private final List<Ordered> fired = new ArrayList<>();
    private int order;

    /**
     * Starts a batch.
     *
     * @param removed participants known to be removed before the batch
     * @param erased  customers known to be erased before the batch
     * @param usable  whether a plan's agent and channel are there and belong together
     * @param now     when ends of this batch happen
     */
    CommandBatch(Set<UUID> removed, Set<UUID> erased, Predicate<PlanCommunication> usable, Instant now) {
        this.removed = new HashSet<>(removed);
        this.erased = new HashSet<>(erased);
        this.usable = usable;
        this.now = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** A step to be told of, at its place in the batch; it counts only if its communication was not there before. */
    record Ordered(int order, StatusTransitions.Fired step) {}

    void add(Envelope<? extends CustomerCommand> envelope) {
        switch (envelope.data()) {
            case CustomerErased erasure -> {
                optOuts.remove(erasure.customerId());
                if (erased.add(erasure.customerId())) {
                    newlyErased.put(erasure.customerId(), envelope.tenant());
                }
            }
            case ParticipantErased erasure -> erasedParticipants.add(erasure.participantId());
            case OptOutsChanged change -> {
                if (!erased.contains(change.customerId())) {
                    optOuts.put(change.customerId(), change.channels());
                }
            }
            case CommunicationCommand command -> {
                if (!removed.contains(command.participantId()) && !erased.contains(command.customerId())) {
                    carryOut(envelope, command);
                }
            }
        }
        order++;
    }

    private void carryOut(Envelope<?> envelope, CommunicationCommand command) {
        switch (command) {
            case PlanCommunication plan -> plan(envelope, plan);
            case CancelCommunications cancel -> cancel(envelope, cancel.participantId(), false);
            case ParticipantRemoved removal -> {
                cancel(envelope, removal.participantId(), true);
                removed.add(removal.participantId());
                newlyRemoved.add(removal.participantId());
            }
        }
    }

    private void plan(Envelope<?> envelope, PlanCommunication command) {
        if (!commandIds.add(envelope.id()) || plans.containsKey(command.communicationId())) {
            return;
        }
        DueTime due = DueTimes.of(command.schedule(), command.createdAt());
        Communication planned = planned(envelope, command, due);
        String never = switch (due) {
            case DueTime.At at -> null;
            case DueTime.Never reason -> reason.reason();
        };
        if (!usable.test(command)) {
            never = Reasons.NOT_USABLE;
            faults.putIfAbsent(
                    command.campaignId(),
                    "The communication %s cannot be sent: %s".formatted(command.name(), Reasons.NOT_USABLE));
        }
        if (never == null) {
            plans.put(planned.id(), new NewCommunication(planned, command, planned.scheduledAt()));
            openByParticipant
                    .computeIfAbsent(planned.participantId(), any -> new ArrayList<>())
                    .add(planned.id());
        } else {
            end(planned, command, StatusChange.end(planned.id(), CommunicationStatus.SKIPPED, now, never));
        }
    }

    private void cancel(Envelope<?> envelope, UUID participantId, boolean silent) {
        CommandCause cause = new CommandCause(envelope.id(), envelope.depth());
        Cancellation known = cancellations.get(participantId);
        if (known == null || silent) {
            // Of several cancels the first one ends what was there before the batch.
            cancellations.putIfAbsent(participantId, new Cancellation(participantId, order, cause, now, silent));
        }
        List<UUID> open = openByParticipant.remove(participantId);
        if (open != null) {
            open.forEach(id -> cancel(id, cause, silent));
        }
    }

    private void cancel(UUID communicationId, CommandCause cause, boolean silent) {
        NewCommunication plan = Objects.requireNonNull(plans.get(communicationId), "what is open is planned");
        end(
                plan.communication(),
                plan.command(),
                silent
                        ? StatusChange.removed(communicationId, now)
                        : StatusChange.canceled(communicationId, now, cause));
    }

    private void end(Communication planned, PlanCommunication command, StatusChange change) {
        StatusTransitions.Result result = StatusTransitions.apply(planned, List.of(change));
        plans.put(planned.id(), new NewCommunication(result.communication(), command, null));
        result.fired().forEach(step -> fired.add(new Ordered(order, step)));
    }

    private static Communication planned(Envelope<?> envelope, PlanCommunication command, DueTime due) {
        Instant scheduledAt = switch (due) {
            case DueTime.At at -> at.instant();
            case DueTime.Never never -> command.createdAt();
        };
        return new Communication(
                command.communicationId(),
                envelope.id(),
                envelope.tenant(),
                command.campaignId(),
                command.participantId(),
                command.customerId(),
                command.name(),
                command.channel(),
                command.channelId(),
                command.agentId(),
                CommunicationStatus.PLANNED,
                null,
                scheduledAt,
                command.createdAt(),
                null,
                null,
                null,
                Map.of(),
                envelope.depth(),
                false);
    }

    /** What is to be stored, in the order of the commands. */
    List<NewCommunication> plans() {
        return List.copyOf(plans.values());
    }

    /** What is to be ended of what was stored before the batch; at most one for each participant. */
    List<Cancellation> cancellations() {
        return List.copyOf(cancellations.values());
    }

    Set<UUID> newlyRemoved() {
        return newlyRemoved;
    }

    /** Tenants by customer. What the batch has stored of them is to be erased at its end. */
    Map<UUID, UUID> newlyErased() {
        return newlyErased;
    }

    /** Whose communications, those that the batch has stored included, lose what is personal at its end. */
    Set<UUID> erasedParticipants() {
        return erasedParticipants;
    }

    /** All channels on which these customers do not want to be contacted, as the batch has left them. */
    Map<UUID, Set<ChannelType>> optOuts() {
        return optOuts;
    }

    /** Campaigns that cannot go on, with the message. */
    Map<UUID, String> faults() {
        return faults;
    }

    /** Ends of this batch's own plans. */
    List<Ordered> fired() {
        return fired;
    }

    int size() {
        return order;
    }

    @Nullable
    Cancellation cancellationOf(UUID participantId) {
        return cancellations.get(participantId);
    }
}
