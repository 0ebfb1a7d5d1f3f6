package campaignflows.platform.messaging;

import campaignflows.platform.contracts.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A minimal service without a database: it follows a compacted topic. */
@Singleton
class TenantsFollower {

    final Map<UUID, String> known = new ConcurrentHashMap<>();
    final List<String> received = new CopyOnWriteArrayList<>();
    final AtomicBoolean interrupted = new AtomicBoolean();

    void register(@Observes StartupEvent event, Messaging messaging) {
        messaging.follow(Topics.TENANTS, this::changed);
    }

    private void changed(UUID key, byte @Nullable [] value) {
        if (interrupted.get()) {
            throw new OutOfMemoryError("on purpose");
        }
        if (value == null) {
            known.remove(key);
            return;
        }
        String text = new String(value, StandardCharsets.UTF_8);
        if (text.equals("refused")) {
            throw new IllegalArgumentException("not to my liking");
        }
        received.add(text);
        known.put(key, text);
    }
}
