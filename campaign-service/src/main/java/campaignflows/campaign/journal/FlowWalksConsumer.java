package campaignflows.campaign.journal;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.walk.WalkMessage;
import campaignflows.platform.database.BatchHandler;
import campaignflows.platform.database.Consumers;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.ConsumedRecord;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Consumes the walks that the engine made. */
@Singleton
public class FlowWalksConsumer implements BatchHandler<Envelope<WalkMessage>> {
    /** Records of walks are not urgent; those that arrive together share a statement. */
    private static final Duration LINGER = Duration.ofMillis(500);

    private final JournalService journal;

    FlowWalksConsumer(JournalService journal) {
        this.journal = journal;
    }

    /** After the journal has created today's partitions. */
    void register(@Observes @Priority(Interceptor.Priority.APPLICATION + 100) StartupEvent event, Consumers consumers) {
        consumers.consume("flow-walks", Topics.FLOW_WALKS, this, LINGER);
    }

    @Override
    public Optional<Envelope<WalkMessage>> decode(ConsumedRecord record) {
        return WalkMessage.FAMILY.decode(record.value());
    }

    @Override
    public void apply(Tx tx, List<Received<Envelope<WalkMessage>>> batch) {
        journal.record(tx, batch.stream().map(Received::message).toList());
    }
}
