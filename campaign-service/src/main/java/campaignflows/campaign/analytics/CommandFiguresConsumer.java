package campaignflows.campaign.analytics;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.database.BatchHandler;
import campaignflows.platform.database.Consumers;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.ConsumedRecord;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Consumes the plans of communications. */
@Singleton
public class CommandFiguresConsumer implements BatchHandler<Envelope<CustomerCommand>> {
    /** How late figures may be; so an import causes a tenth as many batches. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final FigureService figures;

    CommandFiguresConsumer(FigureService figures) {
        this.figures = figures;
    }

    void register(@Observes StartupEvent event, Consumers consumers) {
        consumers.consume("communication-figures", Topics.COMMUNICATION_COMMANDS, this, LINGER);
    }

    @Override
    public Optional<Envelope<CustomerCommand>> decode(ConsumedRecord record) {
        return CustomerCommand.FAMILY.decode(record.value());
    }

    @Override
    public void apply(Tx tx, List<Received<Envelope<CustomerCommand>>> batch) {
        figures.commands(
                tx,
                batch.stream().map(received -> received.record().partition()).collect(Collectors.toUnmodifiableSet()),
                batch.stream().map(Received::message).toList());
    }
}
