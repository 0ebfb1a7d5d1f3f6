package campaignflows.engine.walk;

import campaignflows.engine.graph.CompiledCampaign;
import campaignflows.engine.graph.CompiledFlow;
import campaignflows.engine.graph.GraphNode;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.IncomingSession;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns one event into its effects: all flows of the campaign that it triggers are walked in flow order, separately, each
 * walk seeing what the earlier ones did. A walk that hands its participant over is followed at once by that of the other
 * flow. It neither reads nor writes anything outside its arguments.
 */
public final class EventWalker {
    /** The longest causal chain (rule W8). */
    public static final int MAX_DEPTH = 20;

    public static final String CAMPAIGN_STOPPED = "campaign stopped";
    public static final String PARTICIPANT_REMOVED = "participant removed";

    private static final Predicate<CompiledFlow> EVERY_FLOW = flow -> true;

    private static final Duration SLOW_CODE = Duration.ofSeconds(10);

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final CampaignCodeBudgets codeBudgets;

    public EventWalker(Clock clock, LongSupplier nanoTime) {
        this(clock, nanoTime, SLOW_CODE);
    }

    /** @param slowCode how much slow code a campaign may use at once */
    public EventWalker(Clock clock, LongSupplier nanoTime, Duration slowCode) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.codeBudgets = new CampaignCodeBudgets(nanoTime, slowCode);
    }

    /** The trigger that an event fires; none for events that only inform. */
    public static Optional<NodeType> triggerOf(ParticipantEvent event) {
        return switch (event) {
            case ParticipantCreated created -> Optional.of(NodeType.PARTICIPANT_CREATED);
            case ParticipantUpdated updated -> Optional.of(NodeType.PARTICIPANT_UPDATED);
            case CommunicationEnded ended -> Optional.of(NodeType.COMMUNICATION_ENDED);
            case IncomingSession incoming -> Optional.of(NodeType.INCOMING_SESSION);
            case CommunicationUpdated updated -> Optional.of(NodeType.COMMUNICATION_UPDATED);
            case ParticipantRemoved removed -> Optional.empty();
        };
    }

    /**
     * Whether an event cannot have any effect: it was created while its campaign was not active, and is not about a
     * communication. A file causes millions of them; they leave no record, since there was nothing to walk.
     */
    public static boolean hasNoEffect(ParticipantEvent event) {
        return communicationOf(event) == null
                && (event.run() == null || triggerOf(event).isEmpty());
    }

    private static @Nullable CommunicationState communicationOf(ParticipantEvent event) {
        return switch (event) {
            case CommunicationEnded ended -> ended.communication();
            case CommunicationUpdated updated -> updated.communication();
            case IncomingSession incoming -> null;
            case ParticipantCreated created -> null;
            case ParticipantUpdated updated -> null;
            case ParticipantRemoved removed -> null;
        };
    }

    /**
     * Walks.
     *
     * @param runs looks up the event's run; called only for an event of the run that is active for its participant
     * @return empty if the event has no effect at all
     */
    public Optional<SizedEffects> walk(
            Envelope<ParticipantEvent> event, BatchState batch, Function<ParticipantEvent, CampaignRun> runs) {
        ParticipantEvent data = event.data();
        CommunicationState communication = communicationOf(data);
        ParticipantState found = batch.find(data.participantId());
        ParticipantState state = found != null && found.is(event.tenant(), data.campaignId()) ? found : null;
        if (communication != null && state != null) {
            state.receive(communication);
        }
        Effects effects = new Effects(event, codeBudgets, batch.currentNode());
        triggerOf(data).ifPresent(trigger -> walk(event, trigger, state, effects, runs, EVERY_FLOW));
        return effects.isEmpty() && communication == null
                ? Optional.empty()
                : Optional.of(effects.toWalked(communication, state));
    }

    /**
     * The effects of an event that is not walked: the state that it carried, and a record with the reason.
     *
     * @return empty if the event has no effect at all
     */
    public Optional<SizedEffects> skip(Envelope<ParticipantEvent> event, BatchState batch, String reason) {
        CommunicationState communication = communicationOf(event.data());
        Effects effects = new Effects(event, codeBudgets, batch.currentNode());
        if (event.data().run() != null && triggerOf(event.data()).isPresent()) {
            effects.record(WalkRecords.notWalked(event, now(), reason));
        }
        return effects.isEmpty() && communication == null
                ? Optional.empty()
                : Optional.of(effects.toWalked(communication, null));
    }

    /**
     * Walks as if the trigger had fired, whatever the event is: for simulations. Everything except the choice of the flows
     * that start is as in {@link #walk}.
     */
    public SizedEffects walkForTrigger(
            NodeType trigger,
            Envelope<ParticipantEvent> event,
            BatchState batch,
            CompiledCampaign campaign,
            Predicate<CompiledFlow> begins) {
        ParticipantState state = batch.find(event.data().participantId());
        CommunicationState communication = communicationOf(event.data());
        if (communication != null && state != null) {
            state.receive(communication);
        }
        Effects effects = new Effects(event, codeBudgets, batch.currentNode());
        walk(event, trigger, state, effects, any -> new CampaignRun.Active(campaign), begins);
        return effects.toWalked(communication, state);
    }

    private void walk(
            Envelope<ParticipantEvent> event,
            NodeType trigger,
            @Nullable ParticipantState state,
            Effects effects,
            Function<ParticipantEvent, CampaignRun> runs,
            Predicate<CompiledFlow> begins) {
        Integer run = event.data().run();
        if (run == null) {
            return;
        }
        if (state == null) {
            effects.record(WalkRecords.notWalked(event, now(), PARTICIPANT_REMOVED));
            return;
        }
        if (!state.isInRun(run)) {
            effects.record(WalkRecords.notWalked(event, now(), CAMPAIGN_STOPPED));
            return;
        }
        switch (runs.apply(event.data())) {
            case CampaignRun.Ended(String reason) -> effects.record(WalkRecords.notWalked(event, now(), reason));
            case CampaignRun.Active(CompiledCampaign campaign) -> {
                for (CompiledFlow flow : campaign.flows()) {
                    if (flow.startsWith(trigger) && begins.test(flow)) {
                        walkOn(new Start(flow, trigger, event.depth(), null), event, run, campaign, state, effects);
                    }
                }
            }
        }
    }

    /**
     * What starts a walk.
     *
     * @param depth    length of the causal chain; each handover to another flow makes it longer (rule W8)
     * @param fromWalk the walk that handed the participant over; null if the event itself triggers the flow
     */
    record Start(
            CompiledFlow flow,
            NodeType trigger,
            int depth,
            @Nullable UUID fromWalk) {}

    /** Walks, and continues with the flow that the walk hands the participant over to, as long as there is one. */
    private void walkOn(
            Start first,
            Envelope<ParticipantEvent> event,
            int run,
            CompiledCampaign campaign,
            ParticipantState state,
            Effects effects) {
        Start start = first;
        while (start != null) {
            start = walk(start, event, run, campaign, state, effects);
        }
    }

    /** Walks once; returns where it continues, or null. */
    private @Nullable Start walk(
            Start start,
            Envelope<ParticipantEvent> event,
            int run,
            CompiledCampaign campaign,
            ParticipantState state,
            Effects effects) {
        Instant now = now();
        long begin = nanoTime.getAsLong();
        if (start.depth() > MAX_DEPTH) {
            String error =
                    "The chain of events that led here is longer than %d: flows of this campaign set each other off"
                            .formatted(MAX_DEPTH);
            effects.record(WalkRecords.ofFlow(event, start, now, 0, List.of(), List.of(), error));
            return null;
        }
        return switch (start.flow()) {
            case CompiledFlow.Broken broken -> {
                effects.record(WalkRecords.ofFlow(event, start, now, 0, List.of(), List.of(), broken.reason()));
                yield null;
            }
            case CompiledFlow.Walkable walkable -> {
                effects.deepen(start.depth());
                FlowWalk walk = new FlowWalk(
                        walkable,
                        event.data(),
                        run,
                        communicationOf(event.data()),
                        state,
                        effects,
                        campaign,
                        effects.entries(walkable.id()),
                        now);
                String error = walked(walk, walkable.triggers().get(start.trigger()));
                long micros = (nanoTime.getAsLong() - begin) / 1_000;
                UUID id = effects.record(
                        WalkRecords.ofFlow(event, start, now, micros, walk.steps(), walk.emitted(), error));
                CompiledFlow next = walk.next();
                yield next == null ? null : new Start(next, NodeType.FROM_ANOTHER_FLOW, start.depth() + 1, id);
            }
        };
    }

    /** A bug must end this walk and not stop the partition. */
    private static @Nullable String walked(FlowWalk walk, @Nullable GraphNode trigger) {
        if (trigger == null) {
            return "The flow has no such trigger";
        }
        try {
            return walk.walkFrom(trigger);
        } catch (RuntimeException | StackOverflowError e) {
            return "The walk ended with an unexpected " + e.getClass().getSimpleName();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
