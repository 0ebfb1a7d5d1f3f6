package campaignflows.bench;

import campaignflows.e2e.client.Api;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Creates one participant after the other by API, as another system does all day, and takes the time of each. */
final class SingleCreates implements AutoCloseable {
    private static final long PAUSE_MILLIS = 50;
    /** So many are made before any is counted: the services have been running for a while, as those of another system have. */
    private static final int UNCOUNTED = 1_000;

    private static final int ALONE = 200;

    private final Api api;
    private final String path;
    private final Latencies alone;
    private final Thread thread;
    private List<Long> nanos = new ArrayList<>();
    private int refused;
    private volatile boolean closing;

    SingleCreates(Api api, UUID campaign) {
        this.api = api;
        this.path = "/api/v1/campaigns/" + campaign + "/participants";
        this.alone = alone();
        this.thread = Thread.ofPlatform().name("single creates").daemon().start(this::run);
    }

    /** How long they took, in milliseconds. */
    record Latencies(int count, int refused, double p50, double p99, double max) {
        static Latencies of(List<Long> nanos, int refused) {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
            Arrays.sort(sorted);
            return new Latencies(sorted.length, refused, rank(sorted, 0.50), rank(sorted, 0.99), rank(sorted, 1));
        }

        /** The smallest that this part of them does not exceed. */
        private static double rank(long[] sorted, double part) {
            return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(part * sorted.length) - 1] / 1e6;
        }
    }

    /** Their times while nothing else is asked of the system. */
    private Latencies alone() {
        for (int i = 0; i < UNCOUNTED; i++) {
            create();
        }
        forget();
        for (int i = 0; i < ALONE && pause(); i++) {
            create();
        }
        Latencies measured = latencies();
        forget();
        return measured;
    }

    private void run() {
        while (!closing && pause()) {
            create();
        }
    }

    private void create() {
        String person = UUID.randomUUID().toString();
        var item = Map.of("attributes", Map.of("external_id", person, "email", person + "@single.example"));
        long since = System.nanoTime();
        boolean imported;
        try {
            Api.Response answer = api.send("POST", path, List.of(item));
            imported = answer.isSuccess() && answer.json().path("new").asInt() == 1;
        } catch (RuntimeException e) {
            imported = false;
        }
        took(System.nanoTime() - since, imported);
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void took(long time, boolean imported) {
        nanos.add(time);
        refused += imported ? 0 : 1;
    }

    private synchronized void forget() {
        nanos = new ArrayList<>();
        refused = 0;
    }

    /** Since the start of the import. */
    synchronized Latencies latencies() {
        return Latencies.of(nanos, refused);
    }

    /** Before it. */
    Latencies latenciesAlone() {
        return alone;
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
