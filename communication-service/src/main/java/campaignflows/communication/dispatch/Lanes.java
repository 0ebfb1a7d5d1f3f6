package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.record.Reasons;
import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.communication.sending.Senders;
import campaignflows.platform.database.Database;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
 * Hands messages to providers over a bounded number of slots, of each channel, each tenant, each peer and altogether. A
 * worker is one message on its way: it commits attempts, hands over, and leaves the outcome to {@link Outcomes}.
 */
@Singleton
public final class Lanes {
    private static final Logger LOG = Logger.getLogger(Lanes.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
    private static final Duration AFTER_CHANNEL_FAULT = Duration.ofSeconds(30);

    private final ChannelLookupRepository channels;
    private final Database database;
    private final Claims claims;
    private final Attempts attempts;
    private final Outcomes outcomes;
    private final DispatchSignal signal;
    private final Clock clock;
    private final Slots slots;
    private final Map<UUID, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> slotsByChannel = new ConcurrentHashMap<>();
    private final Map<UUID, Long> quietUntilNanos = new ConcurrentHashMap<>();
    private final Pacing pacing;
    private final Handover handover;

    /** Platform threads: libraries that block inside of monitors would pin virtual ones to their carriers on Java 21. */
    private final ExecutorService workers = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("sender-", 0).daemon().factory());

    private volatile boolean stopping;

    public Lanes(
            ChannelLookupRepository channels,
            @Identifier("work") Database database,
            Claims claims,
            Attempts attempts,
            Outcomes outcomes,
            Senders senders,
            DispatchSignal signal,
            Clock clock,
            CommunicationConfig config) {
        this.channels = channels;
        this.database = database;
        this.claims = claims;
        this.attempts = attempts;
        this.outcomes = outcomes;
        this.pacing = new Pacing(senders, clock);
        this.handover = new Handover(senders, pacing, clock);
        this.signal = signal;
        this.clock = clock;
        this.slots = new Slots(config.dispatch());
    }

    /** Takes over what passed the checks; each is settled in its batch when it is done. */
    void add(Batch batch, MessageSender sender, List<PreSendChecks.Send> sends) {
        UUID channelId = batch.channel().id();
        slotsByChannel.put(channelId, sender.slots());
        List<Lane.Item> items =
                sends.stream().map(send -> new Lane.Item(send, sender, batch)).toList();
        Lane lane = lanes.compute(channelId, (id, known) -> {
            Lane one = known == null ? new Lane(id) : known;
            one.add(items, batch.channel().trouble() != null);
            return one;
        });
        fill(lane);
    }

    /** Leaves the channel alone for a while. */
    void quiet(UUID channelId, Duration time) {
        quietUntilNanos.merge(
                channelId, System.nanoTime() + time.toNanos(), (one, other) -> one - other > 0 ? one : other);
    }

    /** Channels on which nothing should be claimed now. */
    Set<UUID> unavailable() {
        long now = System.nanoTime();
        quietUntilNanos.values().removeIf(until -> until - now <= 0);
        Set<UUID> channelIds = new HashSet<>(quietUntilNanos.keySet());
        lanes.forEach((id, lane) -> {
            if (lane.isFull(slotsByChannel.getOrDefault(id, 1))) {
                channelIds.add(id);
            }
        });
        return channelIds;
    }

    /** No new attempts from now on; what was claimed and not begun is given back. */
    void stop() {
        stopping = true;
    }

    private void fill(Lane lane) {
        while (true) {
            Slots.Place place;
            synchronized (lane) {
                Lane.Item next = lane.startable();
                if (next == null) {
                    return;
                }
                place = new Slots.Place(
                        next.batch().channel().tenantId(), next.sender().peer());
                if (!slots.tryTake(place)) {
                    return;
                }
                lane.started();
            }
            workers.execute(() -> work(lane, place));
        }
    }

    private void work(Lane lane, Slots.Place place) {
        lane.arrived();
        boolean ended = false;
        try {
            while (true) {
                Lane.@Nullable Ready next = lane.nextReady();
                if (next != null) {
                    handOver(lane, next);
                    continue;
                }
                List<Lane.Item> few = lane.takeWaiting();
                if (!few.isEmpty()) {
                    begin(lane, few);
                } else if (lane.endedIdle()) {
                    ended = true;
                    return;
                }
            }
        } finally {
            if (!ended) {
                lane.died();
            }
            boolean wanted = slots.giveBack(place);
            lanes.computeIfPresent(lane.channelId(), (id, known) -> known.isIdle() ? null : known);
            if (wanted) {
                lanes.values().forEach(this::fill);
            }
            signal.wakeUp();
        }
    }

    private void begin(Lane lane, List<Lane.Item> few) {
        List<Lane.Item> now = new ArrayList<>(few.size());
        Map<Hold, List<Lane.Item>> later = new HashMap<>();
        for (Lane.Item item : few) {
            Optional<Hold> hold = hold(item);
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
            Map<UUID, Lane.Item> byId = now.stream().collect(Collectors.toMap(Lane.Item::id, Function.identity()));
            List<AttemptRepository.BegunAttempt> begun = attempts.begin(byId.keySet());
            List<Lane.Ready> ready = new ArrayList<>(begun.size());
            for (AttemptRepository.BegunAttempt attempt : begun) {
                Lane.Item item = byId.remove(attempt.communicationId());
                if (item != null) {
                    ready.add(new Lane.Ready(item, attempt));
                }
            }
            byId.values().forEach(Lanes::settle);
            lane.addReady(ready);
            fill(lane);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "attempts not begun channel=%s count=%d", lane.channelId(), few.size());
            quiet(lane.channelId(), AFTER_FAILURE);
            try {
                claims.releaseUnattempted(few.stream().map(Lane.Item::id).toList());
            } catch (RuntimeException again) {
                LOG.warnf("claims not given back, their lease runs out channel=%s", lane.channelId());
            }
            few.forEach(Lanes::settle);
        }
    }

    /** Why no attempt is begun for it now; empty if one is. */
    private Optional<Hold> hold(Lane.Item item) {
        return stopping || !item.send().claimed().mayBeSent(clock.instant())
                ? Optional.of(Hold.NOTHING)
                : pacing.hold(item.batch().channel(), item.send().address());
    }

    private void handOver(Lane lane, Lane.Ready ready) {
        Lane.Item item = ready.item();
        long start = System.nanoTime();
        SendOutcome outcome = handover.of(lane.channelId(), ready);
        outcomes.add(new Attempts.Result(ready.attempt(), item.send().claimed().agent(), outcome), item.batch());
        switch (outcome) {
            case SendOutcome.RefusedForNow refused
            when refused.blame() == Blame.PROVIDER -> trouble(lane, start, refused.reason(), AFTER_TROUBLE);
            case SendOutcome.RefusedForNow refused
            when refused.blame() == Blame.CHANNEL -> trouble(lane, start, refused.reason(), AFTER_CHANNEL_FAULT);
            case SendOutcome.ChannelFaulty faulty -> trouble(lane, start, faulty.reason(), AFTER_CHANNEL_FAULT);
            case SendOutcome.Unknown unknown
            when unknown.blame() == Blame.PROVIDER -> trouble(lane, start, Reasons.NO_ANSWERS, AFTER_TROUBLE);
            case SendOutcome.Throttled throttled -> pause(lane, throttled);
            case SendOutcome.Unknown unknown -> {}
            case SendOutcome.Accepted accepted -> answered(lane, start);
            case SendOutcome.RefusedForNow refused -> answered(lane, start);
            case SendOutcome.RefusedForGood refused -> answered(lane, start);
            case SendOutcome.ContactBlocked refused -> answered(lane, start);
        }
    }

    private void answered(Lane lane, long start) {
        if (lane.answered(start)) {
            setTrouble(lane.channelId(), null);
            fill(lane);
        }
    }

    /** For as long as the provider said; what waits on the channel waits in the database. */
    private void pause(Lane lane, SendOutcome.Throttled throttled) {
        quiet(lane.channelId(), throttled.pause());
        setTrouble(lane.channelId(), throttled.reason());
        giveBackOrLeave(lane, lane.pause(), pacing.paused(throttled));
    }

    private void trouble(Lane lane, long start, String reason, Duration pause) {
        List<Lane.Item> left = lane.trouble(start);
        if (left == null) {
            return;
        }
        quiet(lane.channelId(), pause);
        setTrouble(lane.channelId(), reason);
        giveBackOrLeave(lane, left, Hold.because(reason));
    }

    private void giveBackOrLeave(Lane lane, List<Lane.Item> left, Hold hold) {
        try {
            giveBack(left, hold);
        } catch (RuntimeException e) {
            LOG.warnf("claims not given back, their lease runs out channel=%s", lane.channelId());
            left.forEach(Lanes::settle);
        }
    }

    private void setTrouble(UUID channelId, @Nullable String trouble) {
        try {
            database.useTransaction(tx -> channels.setTrouble(tx, channelId, trouble));
        } catch (RuntimeException e) {
            LOG.warnf("trouble of a channel not stored channel=%s cause=%s", channelId, e.getMessage());
        }
    }

    private void giveBack(List<Lane.Item> items, Hold hold) {
        if (!items.isEmpty()) {
            claims.release(items.stream().map(Lane.Item::id).toList(), hold);
            items.forEach(Lanes::settle);
        }
    }

    private static void settle(Lane.Item item) {
        item.batch().settled(List.of(item.id()));
    }
}
