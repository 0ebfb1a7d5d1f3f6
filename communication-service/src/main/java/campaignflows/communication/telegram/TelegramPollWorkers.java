package campaignflows.communication.telegram;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.platform.messaging.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks for bots that are to be asked for updates and asks for those of several side by side. While there are more of them
 * than places, each gives its place up after one answer.
 */
@Singleton
public class TelegramPollWorkers {
    private static final Logger LOG = Logger.getLogger(TelegramPollWorkers.class);
    private static final int AFTER_MESSAGING = 11_000;
    private static final int EARLY = 50;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final TelegramPollService polls;
    private final boolean enabled;
    private final int parallel;
    private final Semaphore places;
    private final Set<UUID> polling = ConcurrentHashMap.newKeySet();
    private final ExecutorService pollers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("telegram-poll-", 0).factory());
    private final BackgroundLoop loop = new BackgroundLoop("telegram-polls", this::look);
    private volatile boolean crowded;

    TelegramPollWorkers(TelegramPollService polls, CommunicationConfig config) {
        this.polls = polls;
        this.enabled = config.dispatch().enabled();
        this.parallel = config.telegram().pollParallel();
        this.places = new Semaphore(parallel);
    }

    void start(@Observes @Priority(AFTER_MESSAGING) StartupEvent event) {
        if (enabled) {
            loop.start();
        }
    }

    private void look(BackgroundLoop running) throws InterruptedException {
        // More than are begun now: those that are have not always got their lease yet.
        List<Channel> due = polls.due(2 * parallel);
        long waiting =
                due.stream().filter(channel -> !polling.contains(channel.id())).count();
        crowded = waiting > places.availablePermits();
        due.forEach(this::begin);
        running.await(LOOK);
    }

    private void begin(Channel channel) {
        if (!polling.add(channel.id())) {
            return;
        }
        if (!places.tryAcquire()) {
            polling.remove(channel.id());
            return;
        }
        pollers.execute(() -> poll(channel));
    }

    private void poll(Channel channel) {
        try {
            polls.poll(channel, () -> !crowded && !loop.isClosing());
        } catch (RuntimeException e) {
            LOG.warnf(e, "bot not asked for updates, tries again channel=%s", channel.id());
        } finally {
            places.release();
            polling.remove(channel.id());
        }
    }

    /** Calls that are open are broken off, and the bots are given back, so that another replica need not wait for the lease. */
    void stop(@Observes @Priority(EARLY) ShutdownEvent event) throws InterruptedException {
        loop.close();
        pollers.shutdownNow();
        if (!pollers.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("bots not given back in time: their leases run out");
        }
    }
}
