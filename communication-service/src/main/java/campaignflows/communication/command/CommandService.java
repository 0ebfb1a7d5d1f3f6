package campaignflows.communication.command;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.erasure.ErasureRepository;
import campaignflows.communication.lifecycle.Communication;
import campaignflows.communication.lifecycle.CommunicationRepository;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.lifecycle.StatusTransitions;
import campaignflows.communication.lifecycle.TransitionService;
import campaignflows.communication.optout.OptOutRepository;
import campaignflows.communication.run.Faults;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.database.Sent;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applies a batch of commands in one transaction and a constant number of statements. */
@Singleton
public final class CommandService {
    private final CommandRepository commands;
    private final CommunicationRepository communications;
    private final ChannelLookupRepository channels;
    private final AgentLookupRepository agents;
    private final ErasureRepository erasures;
    private final OptOutRepository optOuts;
    private final TransitionService transitions;
    private final Faults faults;
    private final Clock clock;

    public CommandService(
            CommandRepository commands,
            CommunicationRepository communications,
            ChannelLookupRepository channels,
            AgentLookupRepository agents,
            ErasureRepository erasures,
            OptOutRepository optOuts,
            TransitionService transitions,
            Faults faults,
            Clock clock) {
        this.commands = commands;
        this.communications = communications;
        this.channels = channels;
        this.agents = agents;
        this.erasures = erasures;
        this.optOuts = optOuts;
        this.transitions = transitions;
        this.faults = faults;
        this.clock = clock;
    }

    public void apply(Tx tx, List<? extends Envelope<? extends CustomerCommand>> batch) {
        apply(tx, batch, Map.of());
    }

    /** @param traceparents of the traced ones of the commands, by their ids */
    void apply(Tx tx, List<? extends Envelope<? extends CustomerCommand>> batch, Map<UUID, String> traceparents) {
        Instant now = clock.instant();
        Sent<Set<UUID>> removed = commands.askForRemoved(
                tx,
                batch.stream()
                        .flatMap(e -> e.data() instanceof CommunicationCommand command
                                ? Stream.of(command.participantId())
                                : Stream.<UUID>empty())
                        .distinct()
                        .toList());
        Sent<Set<UUID>> erased = erasures.askForErased(
                tx, batch.stream().map(e -> e.data().customerId()).distinct().toList());
        Predicate<PlanCommunication> usable = usable(tx, batch);
        CommandBatch batched = new CommandBatch(removed.get(), erased.get(), usable, now);
        batch.forEach(batched::add);

        List<CommandBatch.Ordered> fired = new ArrayList<>();
        if (!batched.cancellations().isEmpty()) {
            fired.addAll(cancel(tx, batched));
        }
        if (!batched.plans().isEmpty()) {
            Set<UUID> stored = commands.insert(tx, batched.plans(), traceparents);
            batched.fired().stream()
                    .filter(one -> stored.contains(one.step().communication().id()))
                    .forEach(fired::add);
        }
        if (!batched.newlyRemoved().isEmpty()) {
            commands.rememberRemoved(tx, batched.newlyRemoved());
        }
        optOuts.replace(tx, batched.optOuts());
        fired.sort(Comparator.comparingInt(CommandBatch.Ordered::order));
        transitions.fire(tx, fired.stream().map(CommandBatch.Ordered::step).toList());
        faults.report(tx, batched.faults(), now);
        if (!batched.erasedParticipants().isEmpty()) {
            erasures.expireOfParticipants(tx, batched.erasedParticipants());
        }
        if (!batched.newlyErased().isEmpty()) {
            erasures.erase(tx, batched.newlyErased());
        }
    }

    private List<CommandBatch.Ordered> cancel(Tx tx, CommandBatch batched) {
        List<UUID> ids = commands.requestCancellations(tx, batched.cancellations());
        if (ids.isEmpty()) {
            return List.of();
        }
        List<StatusTransitions.Result> results = communications.lock(tx, ids).stream()
                .map(planned ->
                        StatusTransitions.apply(planned, List.of(change(planned, cancellation(batched, planned)))))
                .filter(StatusTransitions.Result::changed)
                .toList();
        communications.save(tx, results);
        return results.stream()
                .flatMap(result -> result.fired().stream())
                .map(step -> new CommandBatch.Ordered(
                        cancellation(batched, step.communication()).order(), step))
                .toList();
    }

    private static StatusChange change(Communication planned, Cancellation cancellation) {
        return cancellation.silent()
                ? StatusChange.removed(planned.id(), cancellation.at())
                : StatusChange.canceled(planned.id(), cancellation.at(), cancellation.cause());
    }

    private static Cancellation cancellation(CommandBatch batched, Communication communication) {
        return Objects.requireNonNull(
                batched.cancellationOf(communication.participantId()), "withdrawn rows belong to a cancellation");
    }

    /** Agents and channels are protected from deletion until the plans that refer to them are stored. */
    private Predicate<PlanCommunication> usable(Tx tx, List<? extends Envelope<? extends CustomerCommand>> batch) {
        List<PlanCommunication> all = batch.stream()
                .map(Envelope::data)
                .filter(PlanCommunication.class::isInstance)
                .map(PlanCommunication.class::cast)
                .toList();
        if (all.isEmpty()) {
            return plan -> false;
        }
        Sent<List<Agent>> referredAgents = agents.askForReference(tx, distinct(all, PlanCommunication::agentId));
        Sent<List<Channel>> referredChannels =
                channels.askForReference(tx, distinct(all, PlanCommunication::channelId));
        Map<UUID, Agent> agentById =
                referredAgents.get().stream().collect(Collectors.toMap(Agent::id, Function.identity()));
        Map<UUID, Channel> channelById =
                referredChannels.get().stream().collect(Collectors.toMap(Channel::id, Function.identity()));
        Map<UUID, UUID> tenantOf = batch.stream()
                .filter(e -> e.data() instanceof PlanCommunication)
                .collect(Collectors.toMap(
                        e -> ((PlanCommunication) e.data()).campaignId(), Envelope::tenant, (a, b) -> a));
        return plan -> {
            UUID tenant = tenantOf.get(plan.campaignId());
            Agent agent = agentById.get(plan.agentId());
            Channel channel = channelById.get(plan.channelId());
            return agent != null
                    && channel != null
                    && agent.tenantId().equals(tenant)
                    && channel.tenantId().equals(tenant)
                    && channel.type() == plan.channel()
                    && agent.channelIds().contains(channel.id());
        };
    }

    private static List<UUID> distinct(List<PlanCommunication> plans, Function<PlanCommunication, UUID> id) {
        return plans.stream().map(id).distinct().toList();
    }
}
