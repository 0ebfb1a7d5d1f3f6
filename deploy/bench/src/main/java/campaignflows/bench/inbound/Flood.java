package campaignflows.bench.inbound;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Messages of many contacts of one tenant at a steady rate, by several connections: each message has its moment, and one that is
 * late is not left out.
 */
final class Flood implements AutoCloseable {
    private static final int CONNECTIONS = 32;

    private final List<WebhookClient> clients = new ArrayList<>();
    private final List<String> contacts;
    private final AtomicLong messageIds = new AtomicLong();

    Flood(URI address, String channelId, String secret, List<String> contacts) {
        this.contacts = List.copyOf(contacts);
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(new WebhookClient(address, channelId, secret));
        }
    }

    /**
     * What became of the calls.
     *
     * @param statuses how often each was returned
     * @param seconds  from the first call to the last response
     */
    record Result(Map<Integer, Long> statuses, double seconds) {
        long accepted() {
            return statuses.getOrDefault(200, 0L);
        }

        long refused() {
            return statuses.values().stream().mapToLong(Long::longValue).sum() - accepted();
        }
    }

    /** Returns when all have their response. */
    Result run(int perSecond, int seconds) {
        long all = (long) perSecond * seconds;
        AtomicLong next = new AtomicLong();
        Map<Integer, Long> statuses = new TreeMap<>();
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        long since = System.nanoTime();
        for (WebhookClient client : clients) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    for (long i = next.getAndIncrement(); i < all; i = next.getAndIncrement()) {
                        await(since + i * TimeUnit.SECONDS.toNanos(1) / perSecond);
                        int status = bring(client);
                        synchronized (statuses) {
                            statuses.merge(status, 1L, Long::sum);
                        }
                    }
                } catch (IOException | RuntimeException e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        threads.forEach(Flood::join);
        if (!failures.isEmpty()) {
            throw new AssertionError("Expected a response to every call", failures.getFirst());
        }
        return new Result(Map.copyOf(statuses), (System.nanoTime() - since) / 1e9);
    }

    private int bring(WebhookClient client) throws IOException {
        long id = messageIds.getAndIncrement();
        return client.bring("wamid.flood." + id, contacts.get((int) (id % contacts.size())), "Message " + id);
    }

    private static void await(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        clients.forEach(WebhookClient::close);
    }
}
