package campaignflows.platform.database;

import campaignflows.platform.contracts.MalformedMessageException;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.ConsumedRecord;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A minimal consumer of a channel: it keeps what it receives, recognizes what is malformed, and may fail. */
@Singleton
@IfBuildProperty(name = "mp.messaging.incoming.campaign-faults.enabled", stringValue = "true")
class RepeatedConsumer implements BatchHandler<String> {

    static final String NAME = "repeated";

    final List<String> received = new CopyOnWriteArrayList<>();
    final AtomicBoolean fails = new AtomicBoolean();
    final AtomicInteger failures = new AtomicInteger();
    private final ChannelBatches.Channel channel;

    RepeatedConsumer(ChannelBatches batches) {
        channel = batches.of(NAME, Topics.CAMPAIGN_FAULTS, this);
    }

    @Incoming(Topics.CAMPAIGN_FAULTS)
    Uni<Void> receive(ConsumerRecords<byte[], byte[]> records) {
        return channel.apply(records);
    }

    @Override
    public Optional<String> decode(ConsumedRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new MalformedMessageException("not a message", null);
        }
        return Optional.of(new String(value, StandardCharsets.UTF_8));
    }

    @Override
    public void apply(Tx tx, List<Received<String>> batch) {
        if (fails.get()) {
            failures.incrementAndGet();
            throw new IllegalStateException("fails on purpose");
        }
        tx.query("select 1").execute();
        batch.forEach(one -> received.add(one.message()));
    }
}
