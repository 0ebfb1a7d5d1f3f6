package campaignflows.e2e.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Requests at a steady rate, whatever becomes of those before, as far as so many connections carry them. Nothing is repeated: a
 * response that is no success is a failure. A request's time counts from the moment at which it was due.
 */
public final class SteadyLoad implements AutoCloseable {
    private static final int CONNECTIONS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What is asked for; the body is JSON, null for a GET. */
    public record Request(String path, Object body) {
        public static Request get(String path) {
            return new Request(path, "");
        }

        boolean reads() {
            return body.equals("");
        }
    }

    private final URI base;
    private final String key;
    private final IntFunction<Request> requests;
    private final Semaphore connections = new Semaphore(CONNECTIONS);
    private final AtomicInteger due = new AtomicInteger();
    private final Queue<Integer> taken = new ConcurrentLinkedQueue<>();
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private SteadyLoad(URI base, String key, IntFunction<Request> requests) {
        this.base = base;
        this.key = key;
        this.requests = requests;
    }

    /** Begins; the requests are made by their number. */
    public static SteadyLoad begin(URI base, String key, int perSecond, IntFunction<Request> requests) {
        SteadyLoad load = new SteadyLoad(base, key, requests);
        load.clock.scheduleAtFixedRate(load::next, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
        return load;
    }

    private void next() {
        int number = due.getAndIncrement();
        long since = System.nanoTime();
        threads.execute(() -> ask(number, since));
    }

    private void ask(int number, long since) {
        connections.acquireUninterruptibly();
        try {
            HttpResponse<String> response = http.send(request(requests.apply(number)), BodyHandlers.ofString());
            nanos.add(System.nanoTime() - since);
            if (response.statusCode() / 100 == 2) {
                taken.add(number);
            } else {
                failures.add("request " + number + ": " + response.statusCode() + " " + response.body());
            }
        } catch (IOException e) {
            failures.add("request " + number + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.release();
        }
    }

    private HttpRequest request(Request wanted) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(wanted.path()))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key);
        return wanted.reads()
                ? request.build()
                : request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Api.json(wanted.body())))
                        .build();
    }

    /** How many have been due so far. */
    public int due() {
        return due.get();
    }

    /** Makes no more, and returns when all have had their response. */
    public void end() {
        clock.shutdown();
        threads.close();
    }

    /** The numbers of those that succeeded. */
    public List<Integer> taken() {
        return List.copyOf(taken);
    }

    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** How often which failure was, its numbers aside. */
    public Map<String, Long> failuresByKind() {
        return failures.stream()
                .collect(Collectors.groupingBy(
                        failure -> failure.replaceFirst("^request \\d+: ", "").replaceAll("[0-9a-f-]{36}|\\d{4,}", "…"),
                        TreeMap::new,
                        Collectors.counting()));
    }

    /** The times that responses took, in words. */
    public String times() {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return "p50 %.0f ms, p99 %.0f ms, longest %.0f ms of %d"
                .formatted(millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1), sorted.size());
    }

    private static double millis(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size()))) / 1e6;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdownNow();
        http.shutdownNow();
    }
}
