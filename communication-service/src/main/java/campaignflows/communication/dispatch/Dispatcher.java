package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
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

/**
 * Finds what is due and hands it over, one batch per channel at a time: a slow channel holds up no other, and a batch is
 * claimed only when there is someone to send it at once.
 */
@Singleton
public final class Dispatcher {
    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Claims claims;
    private final Handover handover;
    private final DispatchBell bell;
    private final int batch;
    private final RateLimits rates = new RateLimits();
    private final Map<UUID, List<UUID>> busy = new ConcurrentHashMap<>();
    private final Map<UUID, Long> quietUntilNanos = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dispatch-", 0).factory());
    private volatile boolean stopping;

    public Dispatcher(Claims claims, Handover handover, DispatchBell bell, CommunicationConfig config) {
        this.claims = claims;
        this.handover = handover;
        this.bell = bell;
        this.batch = config.dispatch().batch();
    }

    /** What one look at the database led to; {@code limited} if more is due than the rates allow now. */
    public record Pass(List<Future<?>> batches, boolean limited) {
        public Pass {
            batches = List.copyOf(batches);
        }
    }

    /** Claims what is due and may be sent now, and begins to hand it over. */
    public Pass pass() {
        List<ClaimRepository.Ready> ready = claims.ready(unavailable());
        if (ready.isEmpty()) {
            return new Pass(List.of(), false);
        }
        boolean limited = false;
        Map<UUID, List<ClaimRepository.Ready>> byChannel = ready.stream()
                .collect(Collectors.groupingBy(
                        ClaimRepository.Ready::channelId, LinkedHashMap::new, Collectors.toList()));
        List<ClaimRepository.Share> shares = new ArrayList<>();
        Map<UUID, Integer> rateByChannel = new LinkedHashMap<>();
        for (var entry : byChannel.entrySet()) {
            List<ClaimRepository.Ready> pairs = entry.getValue();
            Integer rate = pairs.getFirst().ratePerSecond();
            long allowed = rate == null ? batch : Math.min(batch, rates.available(entry.getKey(), rate));
            if (rate != null) {
                rateByChannel.put(entry.getKey(), rate);
                limited = true;
            }
            shares.addAll(divided(pairs, allowed));
        }
        List<Claimed> claimed = shares.isEmpty() ? List.of() : claims.claim(shares);
        Map<Channel, List<Claimed>> batches = claimed.stream()
                .collect(Collectors.groupingBy(Claimed::channel, LinkedHashMap::new, Collectors.toList()));
        List<Future<?>> running = new ArrayList<>();
        batches.forEach((channel, communications) -> {
            Integer rate = rateByChannel.get(channel.id());
            if (rate != null) {
                rates.take(channel.id(), rate, communications.size());
            }
            busy.put(channel.id(), communications.stream().map(Claimed::id).toList());
            running.add(workers.submit(() -> handOver(channel, communications)));
        });
        return new Pass(running, limited);
    }

    /** Every campaign gets its share of what the channel may send; when there is less than one each, the first ones. */
    private static List<ClaimRepository.Share> divided(List<ClaimRepository.Ready> pairs, long allowed) {
        List<ClaimRepository.Share> shares = new ArrayList<>();
        long left = allowed;
        for (int i = 0; i < pairs.size() && left > 0; i++) {
            long share = Math.max(1, left / (pairs.size() - i));
            ClaimRepository.Ready pair = pairs.get(i);
            shares.add(new ClaimRepository.Share(pair.campaignId(), pair.channelId(), (int) share));
            left -= share;
        }
        return shares;
    }

    private void handOver(Channel channel, List<Claimed> communications) {
        Duration quiet = AFTER_FAILURE;
        try {
            quiet = handover.run(channel, communications, () -> !stopping);
        } catch (RuntimeException e) {
            LOG.errorf(e, "handing over failed channel=%s count=%d", channel.id(), communications.size());
            giveBack(channel, communications);
        } finally {
            if (!quiet.isZero()) {
                quietUntilNanos.put(channel.id(), System.nanoTime() + quiet.toNanos());
            }
            busy.remove(channel.id());
            bell.ring();
        }
    }

    /** Only what was not attempted is given back; of the rest the outcome is unknown, and recovery says so. */
    private void giveBack(Channel channel, List<Claimed> communications) {
        try {
            claims.releaseUnattempted(communications.stream().map(Claimed::id).toList());
        } catch (RuntimeException e) {
            LOG.warnf("claims not given back, their lease runs out channel=%s cause=%s", channel.id(), e.getMessage());
        }
    }

    private Set<UUID> unavailable() {
        long now = System.nanoTime();
        quietUntilNanos.values().removeIf(until -> until - now <= 0);
        Set<UUID> channels = new HashSet<>(busy.keySet());
        channels.addAll(quietUntilNanos.keySet());
        return channels;
    }

    /** The claims that are being worked on. */
    List<UUID> inFlight() {
        return busy.values().stream().flatMap(List::stream).toList();
    }

    boolean isBusy() {
        return !busy.isEmpty();
    }

    /** No new attempts from now on; what was claimed and not begun is given back. */
    void stop() {
        stopping = true;
    }
}
