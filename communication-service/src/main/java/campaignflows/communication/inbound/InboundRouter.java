package campaignflows.communication.inbound;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.erasure.ErasureRepository;
import campaignflows.communication.record.Change;
import campaignflows.communication.record.Communication;
import campaignflows.communication.record.CommunicationRepository;
import campaignflows.communication.record.Message;
import campaignflows.communication.record.TransitionService;
import campaignflows.communication.record.Transitions;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Decides, once, what a message is whose sender is known: an answer in the session that is open with this person on this
 * channel, or the beginning of one. The decision, the message's place in the session and the communication's step are one
 * transaction.
 */
@Singleton
public final class InboundRouter {
    /** Numbers below belong to what a simulated conversation says. */
    static final int FIRST_NUMBER = 1_000;

    private static final int SESSIONS = 20;

    private final InboundRepository messages;
    private final CommunicationRepository communications;
    private final ChannelLookupRepository channels;
    private final ErasureRepository erasures;
    private final Database database;
    private final TransitionService transitions;
    private final Clock clock;

    public InboundRouter(
            InboundRepository messages,
            CommunicationRepository communications,
            ChannelLookupRepository channels,
            ErasureRepository erasures,
            @Identifier("work") Database database,
            TransitionService transitions,
            Clock clock) {
        this.messages = messages;
        this.communications = communications;
        this.channels = channels;
        this.erasures = erasures;
        this.database = database;
        this.transitions = transitions;
        this.clock = clock;
    }

    /** Whether the campaigns are to be told of it now. */
    boolean begins(InboundRepository.Open message, UUID customerId) {
        return database.inTransaction(tx -> {
            // From here to the end of the transaction nobody erases this person.
            erasures.hold(tx, List.of(customerId));
            if (erasures.erasedAmong(tx, Set.of(customerId)).contains(customerId)) {
                messages.erased(tx, message.id(), customerId);
                return false;
            }
            Optional<Communication> session = lockSession(tx, message, customerId);
            if (session.isPresent()) {
                if (messages.replied(tx, message.id(), customerId)) {
                    reply(tx, session.get(), message);
                }
                return false;
            }
            if (isStopped(tx, message.channelId())) {
                messages.ignored(tx, message.id(), customerId);
                return false;
            }
            return messages.incoming(tx, message.id(), customerId);
        });
    }

    /** The session that it says it answers, else the one begun last, of those that are still open now that they are locked. */
    private Optional<Communication> lockSession(Tx tx, InboundRepository.Open message, UUID customerId) {
        Set<UUID> found = new LinkedHashSet<>(messages.answeredSessions(tx, message, customerId));
        found.addAll(messages.openSessions(tx, message.tenantId(), message.channelId(), customerId, SESSIONS));
        List<UUID> ids = List.copyOf(found);
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        return communications.lock(tx, ids).stream()
                .filter(each -> isOpen(each.status()) && !each.erased())
                .min(Comparator.comparingInt(each -> ids.indexOf(each.id())));
    }

    private void reply(Tx tx, Communication communication, InboundRepository.Open message) {
        UUID session = communication.sessionId();
        if (session == null) {
            throw new IllegalStateException("Expected a session of every communication that has started");
        }
        Message said = new Message(
                messages.nextNumber(tx, session, FIRST_NUMBER),
                message.saidAt(),
                Message.Sender.CONTACT,
                message.text());
        if (communication.status() == CommunicationStatus.REPLIED) {
            communications.addMessages(
                    tx, List.of(new Transitions.Result(communication, null, List.of(), List.of(said))));
            return;
        }
        // Due at once: whoever lets time pass for sessions knows when this one is to be looked at next.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        transitions.apply(
                tx,
                List.of(new Change(
                        communication.id(),
                        CommunicationStatus.REPLIED,
                        now,
                        null,
                        Map.of(),
                        now,
                        List.of(said),
                        null,
                        false)));
    }

    /** Also one that was deleted meanwhile. */
    private boolean isStopped(Tx tx, UUID channelId) {
        return channels.all(tx, List.of(channelId)).stream()
                .map(Channel::status)
                .noneMatch(RunningStatus.RUNNING::equals);
    }

    private static boolean isOpen(CommunicationStatus status) {
        return switch (status) {
            case STARTED, DELIVERED, READ, REPLIED -> true;
            case PLANNED, COMPLETED, NO_RESPONSE, CANCELED, SKIPPED, FAILED -> false;
        };
    }
}
