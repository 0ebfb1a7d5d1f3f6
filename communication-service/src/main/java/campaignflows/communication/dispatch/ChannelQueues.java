package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.agent.Agent;
import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.communication.sending.Senders;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Database;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to providers, and sessions to external agents, over a bounded number of slots, of each channel or agent, each
 * tenant, each peer and altogether. A
 * worker is one message on its way: it commits attempts, hands over, and leaves the outcome to {@link Outcomes}.
 */
@Singleton
public final class ChannelQueues {
    private static final Logger LOG = Logger.getLogger(ChannelQueues.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
    private static final Duration AFTER_CHANNEL_FAULT = Duration.ofSeconds(30);

    /** Sessions of an external agent that wait here; others wait in the database. */
    private static final int MOST_WAITING = 1_000;

    private static final Duration WHEN_FULL = Duration.ofSeconds(2);

    private final ChannelLookupRepository channels;
    private final AgentLookupRepository agents;
    private final Database database;
    private final Claims claims;
    private final Attempts attempts;
    private final Outcomes outcomes;
    private final DispatchSignal signal;
    private final Clock clock;
    private final SendConcurrency slots;
    private final Map<UUID, ChannelQueue> queues = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> slotsByChannel = new ConcurrentHashMap<>();
    private final QuietTimes quietTimes = new QuietTimes();
    private final Map<UUID, String> troubles = new ConcurrentHashMap<>();
    private final ProviderThrottle pacing;
    private final MessageDelivery delivery;

    /** Platform threads: libraries that block inside of monitors would pin virtual ones to their carriers on Java 21. */
    private final ExecutorService workers = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("sender-", 0).daemon().factory());

    private volatile boolean stopping;

    public ChannelQueues(
            ChannelLookupRepository channels,
            AgentLookupRepository agents,
            @Identifier("work") Database database,
            Claims claims,
            Attempts attempts,
            Outcomes outcomes,
            Senders senders,
            DispatchSignal signal,
            Clock clock,
            CommunicationConfig config) {
        this.channels = channels;
        this.agents = agents;
        this.database = database;
        this.claims = claims;
        this.attempts = attempts;
        this.outcomes = outcomes;
        this.pacing = new ProviderThrottle(senders, clock);
        this.delivery = new MessageDelivery(senders, pacing, clock);
        this.signal = signal;
        this.clock = clock;
        this.slots = new SendConcurrency(config.dispatch());
    }

    /** Takes over what passed the checks; each is settled in its batch when it is done. */
    void add(Batch batch, MessageSender sender, List<PreSendChecks.Send> sends) {
        Channel channel = batch.channel();
        slotsByChannel.put(channel.id(), sender.slots());
        List<ChannelQueue.Item> items = sends.stream()
                .map(send -> new ChannelQueue.Item(send, sender, batch))
                .toList();
        add(channel.id(), false, items, channel.trouble() != null);
    }

    /** Takes over sessions of an external agent: they have a queue of their own, whatever channels they are on. */
    void add(Agent agent, List<ChannelQueue.Item> sessions) {
        add(agent.id(), true, sessions, agent.trouble() != null);
    }

    private void add(UUID queueId, boolean ofAgent, List<ChannelQueue.Item> items, boolean isTroubled) {
        ChannelQueue queue = queues.compute(queueId, (id, known) -> {
            ChannelQueue one = known == null ? new ChannelQueue(id, ofAgent) : known;
            one.add(items, isTroubled);
            return one;
        });
        fill(queue);
    }

    /** Why sessions of an external agent go back to waiting; empty if they may be added. */
    Optional<Deferral> holdOf(Agent agent) {
        UUID agentId = agent.id();
        int version = agent.endpointVersion();
        Duration left = quietTimes.left(agentId, version);
        if (left.isPositive()) {
            Optional<Deferral> paused = pacing.hold(agentId, version);
            return paused.isPresent()
                    ? paused
                    : Optional.of(lookAgainIn(left, troubles.getOrDefault(agentId, Reasons.NO_ANSWERS)));
        }
        ChannelQueue queue = queues.get(agentId);
        return queue != null && queue.waiting() >= MOST_WAITING
                ? Optional.of(lookAgainIn(WHEN_FULL, Reasons.AGENT_BUSY))
                : Optional.empty();
    }

    private Deferral lookAgainIn(Duration time, String reason) {
        return Deferral.inTurn(clock.instant().plus(time).truncatedTo(ChronoUnit.MILLIS), reason);
    }

    /** Leaves the channel alone for a while, whoever changes it. */
    void quiet(UUID channelId, Duration time) {
        quietTimes.begin(channelId, time);
    }

    /** Channels on which nothing should be claimed now. */
    Set<UUID> unavailable() {
        Set<UUID> channelIds = quietTimes.always();
        queues.forEach((id, queue) -> {
            if (queue.isFull(slotsByChannel.getOrDefault(id, 1))) {
                channelIds.add(id);
            }
        });
        return channelIds;
    }

    /** Channels on which nothing should be claimed as long as they are in these revisions. */
    Map<UUID, Integer> unavailableRevisions() {
        return quietTimes.byVersion();
    }

    /** No new attempts from now on; what was claimed and not begun is given back. */
    void stop() {
        stopping = true;
    }

    private void fill(ChannelQueue queue) {
        while (true) {
            SendConcurrency.Place place;
            synchronized (queue) {
                ChannelQueue.Item next = queue.startable();
                if (next == null) {
                    return;
                }
                place = new SendConcurrency.Place(
                        next.batch().channel().tenantId(), next.sender().peer());
                if (!slots.tryTake(place)) {
                    return;
                }
                queue.started();
            }
            workers.execute(() -> work(queue, place));
        }
    }

    private void work(ChannelQueue queue, SendConcurrency.Place place) {
        queue.arrived();
        boolean ended = false;
        try {
            while (true) {
                ChannelQueue.@Nullable Ready next = queue.nextReady();
                if (next != null) {
                    deliver(queue, next);
                    continue;
                }
                List<ChannelQueue.Item> few = queue.takeWaiting();
                if (!few.isEmpty()) {
                    begin(queue, few);
                } else if (queue.endedIdle()) {
                    ended = true;
                    return;
                }
            }
        } finally {
            if (!ended) {
                queue.died();
            }
            boolean wanted = slots.giveBack(place);
            queues.computeIfPresent(queue.channelId(), (id, known) -> known.isIdle() ? null : known);
            if (wanted) {
                queues.values().forEach(this::fill);
            }
            signal.wakeUp();
        }
    }

    private void begin(ChannelQueue queue, List<ChannelQueue.Item> few) {
        List<ChannelQueue.Item> now = new ArrayList<>(few.size());
        Map<Deferral, List<ChannelQueue.Item>> later = new HashMap<>();
        for (ChannelQueue.Item item : few) {
            Optional<Deferral> hold = hold(queue, item);
            if (hold.isEmpty()) {
                now.add(item);
            } else {
                later.computeIfAbsent(hold.get(), any -> new ArrayList<>()).add(item);
            }
        }
        try {
            later.forEach((hold, items) -> giveBack(items, hold));
            if (now.isEmpty()) {
                return;
            }
            Map<UUID, ChannelQueue.Item> byId =
                    now.stream().collect(Collectors.toMap(ChannelQueue.Item::id, Function.identity()));
            List<AttemptRepository.BegunAttempt> begun = attempts.begin(byId.keySet(), addressDigests(now));
            List<ChannelQueue.Ready> ready = new ArrayList<>(begun.size());
            for (AttemptRepository.BegunAttempt attempt : begun) {
                ChannelQueue.Item item = byId.remove(attempt.communicationId());
                if (item != null) {
                    ready.add(new ChannelQueue.Ready(item, attempt));
                }
            }
            byId.values().forEach(ChannelQueues::settle);
            queue.addReady(ready);
            fill(queue);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "attempts not begun channel=%s count=%d", queue.channelId(), few.size());
            quiet(queue.channelId(), AFTER_FAILURE);
            try {
                claims.releaseUnattempted(
                        few.stream().map(ChannelQueue.Item::id).toList());
            } catch (RuntimeException again) {
                LOG.warnf("claims not given back, their lease runs out channel=%s", queue.channelId());
            }
            few.forEach(ChannelQueues::settle);
        }
    }

    /** Mail comes back days later: then it must be known where it went. */
    private static Map<UUID, String> addressDigests(List<ChannelQueue.Item> items) {
        return items.stream()
                .filter(item -> item.batch().channel().type() == ChannelType.EMAIL)
                .collect(Collectors.toMap(
                        ChannelQueue.Item::id,
                        item -> BlockedContactRepository.digest(
                                ChannelType.EMAIL, item.send().address())));
    }

    /** Why no attempt is begun for it now; empty if one is. */
    private Optional<Deferral> hold(ChannelQueue queue, ChannelQueue.Item item) {
        if (stopping || !item.send().claimed().mayBeSent(clock.instant())) {
            return Optional.of(Deferral.NOTHING);
        }
        return queue.isOfAgent()
                ? pacing.hold(queue.channelId(), queue.version(item))
                : pacing.hold(item.batch().channel(), item.send().address());
    }

    private void deliver(ChannelQueue queue, ChannelQueue.Ready ready) {
        ChannelQueue.Item item = ready.item();
        long start = System.nanoTime();
        SendOutcome outcome = delivery.deliver(queue, ready);
        int version = queue.version(item);
        outcomes.add(new Attempts.Result(ready.attempt(), item.send().claimed().agent(), outcome), item.batch());
        switch (outcome) {
            case SendOutcome.RefusedForNow refused
            when refused.blame() == Blame.PROVIDER -> trouble(queue, version, start, refused.reason(), AFTER_TROUBLE);
            case SendOutcome.RefusedForNow refused
            when refused.blame() == Blame.CHANNEL ->
                trouble(queue, version, start, refused.reason(), AFTER_CHANNEL_FAULT);
            case SendOutcome.ChannelFaulty faulty ->
                trouble(queue, version, start, faulty.reason(), AFTER_CHANNEL_FAULT);
            case SendOutcome.Unknown unknown
            when unknown.blame() == Blame.PROVIDER -> trouble(queue, version, start, Reasons.NO_ANSWERS, AFTER_TROUBLE);
            case SendOutcome.Unanswered unanswered
            when unanswered.blame() == Blame.PROVIDER ->
                trouble(queue, version, start, unanswered.reason(), AFTER_TROUBLE);
            case SendOutcome.Throttled throttled -> pause(queue, version, throttled);
            case SendOutcome.Unanswered unanswered -> {}
            case SendOutcome.Unknown unknown -> {}
            case SendOutcome.Accepted accepted -> answered(queue, version, start);
            case SendOutcome.RefusedForNow refused -> answered(queue, version, start);
            case SendOutcome.RefusedForGood refused -> answered(queue, version, start);
            case SendOutcome.ContactBlocked refused -> answered(queue, version, start);
        }
    }

    private void answered(ChannelQueue queue, int version, long start) {
        if (queue.answered(start)) {
            setTrouble(queue, version, null);
            fill(queue);
        }
    }

    /** For as long as the provider said; what waits on the channel waits in the database. */
    private void pause(ChannelQueue queue, int version, SendOutcome.Throttled throttled) {
        quietTimes.begin(queue.channelId(), version, throttled.pause());
        setTrouble(queue, version, throttled.reason());
        giveBackOrLeave(queue, queue.pause(), pacing.paused(throttled));
    }

    private void trouble(ChannelQueue queue, int version, long start, String reason, Duration pause) {
        List<ChannelQueue.Item> left = queue.trouble(start);
        if (left == null) {
            return;
        }
        quietTimes.begin(queue.channelId(), version, pause);
        setTrouble(queue, version, reason);
        giveBackOrLeave(queue, left, queue.isOfAgent() ? lookAgainIn(pause, reason) : Deferral.because(reason));
    }

    private void giveBackOrLeave(ChannelQueue queue, List<ChannelQueue.Item> left, Deferral hold) {
        try {
            giveBack(left, hold);
        } catch (RuntimeException e) {
            LOG.warnf("claims not given back, their lease runs out channel=%s", queue.channelId());
            left.forEach(ChannelQueues::settle);
        }
    }

    private void setTrouble(ChannelQueue queue, int version, @Nullable String trouble) {
        UUID id = queue.channelId();
        if (trouble == null) {
            troubles.remove(id);
        } else {
            troubles.put(id, trouble);
        }
        try {
            database.useTransaction(tx -> {
                if (queue.isOfAgent()) {
                    agents.setTrouble(tx, id, trouble);
                } else {
                    channels.setTrouble(tx, id, version, trouble);
                }
            });
        } catch (RuntimeException e) {
            LOG.warnf("trouble of a channel not stored channel=%s cause=%s", id, e.getMessage());
        }
    }

    private void giveBack(List<ChannelQueue.Item> items, Deferral hold) {
        if (!items.isEmpty()) {
            claims.release(items.stream().map(ChannelQueue.Item::id).toList(), hold);
            items.forEach(ChannelQueues::settle);
        }
    }

    private static void settle(ChannelQueue.Item item) {
        item.batch().settled(List.of(item.id()));
    }
}
