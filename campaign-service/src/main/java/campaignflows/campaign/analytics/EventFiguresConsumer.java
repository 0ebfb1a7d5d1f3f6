package campaignflows.campaign.analytics;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.message.IncomingSession;
import campaignflows.platform.contracts.message.ParticipantUpdated;
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
import java.util.Set;
import java.util.stream.Collectors;

/** Consumes what happened to participants and to communications. */
@Singleton
public class EventFiguresConsumer implements BatchHandler<Envelope<CustomerEvent>> {
    /** How late figures may be; so an import causes a tenth as many batches. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    /** Nothing is counted of these, as their headers tell before they are read: an import writes millions. */
    private static final Set<String> UNCOUNTED = Set.of(
            CustomerEvent.FAMILY.typeOf(ParticipantUpdated.class), CustomerEvent.FAMILY.typeOf(IncomingSession.class));

    private final FigureService figures;

    EventFiguresConsumer(FigureService figures) {
        this.figures = figures;
    }

    void register(@Observes StartupEvent event, Consumers consumers) {
        consumers.consume("participant-figures", Topics.PARTICIPANT_EVENTS, this, LINGER);
    }

    @Override
    public Optional<Envelope<CustomerEvent>> decode(ConsumedRecord record) {
        String type = record.type();
        return type != null && UNCOUNTED.contains(type)
                ? Optional.empty()
                : CustomerEvent.FAMILY.decode(record.value());
    }

    @Override
    public void apply(Tx tx, List<Received<Envelope<CustomerEvent>>> batch) {
        figures.events(
                tx,
                batch.stream().map(received -> received.record().partition()).collect(Collectors.toUnmodifiableSet()),
                batch.stream().map(Received::message).toList());
    }
}
