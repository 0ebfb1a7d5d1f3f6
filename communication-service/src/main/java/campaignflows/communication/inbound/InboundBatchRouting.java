package campaignflows.communication.inbound;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.optout.StopWordService;
import campaignflows.communication.startlink.TelegramStartHandler;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.client.ServiceUnavailableException;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries on many messages with as few questions, transactions and statements as one takes. Contacts whose messages do more
 * than to be said (open a link, opt out), or are carried on where a crash has left them, are taken one by one, side by side. So is all of a
 * batch that fails as a whole, whatever the reason: the one message that is to blame then fails alone.
 */
@Singleton
final class InboundBatchRouting {
    private static final Logger LOG = Logger.getLogger(InboundBatchRouting.class);

    private final SingleMessageRouting singles;
    private final InboundRepository messages;
    private final SessionCandidateRepository conversations;
    private final InboundRouter router;
    private final ContactDirectory contacts;
    private final StopWordService stopWords;
    private final Database database;
    private final CommunicationConfig.Inbound config;

    InboundBatchRouting(
            SingleMessageRouting singles,
            InboundRepository messages,
            SessionCandidateRepository conversations,
            InboundRouter router,
            ContactDirectory contacts,
            StopWordService stopWords,
            @Identifier("work") Database database,
            CommunicationConfig config) {
        this.singles = singles;
        this.messages = messages;
        this.conversations = conversations;
        this.router = router;
        this.contacts = contacts;
        this.stopWords = stopWords;
        this.database = database;
        this.config = config.inbound();
    }

    /** Carries on what was claimed, in the order of the ids. */
    void route(List<InboundRepository.Open> claimed) throws InterruptedException {
        Collection<List<InboundRepository.Open>> byContact = claimed.stream()
                .collect(Collectors.groupingBy(InboundBatchRouting::contact, LinkedHashMap::new, Collectors.toList()))
                .values();
        List<List<InboundRepository.Open>> single = new ArrayList<>();
        List<SessionCandidateRepository.Owned> begun = List.of();
        try {
            Set<UUID> together = new HashSet<>();
            Set<StopWordService.Said> stops = database.read(tx -> stopWords.stopsAmong(
                    tx, claimed.stream().map(InboundBatchRouting::said).toList()));
            for (List<InboundRepository.Open> ofOne : byContact) {
                if (ofOne.stream().allMatch(each -> isOnlySaid(each, stops))) {
                    ofOne.forEach(each -> together.add(each.id()));
                } else {
                    single.add(ofOne);
                }
            }
            begun = decide(claimed.stream()
                    .filter(each -> together.contains(each.id()))
                    .toList());
        } catch (ServiceUnavailableException e) {
            singles.postpone(claimed, e);
            return;
        } catch (RuntimeException e) {
            // Whichever is to blame says more of itself when its turn comes.
            LOG.warnf(
                    "messages of contacts are carried on one by one count=%d cause=%s",
                    claimed.size(), e.getClass().getSimpleName());
            single = List.copyOf(byContact);
        }
        try {
            tell(begun);
        } catch (RuntimeException e) {
            // They are told again when the lease has run out, which changes nothing.
            LOG.errorf(e, "sessions of contacts are told of again count=%d", begun.size());
        }
        AtomicBoolean away = new AtomicBoolean();
        inParallel(single, ofOne -> route(ofOne, away));
    }

    /** Whoever is away for one is not asked for the others. */
    private void route(List<InboundRepository.Open> ofOne, AtomicBoolean away) {
        if (away.get()) {
            singles.giveBack(ofOne);
        } else if (!singles.route(ofOne)) {
            away.set(true);
        }
    }

    /** Who wrote, for the order: as it was kept with the message, else as the provider says it. */
    private static Object contact(InboundRepository.Open message) {
        String contact = message.contact();
        if (contact != null) {
            return List.of(message.channelId(), contact);
        }
        UUID customer = message.customerId();
        return customer == null ? List.of(message.tenantId(), message.identifiers()) : customer;
    }

    private static StopWordService.Said said(InboundRepository.Open message) {
        return new StopWordService.Said(message.tenantId(), message.channel(), message.text());
    }

    private static boolean isOnlySaid(InboundRepository.Open message, Set<StopWordService.Said> stops) {
        return message.customerId() == null
                && !stops.contains(said(message))
                && !(message.channel() == ChannelType.TELEGRAM && TelegramStartHandler.isStart(message.text()));
    }

    /** What they are; returns those that begin sessions which the campaigns are to be told of. */
    private List<SessionCandidateRepository.Owned> decide(List<InboundRepository.Open> batch)
            throws InterruptedException {
        if (batch.isEmpty()) {
            return List.of();
        }
        Map<UUID, Optional<UUID>> customers = customersOf(batch);
        Set<UUID> refused = new HashSet<>();
        List<SessionCandidateRepository.Owned> owned = new ArrayList<>(batch.size());
        for (InboundRepository.Open message : batch) {
            customers
                    .getOrDefault(message.id(), Optional.empty())
                    .ifPresentOrElse(
                            customer -> owned.add(new SessionCandidateRepository.Owned(message, customer)),
                            () -> refused.add(message.id()));
        }
        if (!refused.isEmpty()) {
            LOG.warnf("messages of contacts refused, since their address is not valid ids=%s", refused);
            database.useTransaction(tx -> messages.refused(tx, refused));
        }
        Set<UUID> begun = owned.isEmpty() ? Set.of() : router.decide(owned);
        return owned.stream()
                .filter(each -> begun.contains(each.message().id()))
                .toList();
    }

    /** By message. What it answers says more than its address: people write from other ones too. */
    private Map<UUID, Optional<UUID>> customersOf(List<InboundRepository.Open> batch) throws InterruptedException {
        Map<UUID, Optional<UUID>> found = new ConcurrentHashMap<>();
        if (batch.stream().anyMatch(message -> !message.answers().isEmpty())) {
            database.read(tx -> conversations.customersOfAnswered(tx, batch))
                    .forEach((message, customer) -> found.put(message, Optional.of(customer)));
        }
        List<List<InboundRepository.Open>> byTenant = List.copyOf(batch.stream()
                .filter(message -> !found.containsKey(message.id()))
                .collect(Collectors.groupingBy(InboundRepository.Open::tenantId))
                .values());
        inParallel(byTenant, ofTenant -> found.putAll(customersOfAddresses(ofTenant)));
        return found;
    }

    private Map<UUID, Optional<UUID>> customersOfAddresses(List<InboundRepository.Open> ofTenant) {
        List<InboundContact.Contact> asked =
                ofTenant.stream().map(InboundBatchRouting::asked).distinct().toList();
        List<Optional<UUID>> answers = contacts.customersOf(ofTenant.getFirst().tenantId(), asked);
        Map<InboundContact.Contact, Optional<UUID>> byContact = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            byContact.put(asked.get(i), answers.get(i));
        }
        Map<UUID, Optional<UUID>> found = new LinkedHashMap<>();
        ofTenant.forEach(message -> found.put(message.id(), byContact.getOrDefault(asked(message), Optional.empty())));
        return found;
    }

    private static InboundContact.Contact asked(InboundRepository.Open message) {
        return new InboundContact.Contact(message.channel(), message.identifiers(), message.name());
    }

    /** Tells the campaigns of each tenant at once, of what one contact has said in its order. */
    private void tell(List<SessionCandidateRepository.Owned> begun) throws InterruptedException {
        if (begun.isEmpty()) {
            return;
        }
        Queue<UUID> told = new ConcurrentLinkedQueue<>();
        inParallel(
                List.copyOf(begun.stream()
                        .collect(Collectors.groupingBy(each -> each.message().tenantId()))
                        .values()),
                ofTenant -> tell(ofTenant, told));
        if (!told.isEmpty()) {
            database.useTransaction(tx -> messages.announced(tx, told));
        }
    }

    private void tell(List<SessionCandidateRepository.Owned> ofTenant, Queue<UUID> told) {
        List<InboundRepository.Open> open =
                ofTenant.stream().map(SessionCandidateRepository.Owned::message).toList();
        try {
            contacts.tell(new InboundContact.Sessions(
                    open.getFirst().tenantId(),
                    ofTenant.stream()
                            .map(each -> new InboundContact.Begun(
                                    each.customerId(), SingleMessageRouting.session(each.message())))
                            .toList()));
            open.forEach(each -> told.add(each.id()));
        } catch (ServiceUnavailableException e) {
            singles.postpone(open, e);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "sessions of contacts are told of one by one count=%d cause=%s",
                    open.size(), e.getClass().getSimpleName());
            tellOneByOne(ofTenant, told);
        }
    }

    /** Whichever is to blame waits, and with it what its contact has said after it. */
    private void tellOneByOne(List<SessionCandidateRepository.Owned> ofTenant, Queue<UUID> told) {
        Map<UUID, List<InboundRepository.Open>> byCustomer = ofTenant.stream()
                .collect(Collectors.groupingBy(
                        SessionCandidateRepository.Owned::customerId,
                        LinkedHashMap::new,
                        Collectors.mapping(SessionCandidateRepository.Owned::message, Collectors.toList())));
        AtomicBoolean away = new AtomicBoolean();
        byCustomer.forEach((customer, ofOne) -> {
            if (away.get()) {
                singles.giveBack(ofOne);
            } else if (!singles.each(ofOne, message -> {
                singles.tell(message, customer);
                told.add(message.id());
            })) {
                away.set(true);
            }
        });
    }

    private <T> void inParallel(List<T> items, Consumer<T> work) throws InterruptedException {
        if (items.size() == 1) {
            work.accept(items.getFirst());
            return;
        }
        Semaphore places = new Semaphore(config.parallel());
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T each : items) {
                places.acquire();
                threads.execute(() -> {
                    try {
                        work.accept(each);
                    } catch (RuntimeException e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        places.release();
                    }
                });
            }
        }
        RuntimeException first = failure.get();
        if (first != null) {
            throw first;
        }
    }
}
