package campaignflows.communication.inbound;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.startlink.StartCommands;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.Backoff;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceUnavailableException;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Carries on what has been received, as often as it takes: did a link bring it, whose message is it, does it opt out, is it an
 * answer, and if not, tell the campaigns. Each of these may be repeated without harm, so a crash anywhere only costs the lease. What one contact has
 * said is taken in its order, different contacts side by side.
 */
@Singleton
public final class InboundService {
    private static final Logger LOG = Logger.getLogger(InboundService.class);
    static final int BATCH = 100;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Backoff RETRIES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    private static final int FORGET_AT_ONCE = 5_000;

    private final InboundRepository messages;
    private final Database database;
    private final InboundRouter router;
    private final ContactDirectory contacts;
    private final StartCommands starts;
    private final StopMessages stops;
    private final Clock clock;
    private final CommunicationConfig.Inbound config;

    public InboundService(
            InboundRepository messages,
            @Identifier("work") Database database,
            InboundRouter router,
            ContactDirectory contacts,
            StartCommands starts,
            StopMessages stops,
            Clock clock,
            CommunicationConfig config) {
        this.messages = messages;
        this.database = database;
        this.router = router;
        this.contacts = contacts;
        this.starts = starts;
        this.stops = stops;
        this.clock = clock;
        this.config = config.inbound();
    }

    /** Carries on one batch of what is due and says how many there were. */
    public int pass() throws InterruptedException {
        List<InboundRepository.Open> claimed = database.inTransaction(
                tx -> messages.claim(tx, clock.instant(), clock.instant().plus(LEASE), BATCH));
        if (claimed.isEmpty()) {
            return 0;
        }
        Map<Object, List<InboundRepository.Open>> byContact = claimed.stream()
                .collect(Collectors.groupingBy(InboundService::contact, LinkedHashMap::new, Collectors.toList()));
        Semaphore places = new Semaphore(config.parallel());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (List<InboundRepository.Open> ofOne : byContact.values()) {
                places.acquire();
                threads.execute(() -> {
                    try {
                        ofOne.forEach(this::carryOn);
                    } finally {
                        places.release();
                    }
                });
            }
        }
        return claimed.size();
    }

    /** Deletes what is done with and older than it is to be kept. */
    public void cleanUp() {
        int forgotten = FORGET_AT_ONCE;
        while (forgotten == FORGET_AT_ONCE) {
            forgotten = database.inTransaction(
                    tx -> messages.forget(tx, clock.instant().minus(config.kept()), FORGET_AT_ONCE));
        }
    }

    /** Who wrote, for the order: by the customer where it is known already, else as the provider says it. */
    private static Object contact(InboundRepository.Open message) {
        UUID customer = message.customerId();
        return customer == null ? List.of(message.tenantId(), message.identifiers()) : customer;
    }

    private void carryOn(InboundRepository.Open message) {
        try {
            UUID customer = message.customerId();
            boolean begins = customer != null;
            if (customer == null) {
                if (message.channel() == ChannelType.TELEGRAM) {
                    starts.carryOut(
                            message.tenantId(),
                            message.channelId(),
                            message.identifiers()
                                    .get(InboundContact.addressOf(ChannelType.TELEGRAM)
                                            .fieldName()),
                            message.text());
                }
                customer = customerOf(message);
                stops.carryOut(message, customer);
                begins = router.begins(message, customer);
            }
            if (begins) {
                contacts.tell(
                        customer,
                        new InboundContact.Session(
                                message.tenantId(), message.id(), message.channel(), message.channelId()));
                database.useTransaction(tx -> messages.announced(tx, message.id()));
            }
        } catch (RemoteProblem problem) {
            if (problem.status() == 422 || problem.status() == 400) {
                LOG.warnf(
                        "message of a contact refused id=%s channel=%s code=%s",
                        message.id(), message.channelId(), problem.code());
                database.useTransaction(tx -> messages.refused(tx, message.id()));
            } else {
                postpone(message, problem);
            }
        } catch (ServiceUnavailableException e) {
            postpone(message, e);
        } catch (RuntimeException e) {
            LOG.errorf(e, "message of a contact not carried on, tries again id=%s", message.id());
            postpone(message, e);
        }
    }

    /** What it answers says more than its address: people write from other ones too. */
    private UUID customerOf(InboundRepository.Open message) {
        Optional<UUID> answered = message.answers().isEmpty()
                ? Optional.empty()
                : database.read(tx -> messages.customerOfAnswered(tx, message));
        return answered.orElseGet(() -> contacts.customerOf(new InboundContact.Query(
                message.tenantId(), message.channel(), message.identifiers(), message.name())));
    }

    private void postpone(InboundRepository.Open message, RuntimeException cause) {
        // Should that fail too, the lease runs out and the message is looked at again.
        Duration pause = RETRIES.after(message.attempts());
        LOG.warnf(
                "message of a contact waits id=%s attempts=%d cause=%s",
                message.id(), message.attempts(), cause.getClass().getSimpleName());
        database.useTransaction(
                tx -> messages.postpone(tx, message.id(), clock.instant().plus(pause)));
    }
}
