package campaignflows.communication.command;

import campaignflows.communication.dispatch.DispatchSignal;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.MalformedMessageException;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.database.BatchHandler;
import campaignflows.platform.database.Consumers;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.tracing.Tracing;
import campaignflows.platform.values.ValueLimits;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the commands' topic; each batch takes effect once, with the move of its position. */
@Singleton
public class CommandConsumer implements BatchHandler<Envelope<CustomerCommand>> {
    private static final int MAX_NAME = 200;

    private final CommandService service;
    private final DispatchSignal signal;
    private final Tracing tracing;

    public CommandConsumer(CommandService service, DispatchSignal signal, Tracing tracing) {
        this.tracing = tracing;
        this.service = service;
        this.signal = signal;
    }

    void register(@Observes StartupEvent event, Consumers consumers) {
        consumers.consume("communication-commands", Topics.COMMUNICATION_COMMANDS, this);
    }

    @Override
    public Optional<Envelope<CustomerCommand>> decode(ConsumedRecord record) {
        Optional<Envelope<CustomerCommand>> envelope = CustomerCommand.FAMILY.decode(record.value());
        envelope.ifPresent(command -> requireWhole(command.data()));
        return envelope;
    }

    @Override
    public void apply(Tx tx, List<Received<Envelope<CustomerCommand>>> batch) {
        PlanSpans spans = new PlanSpans(tracing, batch);
        service.apply(tx, batch.stream().map(Received::message).toList(), spans.traceparents());
        tx.afterCommit(signal::wakeUp);
        tx.afterCommit(spans::stored);
    }

    /** A record that lacks an id, or holds what a database cannot store, would otherwise stop its partition for ever. */
    private static void requireWhole(CustomerCommand customerCommand) {
        requireThere("customer_id", customerCommand.customerId());
        if (!(customerCommand instanceof CommunicationCommand command)) {
            return;
        }
        requireThere("campaign_id", command.campaignId());
        requireThere("participant_id", command.participantId());
        if (!(command instanceof PlanCommunication plan)) {
            return;
        }
        requireThere("flow_id", plan.flowId());
        requireThere("communication_id", plan.communicationId());
        requireThere("channel", plan.channel());
        requireThere("channel_id", plan.channelId());
        requireThere("agent_id", plan.agentId());
        requireThere("created_at", plan.createdAt());
        requireThere("schedule", plan.schedule());
        requireThere("content", plan.content());
        requireThere("schedule.zone", plan.schedule().zone());
        requireText("node_id", plan.nodeId());
        requireText("name", plan.name());
        boolean storable = Stream.of(
                        plan.parameters().keySet().stream(), plan.parameters().values().stream(), texts(plan.content()))
                .flatMap(text -> text)
                .allMatch(ValueLimits::isStorable);
        if (!storable) {
            throw new MalformedMessageException("Expected texts that can be stored, but one cannot", null);
        }
    }

    private static Stream<String> texts(MessageContent content) {
        Stream<String> own = Stream.of(content.subject(), content.body()).filter(java.util.Objects::nonNull);
        MessageContent.ApprovedTemplate template = content.template();
        return template == null
                ? own
                : Stream.concat(
                        own,
                        Stream.concat(Stream.of(template.name(), template.language()), template.variables().stream()));
    }

    private static void requireThere(String name, @Nullable Object value) {
        if (value == null) {
            throw new MalformedMessageException("Expected " + name + ", but it is missing", null);
        }
    }

    private static void requireText(String name, @Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > MAX_NAME || !ValueLimits.isStorable(text)) {
            throw new MalformedMessageException("Expected " + name + " of 1 to " + MAX_NAME + " characters", null);
        }
    }
}
