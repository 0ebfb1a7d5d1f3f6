package campaignflows.communication.inbound;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.erasure.ErasureRepository;
import campaignflows.communication.lifecycle.Communication;
import campaignflows.communication.lifecycle.CommunicationRepository;
import campaignflows.communication.lifecycle.Message;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.lifecycle.StatusTransitions;
import campaignflows.communication.lifecycle.TransitionService;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides, once, what messages are whose senders are known: an answer in the session that is open with this person on this
 * channel, or the beginning of one. The decisions, the messages' places in the sessions and the communications' steps are one
 * transaction of a constant number of statements, however many messages there are.
 */
@Singleton
public final class InboundRouter {
    /** Numbers below belong to what a simulated conversation says. */
    static final int FIRST_NUMBER = 1_000;

    private final InboundRepository messages;
    private final SessionCandidateRepository conversations;
    private final CommunicationRepository communications;
    private final ChannelLookupRepository channels;
    private final ErasureRepository erasures;
    private final Database database;
    private final TransitionService transitions;
    private final Clock clock;

    InboundRouter(
            InboundRepository messages,
            SessionCandidateRepository conversations,
            CommunicationRepository communications,
            ChannelLookupRepository channels,
            ErasureRepository erasures,
            @Identifier("work") Database database,
            TransitionService transitions,
            Clock clock) {
        this.messages = messages;
        this.conversations = conversations;
        this.communications = communications;
        this.channels = channels;
        this.erasures = erasures;
        this.database = database;
        this.transitions = transitions;
        this.clock = clock;
    }

    /**
     * What was decided of one.
     *
     * @param session that it belongs to; null if to none
     */
    private record Decision(
            SessionCandidateRepository.Owned owned,
            InboundRepository.State state,
            @Nullable Communication session) {
        UUID id() {
            return owned.message().id();
        }
    }

    /** Those of which the campaigns are to be told now. Messages of one person are to be in their order. */
    Set<UUID> decide(List<SessionCandidateRepository.Owned> batch) {
        return database.inTransaction(tx -> {
            Set<UUID> customers = batch.stream()
                    .map(SessionCandidateRepository.Owned::customerId)
                    .collect(Collectors.toSet());
            // From here to the end of the transaction nobody erases these people.
            erasures.hold(tx, customers);
            List<Decision> decisions = decisions(tx, batch, erasures.erasedAmong(tx, customers));
            Set<UUID> settled = messages.settle(
                    tx,
                    decisions.stream()
                            .map(each -> new InboundRepository.Settled(
                                    each.id(), each.owned().customerId(), each.state()))
                            .toList());
            List<Decision> ours = decisions.stream()
                    .filter(each -> settled.contains(each.id()))
                    .toList();
            reply(tx, ours);
            return ours.stream()
                    .filter(each -> each.state() == InboundRepository.State.INCOMING)
                    .map(Decision::id)
                    .collect(Collectors.toUnmodifiableSet());
        });
    }

    private List<Decision> decisions(Tx tx, List<SessionCandidateRepository.Owned> batch, Set<UUID> erased) {
        List<SessionCandidateRepository.Owned> present = batch.stream()
                .filter(each -> !erased.contains(each.customerId()))
                .toList();
        Map<UUID, Communication> sessions = lockSessions(tx, present);
        Set<UUID> running = running(
                tx,
                present.stream()
                        .filter(each -> !sessions.containsKey(each.message().id()))
                        .map(each -> each.message().channelId())
                        .collect(Collectors.toSet()));
        List<Decision> decisions = new ArrayList<>(batch.size());
        for (SessionCandidateRepository.Owned each : batch) {
            @Nullable Communication session = sessions.get(each.message().id());
            InboundRepository.State state;
            if (erased.contains(each.customerId())) {
                state = InboundRepository.State.ERASED;
            } else if (session != null) {
                state = InboundRepository.State.REPLIED;
            } else if (running.contains(each.message().channelId())) {
                state = InboundRepository.State.INCOMING;
            } else {
                state = InboundRepository.State.UNHEARD;
            }
            decisions.add(new Decision(each, state, session));
        }
        return decisions;
    }

    /** By message: the likeliest of the sessions that it may belong to that are still open now that they are locked. */
    private Map<UUID, Communication> lockSessions(Tx tx, List<SessionCandidateRepository.Owned> batch) {
        if (batch.isEmpty()) {
            return Map.of();
        }
        Map<UUID, List<UUID>> candidates = conversations.openSessions(tx, batch);
        Set<UUID> ids = candidates.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Communication> open = communications.lock(tx, ids).stream()
                .filter(each -> isOpen(each.status()) && !each.erased())
                .collect(Collectors.toMap(Communication::id, Function.identity()));
        Map<UUID, Communication> found = new HashMap<>();
        candidates.forEach((message, likeliestFirst) -> likeliestFirst.stream()
                .filter(open::containsKey)
                .findFirst()
                .ifPresent(id -> found.put(message, open.get(id))));
        return found;
    }

    private void reply(Tx tx, List<Decision> decisions) {
        Map<UUID, List<Decision>> bySession = new LinkedHashMap<>();
        for (Decision each : decisions) {
            Communication session = each.session();
            if (session != null) {
                bySession
                        .computeIfAbsent(sessionOf(session), any -> new ArrayList<>())
                        .add(each);
            }
        }
        if (bySession.isEmpty()) {
            return;
        }
        Map<UUID, Integer> next = conversations.nextNumbers(tx, bySession.keySet(), FIRST_NUMBER);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<StatusTransitions.Result> more = new ArrayList<>();
        List<SessionCandidateRepository.Reply> byWeb = new ArrayList<>();
        List<StatusChange> changes = new ArrayList<>();
        bySession.forEach((session, replies) -> {
            List<Message> said = said(replies, next.getOrDefault(session, FIRST_NUMBER));
            Communication communication = replies.getFirst().session();
            if (communication == null) {
                throw new IllegalStateException("Expected replies in a session only");
            }
            if (communication.channel() == ChannelType.WEB) {
                said.forEach(
                        each -> byWeb.add(new SessionCandidateRepository.Reply(communication.id(), each.number())));
            }
            if (communication.status() == CommunicationStatus.REPLIED) {
                more.add(new StatusTransitions.Result(communication, null, List.of(), said));
            } else {
                // Due at once: whoever lets time pass for sessions knows when this one is to be looked at next.
                changes.add(new StatusChange(
                        communication.id(), CommunicationStatus.REPLIED, now, null, Map.of(), now, said, null, false));
            }
        });
        communications.addMessages(tx, more);
        transitions.apply(tx, changes);
        if (!byWeb.isEmpty()) {
            conversations.tellAgents(tx, byWeb);
        }
    }

    private static List<Message> said(List<Decision> replies, int first) {
        List<Message> said = new ArrayList<>(replies.size());
        for (Decision each : replies) {
            InboundRepository.Open message = each.owned().message();
            said.add(new Message(first + said.size(), message.saidAt(), Message.Sender.CONTACT, message.text()));
        }
        return said;
    }

    private static UUID sessionOf(Communication communication) {
        UUID session = communication.sessionId();
        if (session == null) {
            throw new IllegalStateException("Expected a session of every communication that has started");
        }
        return session;
    }

    /** Those that are; not one that was deleted meanwhile. */
    private Set<UUID> running(Tx tx, Set<UUID> channelIds) {
        return channelIds.isEmpty()
                ? Set.of()
                : channels.all(tx, channelIds).stream()
                        .filter(channel -> channel.status() == RunningStatus.RUNNING)
                        .map(Channel::id)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isOpen(CommunicationStatus status) {
        return switch (status) {
            case STARTED, DELIVERED, READ, REPLIED -> true;
            case PLANNED, COMPLETED, NO_RESPONSE, CANCELED, SKIPPED, FAILED -> false;
        };
    }
}
