package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.agent.Agent;
import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.ChannelSenders;
import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.platform.database.Database;
import campaignflows.platform.tracing.Tracing;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to providers, and sessions to external agents, over a bounded number of slots, of each channel or agent, each
 * tenant, each peer and altogether. A
 * worker is one message on its way: it commits attempts, hands over, and leaves the outcome to {@link Outcomes}.
 */
@Singleton
public final class SendQueues {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
    private static final Duration AFTER_CHANNEL_FAULT = Duration.ofSeconds(30);

    /** Sessions of an external agent that wait here; others wait in the database. */
    private static final int MOST_WAITING = 1_000;

    private static final Duration WHEN_FULL = Duration.ofSeconds(2);

    private final AttemptStarter starter;
    private final Outcomes outcomes;
    private final DispatchSignal signal;
    private final Clock clock;
    private final SendConcurrency slots;
    private final Map<UUID, SendQueue> queues = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> slotsByChannel = new ConcurrentHashMap<>();
    private final ChannelTroubles troubles;
    private final ProviderThrottle throttle;
    private final MessageSending sending;
    private final DispatchMeters meters;

    /** Platform threads: libraries that block inside of monitors would pin virtual ones to their carriers on Java 21. */
    private final ExecutorService workers = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("sender-", 0).daemon().factory());

    public SendQueues(
            ChannelLookupRepository channels,
            AgentLookupRepository agents,
            @Identifier("work") Database database,
            Claims claims,
            Attempts attempts,
            Outcomes outcomes,
            ChannelSenders senders,
            DispatchSignal signal,
            Clock clock,
            DispatchMeters meters,
            Tracing tracing,
            CommunicationConfig config) {
        this.meters = meters;
        this.troubles = new ChannelTroubles(channels, agents, database);
        this.outcomes = outcomes;
        this.throttle = new ProviderThrottle(senders, clock);
        this.sending = new MessageSending(senders, throttle, clock, tracing);
        this.starter = new AttemptStarter(claims, attempts, throttle, troubles, clock);
        this.signal = signal;
        this.clock = clock;
        this.slots = new SendConcurrency(config.dispatch());
    }

    /** Takes over what passed the checks; each is settled in its batch when it is done. */
    void add(Batch batch, MessageSender sender, List<PreSendChecks.Send> sends) {
        Channel channel = batch.channel();
        slotsByChannel.put(channel.id(), sender.slots());
        List<SendQueue.QueuedMessage> items = sends.stream()
                .map(send -> new SendQueue.QueuedMessage(send, sender, batch))
                .toList();
        add(channel.id(), false, items, channel.trouble() != null);
    }

    /** Takes over sessions of an external agent: they have a queue of their own, whatever channels they are on. */
    void add(Agent agent, List<SendQueue.QueuedMessage> sessions) {
        add(agent.id(), true, sessions, agent.trouble() != null);
    }

    private void add(UUID queueId, boolean ofAgent, List<SendQueue.QueuedMessage> items, boolean isTroubled) {
        SendQueue queue = queues.compute(queueId, (id, known) -> {
            SendQueue one = known == null ? new SendQueue(id, ofAgent) : known;
            one.add(items, isTroubled);
            return one;
        });
        fill(queue);
    }

    /** Why sessions of an external agent go back to waiting; empty if they may be added. */
    Optional<Deferral> deferralOf(Agent agent) {
        UUID agentId = agent.id();
        int version = agent.endpointVersion();
        Duration left = troubles.left(agentId, version);
        if (left.isPositive()) {
            Optional<Deferral> paused = throttle.hold(agentId, version);
            return paused.isPresent() ? paused : Optional.of(lookAgainIn(left, troubles.reasonOf(agentId)));
        }
        SendQueue queue = queues.get(agentId);
        return queue != null && queue.waiting() >= MOST_WAITING
                ? Optional.of(lookAgainIn(WHEN_FULL, Reasons.AGENT_BUSY))
                : Optional.empty();
    }

    private Deferral lookAgainIn(Duration time, String reason) {
        return Deferral.inTurn(clock.instant().plus(time).truncatedTo(ChronoUnit.MILLIS), reason);
    }

    /** Leaves the channel alone for a while, whoever changes it. */
    void backOff(UUID channelId, Duration time) {
        troubles.backOff(channelId, time);
    }

    /** Channels on which nothing should be claimed now. */
    Set<UUID> unavailable() {
        Set<UUID> channelIds = troubles.always();
        queues.forEach((id, queue) -> {
            if (queue.isFull(slotsByChannel.getOrDefault(id, 1))) {
                channelIds.add(id);
            }
        });
        return channelIds;
    }

    /** Channels on which nothing should be claimed as long as they are in these revisions. */
    Map<UUID, Integer> unavailableRevisions() {
        return troubles.byVersion();
    }

    /** No new attempts from now on; what was claimed and not begun is given back. */
    void stop() {
        starter.stop();
    }

    private void fill(SendQueue queue) {
        while (true) {
            SendConcurrency.Place place;
            synchronized (queue) {
                SendQueue.QueuedMessage next = queue.startable();
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

    private void work(SendQueue queue, SendConcurrency.Place place) {
        queue.arrived();
        boolean ended = false;
        try {
            while (true) {
                SendQueue.@Nullable StartedAttempt next = queue.nextReady();
                if (next != null) {
                    send(queue, next);
                    continue;
                }
                List<SendQueue.QueuedMessage> few = queue.takeWaiting();
                if (!few.isEmpty()) {
                    starter.start(queue, few);
                    fill(queue);
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
            queues.computeIfPresent(queue.targetId(), (id, known) -> known.isIdle() ? null : known);
            if (wanted) {
                queues.values().forEach(this::fill);
            }
            signal.wakeUp();
        }
    }

    private void send(SendQueue queue, SendQueue.StartedAttempt ready) {
        SendQueue.QueuedMessage item = ready.item();
        long start = System.nanoTime();
        SendOutcome outcome = sending.send(queue, ready);
        meters.called(item.batch().channel().type(), outcome, System.nanoTime() - start);
        try {
            heed(outcome, queue, queue.version(item), start);
        } finally {
            outcomes.add(
                    new Attempts.Result(ready.attempt(), item.send().claimed().agent(), outcome), item.batch());
        }
    }

    /** Before the outcome is stored: what is due again by it must not be claimed while nobody knows of the pause. */
    private void heed(SendOutcome outcome, SendQueue queue, int version, long start) {
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

    private void answered(SendQueue queue, int version, long start) {
        if (queue.answered(start)) {
            troubles.end(queue, version);
            fill(queue);
        }
    }

    /** For as long as the provider said; what waits on the channel waits in the database. */
    private void pause(SendQueue queue, int version, SendOutcome.Throttled throttled) {
        troubles.begin(queue, version, throttled.reason(), throttled.pause());
        starter.giveBackOrLeave(queue, queue.pause(), throttle.paused(throttled));
    }

    private void trouble(SendQueue queue, int version, long start, String reason, Duration pause) {
        List<SendQueue.QueuedMessage> left = queue.trouble(start);
        if (left == null) {
            return;
        }
        troubles.begin(queue, version, reason, pause);
        starter.giveBackOrLeave(queue, left, queue.isOfAgent() ? lookAgainIn(pause, reason) : Deferral.because(reason));
    }
}
