package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.sending.ChannelSenders;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is due and hands it over, one batch per channel at a time until all of it is on its way: a slow channel holds
 * up no other, and more is claimed only when there is someone to send it at once.
 */
@Singleton
public final class Dispatcher {
    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final int MOST_AT_ONCE = 2_000;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration AFTER_CLAIM_FAILURE = Duration.ofSeconds(30);

    private final Claims claims;
    private final BatchPreparation preparation;
    private final SendQueues queues;
    private final ChannelSenders senders;
    private final DispatchSignal signal;
    private final int batch;
    private final ChannelRateLimits rates = new ChannelRateLimits();
    private final CampaignFairShare fairness = new CampaignFairShare();
    private final Set<UUID> preparing = ConcurrentHashMap.newKeySet();
    private final Set<UUID> inFlight = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dispatch-", 0).factory());

    public Dispatcher(
            Claims claims,
            BatchPreparation preparation,
            SendQueues queues,
            ChannelSenders senders,
            DispatchSignal signal,
            CommunicationConfig config) {
        this.claims = claims;
        this.preparation = preparation;
        this.queues = queues;
        this.senders = senders;
        this.signal = signal;
        this.batch = config.dispatch().batch();
    }

    /** What one look at the database led to; {@code limited} if more is due than the rates allow now. */
    public record Poll(List<Future<?>> batches, boolean limited) {
        public Poll {
            batches = List.copyOf(batches);
        }
    }

    /** Claims what is due and may be sent now, and begins to hand it over. */
    public Poll poll() {
        List<ClaimRepository.DuePair> due = claims.duePairs(unavailable(), queues.unavailableRevisions());
        if (due.isEmpty()) {
            return new Poll(List.of(), false);
        }
        boolean limited = false;
        Map<UUID, List<ClaimRepository.DuePair>> byChannel = due.stream()
                .collect(Collectors.groupingBy(
                        ClaimRepository.DuePair::channelId, LinkedHashMap::new, Collectors.toList()));
        List<ClaimRepository.Share> shares = new ArrayList<>();
        Map<UUID, Integer> rateByChannel = new LinkedHashMap<>();
        for (var entry : byChannel.entrySet()) {
            List<ClaimRepository.DuePair> pairs = entry.getValue();
            Integer rate = rate(pairs.getFirst());
            long allowed = rate == null ? batch : Math.min(batch, rates.available(entry.getKey(), rate));
            if (rate != null) {
                rateByChannel.put(entry.getKey(), rate);
                limited = true;
            }
            shares.addAll(fairness.of(pairs, allowed));
        }
        List<Future<?>> running = new ArrayList<>();
        for (List<ClaimRepository.Share> few : CampaignFairShare.inClaims(shares, MOST_AT_ONCE)) {
            Claims.Result result = claim(few);
            if (result.heldBack() > 0) {
                // Behind what was settled at once there may be more that is due.
                signal.wakeUp();
            }
            begin(result.claimed(), rateByChannel, running);
        }
        return new Poll(running, limited);
    }

    private void begin(List<ClaimedCommunication> claimed, Map<UUID, Integer> rateByChannel, List<Future<?>> running) {
        Map<Channel, List<ClaimedCommunication>> batches = claimed.stream()
                .collect(Collectors.groupingBy(ClaimedCommunication::channel, LinkedHashMap::new, Collectors.toList()));
        batches.forEach((channel, communications) -> {
            Integer rate = rateByChannel.get(channel.id());
            if (rate != null) {
                rates.take(channel.id(), rate, communications.size());
            }
            Batch one = new Batch(channel, communications, inFlight);
            preparing.add(channel.id());
            workers.execute(() -> prepare(one));
            running.add(one.done());
        });
    }

    /** The channel's own, else what its provider usually takes; those who only simulate call no provider. */
    private @Nullable Integer rate(ClaimRepository.DuePair due) {
        Integer own = due.ratePerSecond();
        return own != null || !due.hasMessageAgent()
                ? own
                : senders.traits(due.type()).perSecond();
    }

    /** All at once; should something of one channel make that fail, the others are claimed without it. */
    private Claims.Result claim(List<ClaimRepository.Share> shares) {
        try {
            return claims.claim(shares);
        } catch (RuntimeException e) {
            if (shares.size() == 1 || !claims.isDatabaseThere()) {
                throw e;
            }
            LOG.errorf(e, "claiming failed, tries one by one count=%d", shares.size());
        }
        List<ClaimedCommunication> claimed = new ArrayList<>();
        int heldBack = 0;
        for (ClaimRepository.Share share : shares) {
            try {
                Claims.Result one = claims.claim(List.of(share));
                claimed.addAll(one.claimed());
                heldBack += one.heldBack();
            } catch (RuntimeException e) {
                LOG.errorf(e, "claiming failed channel=%s campaign=%s", share.channelId(), share.campaignId());
                queues.backOff(share.channelId(), AFTER_CLAIM_FAILURE);
            }
        }
        return new Claims.Result(claimed, heldBack);
    }

    private void prepare(Batch one) {
        UUID channelId = one.channel().id();
        try {
            preparation.run(one);
        } catch (RuntimeException | Error e) {
            LOG.errorf(
                    e,
                    "handing over failed channel=%s count=%d",
                    channelId,
                    one.claimed().size());
            queues.backOff(channelId, AFTER_FAILURE);
            giveBack(one);
        } finally {
            preparing.remove(channelId);
            signal.wakeUp();
        }
    }

    private void giveBack(Batch one) {
        List<UUID> ids = one.claimed().stream().map(ClaimedCommunication::id).toList();
        try {
            claims.releaseUnattempted(ids);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "claims not given back, their lease runs out channel=%s cause=%s",
                    one.channel().id(), e.getMessage());
        }
        one.settled(ids);
    }

    private Set<UUID> unavailable() {
        Set<UUID> channels = queues.unavailable();
        channels.addAll(preparing);
        return channels;
    }

    /** The claims that are being worked on. */
    List<UUID> inFlight() {
        return List.copyOf(inFlight);
    }

    boolean isBusy() {
        return !inFlight.isEmpty();
    }

    /** No new attempts from now on; what was claimed and not begun is given back. */
    void stop() {
        queues.stop();
    }
}
