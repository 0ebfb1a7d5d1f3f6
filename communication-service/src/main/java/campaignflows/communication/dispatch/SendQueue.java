package campaignflows.communication.dispatch;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.sending.MessageSender;
import campaignflows.platform.contracts.communication.ChannelType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent on one channel, or to one external agent, and how many are at it. Attempts are committed a few at a time, and whoever is free
 * sends the next of them: a peer that does not answer holds up the one message that it was given, not those behind it.
 *
 * <p>While the channel is in trouble, one at a time tries whether it still is.
 */
final class SendQueue {
    private static final int MOST_AT_ONCE = 8;
    private static final long BETWEEN_COMMITS_NANOS = Duration.ofMillis(25).toNanos();

    private final UUID targetId;
    private final boolean ofAgent;
    private final Deque<QueuedMessage> waiting = new ArrayDeque<>();
    private final Deque<StartedAttempt> ready = new ArrayDeque<>();
    private int running;

    /** Workers that were started and have not looked for work yet. */
    private int arriving;

    private boolean troubled;
    private long lastAnswer = System.nanoTime();

    /** When the peer last wanted to be left alone; answers to what was begun before say nothing of that. */
    private long pausedAt = lastAnswer;

    private long nanosEach = Long.MAX_VALUE;

    /** A message that is to be sent; no attempt was begun yet. */
    record QueuedMessage(PreSendChecks.Send send, MessageSender sender, Batch batch) {
        UUID id() {
            return send.claimed().id();
        }
    }

    /** By communication, of mails: one comes back days later, and then it must be known where it went. */
    static Map<UUID, String> addressDigests(List<QueuedMessage> items) {
        return items.stream()
                .filter(item -> item.batch().channel().type() == ChannelType.EMAIL)
                .collect(Collectors.toMap(
                        QueuedMessage::id,
                        item -> BlockedContactRepository.digest(
                                ChannelType.EMAIL, item.send().address())));
    }

    /** A message whose attempt is stored. */
    record StartedAttempt(QueuedMessage item, AttemptRepository.BegunAttempt attempt) {}

    SendQueue(UUID targetId) {
        this(targetId, false);
    }

    /** @param ofAgent whether it is the queue of the external agent with this id, whatever channels its sessions are on */
    SendQueue(UUID id, boolean ofAgent) {
        this.targetId = id;
        this.ofAgent = ofAgent;
    }

    boolean isOfAgent() {
        return ofAgent;
    }

    /** How the channel or agent was set up that the item is to go by. */
    int version(QueuedMessage item) {
        return ofAgent
                ? item.send().claimed().agent().endpointVersion()
                : item.batch().channel().revision();
    }

    /** How many there are for which no attempt was begun. */
    synchronized int waiting() {
        return waiting.size();
    }

    UUID targetId() {
        return targetId;
    }

    /** @param isTroubled whether the channel was in trouble when the items were claimed */
    synchronized void add(List<QueuedMessage> items, boolean isTroubled) {
        waiting.addAll(items);
        troubled |= isTroubled;
    }

    synchronized void addReady(List<StartedAttempt> begun) {
        ready.addAll(begun);
    }

    /** The next item that a further worker would be of use for; null if there is none, or enough are at it. */
    synchronized @Nullable QueuedMessage startable() {
        StartedAttempt begun = ready.peekFirst();
        QueuedMessage next = begun == null ? waiting.peekFirst() : begun.item();
        if (next == null) {
            return null;
        }
        int most = troubled ? 1 : next.sender().slots();
        return running < most && arriving < ready.size() + waiting.size() ? next : null;
    }

    synchronized void started() {
        running++;
        arriving++;
    }

    synchronized void arrived() {
        arriving--;
    }

    synchronized @Nullable StartedAttempt nextReady() {
        return ready.pollFirst();
    }

    /** A few to begin attempts for: as many as are sent between two commits, so that a crash leaves few unknown. */
    synchronized List<QueuedMessage> takeWaiting() {
        int atOnce = troubled ? 1 : (int) Math.clamp(BETWEEN_COMMITS_NANOS / nanosEach, 1, MOST_AT_ONCE);
        List<QueuedMessage> few = new ArrayList<>(atOnce);
        while (few.size() < atOnce && !waiting.isEmpty()) {
            few.add(waiting.removeFirst());
        }
        return few;
    }

    /** Ends a worker if there is nothing left for it; says whether it did. */
    synchronized boolean endedIdle() {
        if (ready.isEmpty() && waiting.isEmpty()) {
            running--;
            return true;
        }
        return false;
    }

    /** A worker is gone without having ended. */
    synchronized void died() {
        running--;
    }

    /** The peer has answered, whatever it said of the message; true if that ends a trouble. */
    synchronized boolean answered(long startNanos) {
        long now = System.nanoTime();
        lastAnswer = now;
        long each = Math.max(1, now - startNanos);
        nanosEach = nanosEach == Long.MAX_VALUE ? each : (3 * nanosEach + each) / 4;
        boolean ends = troubled && startNanos - pausedAt >= 0;
        if (ends) {
            troubled = false;
        }
        return ends;
    }

    /**
     * The channel is in trouble, unless the peer has answered others since this message was begun.
     *
     * @return what is to be given back; null if it is no trouble of the channel
     */
    synchronized @Nullable List<QueuedMessage> trouble(long startNanos) {
        if (lastAnswer - startNanos > 0) {
            return null;
        }
        troubled = true;
        List<QueuedMessage> left = new ArrayList<>(waiting);
        waiting.clear();
        return left;
    }

    /**
     * The peer wants to be left alone; after that one at a time tries whether it is ready again.
     *
     * @return what is to be given back
     */
    synchronized List<QueuedMessage> pause() {
        troubled = true;
        pausedAt = System.nanoTime();
        List<QueuedMessage> left = new ArrayList<>(waiting);
        waiting.clear();
        return left;
    }

    /** Whether nothing should be claimed: something is waiting, or everyone is busy. */
    synchronized boolean isFull(int slots) {
        return !waiting.isEmpty() || !ready.isEmpty() || running >= (troubled ? 1 : slots);
    }

    synchronized boolean isIdle() {
        return running == 0 && waiting.isEmpty() && ready.isEmpty();
    }
}
