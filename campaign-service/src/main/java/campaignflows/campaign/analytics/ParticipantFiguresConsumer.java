package campaignflows.campaign.analytics;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.messaging.BatchHandler;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.HandleConsumers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Hears who came and went, and what became of communications. */
@ApplicationScoped
public class ParticipantFiguresConsumer implements BatchHandler<Envelope<CustomerEvent>> {
    private final FigureService figures;

    ParticipantFiguresConsumer(FigureService figures) {
        this.figures = figures;
    }

    void register(@Observes StartupEvent event, HandleConsumers consumers) {
        consumers.consume("participant-figures", Topics.PARTICIPANT_EVENTS, this);
    }

    @Override
    public Optional<Envelope<CustomerEvent>> decode(ConsumedRecord record) {
        return CustomerEvent.FAMILY.decode(record.value());
    }

    @Override
    public void apply(Handle transaction, List<Received<Envelope<CustomerEvent>>> batch) {
        figures.events(
                transaction,
                batch.stream().map(received -> received.record().partition()).collect(Collectors.toUnmodifiableSet()),
                batch.stream().map(Received::message).toList());
    }
}
