package campaignflows.e2e.provider;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a provider has taken, by the address that it was for. */
public final class Deliveries {
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Map<String, Long> firstNanos = new ConcurrentHashMap<>();
    private final AtomicInteger total = new AtomicInteger();
    private volatile long lastNanos = System.nanoTime();

    void add(String address) {
        long now = System.nanoTime();
        firstNanos.putIfAbsent(address, now);
        counts.computeIfAbsent(address, any -> new AtomicInteger()).incrementAndGet();
        lastNanos = now;
        total.incrementAndGet();
    }

    public int total() {
        return total.get();
    }

    /** How often something came for the address. */
    public int of(String address) {
        AtomicInteger count = counts.get(address);
        return count == null ? 0 : count.get();
    }

    /** How many addresses got more than one. */
    public long repeated() {
        return counts.values().stream().filter(count -> count.get() > 1).count();
    }

    /** When the first one for the address came, by {@link System#nanoTime}. */
    public OptionalLong firstNanos(String address) {
        Long nanos = firstNanos.get(address);
        return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    /** When the last one of all came, by {@link System#nanoTime}. */
    public long lastNanos() {
        return lastNanos;
    }
}
