package campaignflows.platform.database;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.Messaging;
import campaignflows.platform.messaging.MessagingConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A minimal service: it consumes what it sends to a topic, and follows a compacted topic. */
@Singleton
class Greetings implements BatchHandler<String> {

    final List<String> received = new CopyOnWriteArrayList<>();
    final AtomicBoolean fails = new AtomicBoolean();
    final Map<UUID, String> known = new ConcurrentHashMap<>();

    void register(@Observes StartupEvent event, Consumers consumers, Messaging messaging, MessagingConfig config) {
        if (config.service().isEmpty()) {
            return;
        }
        consumers.consume("greetings", Topics.FLOW_WALKS, this);
        messaging.follow(Topics.TENANTS, (key, value) -> {
            if (value == null) {
                known.remove(key);
            } else {
                known.put(key, new String(value, StandardCharsets.UTF_8));
            }
        });
    }

    @Override
    public Optional<String> decode(ConsumedRecord record) {
        byte[] value = record.value();
        return value == null ? Optional.empty() : Optional.of(new String(value, StandardCharsets.UTF_8));
    }

    @Override
    public void apply(Tx tx, List<Received<String>> batch) {
        if (fails.get()) {
            throw new IllegalStateException("fails on purpose");
        }
        batch.forEach(one -> received.add(one.message()));
    }
}
