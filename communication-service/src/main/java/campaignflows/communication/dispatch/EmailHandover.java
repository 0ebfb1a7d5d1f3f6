package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.email.EmailSender;
import campaignflows.communication.email.Mail;
import campaignflows.communication.email.Mailbox;
import campaignflows.communication.email.SendOutcome;
import campaignflows.communication.email.SmtpServer;
import campaignflows.platform.contracts.message.MessageContent;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Sends the mails of one channel over a bounded number of connections. Each worker commits the attempts of a few mails,
 * sends them, and commits the outcomes. How few follows from how long the server takes, so that a crash leaves as few as
 * possible whose outcome is unknown: one per connection for a slow server, at most eight for a fast one.
 */
@Singleton
public final class EmailHandover {
    private static final Logger LOG = Logger.getLogger(EmailHandover.class);
    private static final int MOST_AT_ONCE = 8;
    private static final long BETWEEN_COMMITS_NANOS = Duration.ofMillis(25).toNanos();
    private static final int FINISH_TRIES = 20;

    private final Attempts attempts;
    private final EmailSender sender;
    private final Clock clock;
    private final int connections;

    /** Platform threads: the mail library would pin virtual ones to their carriers on Java 21. */
    private final ExecutorService workers;

    public EmailHandover(Attempts attempts, EmailSender sender, Clock clock, CommunicationConfig config) {
        this.attempts = attempts;
        this.sender = sender;
        this.clock = clock;
        this.connections = config.email().connectionsPerChannel();
        ThreadFactory threads = Thread.ofPlatform().name("email-", 0).daemon().factory();
        this.workers = Executors.newCachedThreadPool(threads);
    }

    /**
     * Sends what may be sent.
     *
     * @param goOn asked before each few mails; false leaves the rest
     * @return what was left because the server is in trouble, its window has closed meanwhile, or because we are to stop
     */
    List<UUID> send(SmtpServer server, List<Gate.Send> sends, java.util.function.BooleanSupplier goOn) {
        Queue<Gate.Send> queue = new ConcurrentLinkedQueue<>(sends);
        Queue<Gate.Send> closed = new ConcurrentLinkedQueue<>();
        AtomicBoolean trouble = new AtomicBoolean();
        int parallel = Math.min(connections, sends.size());
        CompletableFuture<?>[] running = IntStream.range(0, parallel)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> new Worker(server, queue, closed, trouble, goOn).run(), workers))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(running).join();
        return Stream.concat(queue.stream(), closed.stream())
                .map(send -> send.claimed().id())
                .toList();
    }

    /** One connection's worth of work. */
    private final class Worker {
        private final SmtpServer server;
        private final Queue<Gate.Send> queue;
        private final Queue<Gate.Send> closed;
        private final AtomicBoolean trouble;
        private final java.util.function.BooleanSupplier goOn;
        private int atOnce = 1;

        private Worker(
                SmtpServer server,
                Queue<Gate.Send> queue,
                Queue<Gate.Send> closed,
                AtomicBoolean trouble,
                java.util.function.BooleanSupplier goOn) {
            this.server = server;
            this.queue = queue;
            this.closed = closed;
            this.trouble = trouble;
            this.goOn = goOn;
        }

        private void run() {
            while (!trouble.get() && goOn.getAsBoolean()) {
                List<Gate.Send> few = take();
                if (few.isEmpty()) {
                    return;
                }
                Map<UUID, Gate.Send> byId = few.stream()
                        .collect(Collectors.toMap(send -> send.claimed().id(), Function.identity()));
                List<AttemptRepository.Begun> begun = attempts.begin(byId.keySet());
                if (!begun.isEmpty()) {
                    finish(sendAll(begun, byId));
                }
            }
        }

        private List<Gate.Send> take() {
            List<Gate.Send> few = new ArrayList<>(atOnce);
            while (few.size() < atOnce) {
                Gate.Send next = queue.poll();
                if (next == null) {
                    break;
                }
                (next.claimed().mayBeSent(clock.instant()) ? few : closed).add(next);
            }
            return few;
        }

        private List<Attempts.Result> sendAll(List<AttemptRepository.Begun> begun, Map<UUID, Gate.Send> byId) {
            List<Attempts.Result> results = new ArrayList<>(begun.size());
            long start = System.nanoTime();
            for (AttemptRepository.Begun attempt : begun) {
                Gate.Send send =
                        Objects.requireNonNull(byId.get(attempt.communicationId()), "what was begun was claimed");
                SendOutcome outcome = sendOne(server, send, attempt.communicationId(), attempt.content());
                if (outcome instanceof SendOutcome.RefusedForNow refused && refused.server()) {
                    trouble.set(true);
                }
                results.add(new Attempts.Result(attempt, send.claimed().agent(), outcome));
            }
            long each = Math.max(1, (System.nanoTime() - start) / begun.size());
            atOnce = (int) Math.clamp(BETWEEN_COMMITS_NANOS / each, 1, MOST_AT_ONCE);
            return results;
        }

        /** The outcomes must not be lost because the database is away for a moment: the mails are sent. */
        private void finish(List<Attempts.Result> results) {
            for (int tries = 1; ; tries++) {
                try {
                    attempts.finish(results);
                    return;
                } catch (RuntimeException e) {
                    if (tries == FINISH_TRIES) {
                        LOG.errorf(
                                e, "outcomes of sent mails not stored, they end as unknown count=%d", results.size());
                        return;
                    }
                    LOG.warnf(e, "outcomes of sent mails not stored yet count=%d tries=%d", results.size(), tries);
                    pause(tries);
                }
            }
        }

        private void pause(int tries) {
            try {
                Thread.sleep(Duration.ofMillis(Math.min(2_000, 50L << Math.min(tries, 6))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SendOutcome sendOne(SmtpServer server, Gate.Send send, UUID id, MessageContent content) {
        Optional<Mailbox> from = Mailbox.parse(server.settings().from());
        Optional<Mailbox> to = Mailbox.ofContact(send.address());
        String body = content.body();
        if (from.isEmpty() || to.isEmpty() || body == null) {
            return new SendOutcome.RefusedForGood(
                    to.isEmpty() ? "The contact's email address is not one" : "There is nothing to send");
        }
        return sender.send(server, new Mail(id, from.get(), to.get(), content.subject(), body, clock.instant()));
    }
}
