package campaignflows.communication.mailbox;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.platform.messaging.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Looks for mailboxes that are due and reads several side by side: one that does not answer holds up no other. */
@Singleton
public class MailboxWorkers {
    private static final Logger LOG = Logger.getLogger(MailboxWorkers.class);
    private static final int AFTER_MESSAGING = 11_000;
    private static final int EARLY = 50;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final MailboxService mailboxes;
    private final boolean enabled;
    private final int parallel;
    private final Semaphore places;
    private final Set<UUID> reading = ConcurrentHashMap.newKeySet();
    private final ExecutorService readers = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("mailbox-", 0).daemon().factory());
    private final BackgroundLoop loop = new BackgroundLoop("mailboxes", this::look);

    MailboxWorkers(MailboxService mailboxes, CommunicationConfig config) {
        this.mailboxes = mailboxes;
        this.enabled = config.dispatch().enabled();
        this.parallel = config.email().mailboxParallel();
        this.places = new Semaphore(parallel);
    }

    void start(@Observes @Priority(AFTER_MESSAGING) StartupEvent event) {
        if (enabled) {
            loop.start();
        }
    }

    private void look(BackgroundLoop running) throws InterruptedException {
        if (places.availablePermits() > 0) {
            // More than are read now: those that are have not always got their lease yet.
            mailboxes.due(2 * parallel).forEach(this::begin);
        }
        running.await(LOOK);
    }

    private void begin(Channel channel) {
        if (!reading.add(channel.id())) {
            return;
        }
        if (!places.tryAcquire()) {
            reading.remove(channel.id());
            return;
        }
        readers.execute(() -> read(channel));
    }

    private void read(Channel channel) {
        try {
            mailboxes.read(channel);
        } catch (RuntimeException e) {
            LOG.warnf(e, "mailbox not read, tries again channel=%s", channel.id());
        } finally {
            places.release();
            reading.remove(channel.id());
        }
    }

    void stop(@Observes @Priority(EARLY) ShutdownEvent event) {
        loop.close();
        readers.shutdownNow();
    }
}
