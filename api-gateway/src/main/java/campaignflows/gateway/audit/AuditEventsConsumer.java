package campaignflows.gateway.audit;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.MalformedMessageException;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.database.BatchHandler;
import campaignflows.platform.database.ChannelBatches;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.ConsumedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Receives what all services tell of changes. A line that is received again is there already, and stays as it is. */
@Singleton
public class AuditEventsConsumer implements BatchHandler<Envelope<AuditRecorded>> {
    /** As JSON writes it; PostgreSQL stores no such character, and would refuse the batch for ever. */
    private static final String UNSTORABLE = "\\u0000";

    private final AuditRepository lines;
    private final ChannelBatches.Channel channel;

    AuditEventsConsumer(AuditRepository lines, ChannelBatches channels) {
        this.lines = lines;
        this.channel = channels.of("audit-events", Topics.AUDIT_EVENTS, this);
    }

    @Incoming(Topics.AUDIT_EVENTS)
    Uni<Void> receive(ConsumerRecords<byte[], byte[]> records) {
        return channel.apply(records);
    }

    @Override
    public Optional<Envelope<AuditRecorded>> decode(ConsumedRecord record) {
        byte[] value = record.value();
        if (value != null && new String(value, StandardCharsets.UTF_8).contains(UNSTORABLE)) {
            throw new MalformedMessageException("Expected texts that can be stored", null);
        }
        return AuditRecorded.FAMILY.decode(value);
    }

    @Override
    public void apply(Tx tx, List<Received<Envelope<AuditRecorded>>> batch) {
        lines.add(tx, batch.stream().map(received -> entry(received.message())).toList());
    }

    private static AuditEntry entry(Envelope<AuditRecorded> message) {
        return new AuditEntry(message.id(), message.tenant(), message.time(), message.source(), message.data());
    }
}
