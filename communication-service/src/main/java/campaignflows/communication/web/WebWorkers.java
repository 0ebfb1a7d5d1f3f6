package campaignflows.communication.web;

import campaignflows.communication.channel.Channel;
import campaignflows.platform.messaging.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Looks for messages that another replica has stored for a visitor who is connected here, or that a wake-up has missed: one
 * statement for all connections, and none without any. Now and then it also looks whether the channels still let them in, and it
 * deletes what is older than it is to be kept.
 */
@Singleton
public class WebWorkers {
    private static final int AFTER_MESSAGING = 11_000;
    private static final int EARLY = 50;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LOOKS_TO_CHECK = 20;
    private static final Duration CLEAN_UP_PAUSE = Duration.ofHours(1);

    private final WebService service;
    private final WebConnections connections;
    private final BackgroundLoop loop = new BackgroundLoop("web-messages", this::look);
    private final BackgroundLoop cleaner = new BackgroundLoop("web-clean-up", this::cleanUp);
    private int looks;

    WebWorkers(WebService service, WebConnections connections) {
        this.service = service;
        this.connections = connections;
    }

    void start(@Observes @Priority(AFTER_MESSAGING) StartupEvent event) {
        loop.start();
        cleaner.start();
    }

    private void look(BackgroundLoop running) throws InterruptedException {
        List<WebConnection> all = connections.all();
        if (!all.isEmpty()) {
            wakeUp(all);
            looks++;
            if (looks % LOOKS_TO_CHECK == 0) {
                check(all);
            }
        }
        running.await(LOOK);
    }

    private void cleanUp(BackgroundLoop running) throws InterruptedException {
        service.cleanUp();
        running.await(CLEAN_UP_PAUSE);
    }

    private void wakeUp(List<WebConnection> all) {
        List<WebMessageRepository.Position> positions = all.stream()
                .map(WebConnection::position)
                .filter(Objects::nonNull)
                .toList();
        service.withNews(positions).forEach(connections::wakeUp);
    }

    private void check(List<WebConnection> all) {
        Map<UUID, Channel> channels =
                service.channels(all.stream().map(WebConnection::channelId).collect(Collectors.toSet()));
        all.forEach(connection -> connection.check(channels.get(connection.channelId())));
    }

    /** Browsers come again, to whoever is there. */
    void stop(@Observes @Priority(EARLY) ShutdownEvent event) {
        BackgroundLoop.closeAll(List.of(loop, cleaner));
        connections.all().forEach(WebConnection::goAway);
    }
}
