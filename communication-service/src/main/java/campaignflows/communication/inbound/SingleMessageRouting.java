package campaignflows.communication.inbound;

import campaignflows.communication.startlink.TelegramStartHandler;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Carries on messages one by one: those that do more than to be said, and those of a batch that failed as a whole, so that
 * one that cannot be carried on costs no other.
 */
@Singleton
final class SingleMessageRouting {
    private static final Logger LOG = Logger.getLogger(SingleMessageRouting.class);
    private static final Backoff RETRIES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final InboundClaimRepository claims;
    private final InboundRepository messages;
    private final SessionCandidateRepository conversations;
    private final InboundRouter router;
    private final ContactDirectory contacts;
    private final TelegramStartHandler starts;
    private final StopMessages stops;
    private final Database database;
    private final Clock clock;

    SingleMessageRouting(
            InboundClaimRepository claims,
            InboundRepository messages,
            SessionCandidateRepository conversations,
            InboundRouter router,
            ContactDirectory contacts,
            TelegramStartHandler starts,
            StopMessages stops,
            @Identifier("work") Database database,
            Clock clock) {
        this.claims = claims;
        this.messages = messages;
        this.conversations = conversations;
        this.router = router;
        this.contacts = contacts;
        this.starts = starts;
        this.stops = stops;
        this.database = database;
        this.clock = clock;
    }

    /** Carries on what one contact has said; false if participant-service is away, so that the others need not ask it. */
    boolean route(List<InboundRepository.Open> ofOne) {
        return each(ofOne, this::route);
    }

    private void route(InboundRepository.Open message) {
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
            begins = router.decide(List.of(new SessionCandidateRepository.Owned(message, customer)))
                    .contains(message.id());
        }
        if (begins) {
            tell(message, customer);
            database.useTransaction(tx -> messages.announced(tx, Set.of(message.id())));
        }
    }

    /** What it answers says more than its address: people write from other ones too. */
    private UUID customerOf(InboundRepository.Open message) {
        Optional<UUID> answered = message.answers().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(database.read(tx -> conversations.customersOfAnswered(tx, List.of(message)))
                        .get(message.id()));
        return answered.orElseGet(() -> contacts.customerOf(new InboundContact.Query(
                message.tenantId(), message.channel(), message.identifiers(), message.name())));
    }

    /** Tells the campaigns of one that begins a session. */
    void tell(InboundRepository.Open message, UUID customerId) {
        contacts.tell(customerId, session(message));
    }

    static InboundContact.Session session(InboundRepository.Open message) {
        return new InboundContact.Session(message.tenantId(), message.id(), message.channel(), message.channelId());
    }

    /**
     * Does something with each message of a contact, in their order. Where it does not succeed now, all those after it wait
     * with it, unless it has been tried too often.
     *
     * @return false if participant-service is away
     */
    boolean each(List<InboundRepository.Open> ofOne, Consumer<InboundRepository.Open> step) {
        for (int i = 0; i < ofOne.size(); i++) {
            InboundRepository.Open message = ofOne.get(i);
            RuntimeException failure;
            try {
                step.accept(message);
                continue;
            } catch (RemoteProblem problem) {
                if (problem.status() == 422 || problem.status() == 400) {
                    LOG.warnf(
                            "message of a contact refused id=%s channel=%s code=%s",
                            message.id(), message.channelId(), problem.code());
                    database.useTransaction(tx -> messages.refused(tx, Set.of(message.id())));
                    continue;
                }
                failure = problem;
            } catch (ServiceUnavailableException e) {
                postpone(ofOne.subList(i, ofOne.size()), e);
                return false;
            } catch (RuntimeException e) {
                LOG.errorf(e, "message of a contact not carried on, tries again id=%s", message.id());
                failure = e;
            }
            if (message.attempts() < InboundClaimRepository.PATIENCE) {
                postpone(ofOne.subList(i, ofOne.size()), failure);
                return true;
            }
            postpone(List.of(message), failure);
        }
        return true;
    }

    void postpone(List<InboundRepository.Open> waiting, RuntimeException cause) {
        InboundRepository.Open first = waiting.getFirst();
        LOG.warnf(
                "messages of contacts wait count=%d first=%s attempts=%d cause=%s",
                waiting.size(), first.id(), first.attempts(), cause.getClass().getSimpleName());
        giveBack(waiting);
    }

    /** All of them are tried again when the first of them is. Should storing that fail, the lease runs out. */
    void giveBack(List<InboundRepository.Open> waiting) {
        Instant dueAt = clock.instant().plus(RETRIES.after(waiting.getFirst().attempts()));
        database.useTransaction(tx -> claims.postpone(
                tx,
                waiting.stream()
                        .map(each -> new InboundClaimRepository.Postponed(each.id(), dueAt))
                        .toList()));
    }
}
