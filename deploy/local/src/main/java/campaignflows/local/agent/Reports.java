package campaignflows.local.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Reports to the callback address, one event after the other, each until it is taken or refused for good. Every event has an id
 * of its own that a repeat has too. (What waits here is lost with the process: a real agent keeps it where its sessions are.)
 */
final class Reports implements AutoCloseable {
    private static final int MOST_WAITING = 30_000;
    private static final int TRIES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SignedCalls signed;
    private final HttpClient http;
    private final Consumer<String> log;
    private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread worker;

    /** @param id the same of a repeat */
    private record Event(String id, URI callback, byte[] body) {}

    Reports(SignedCalls signed, HttpClient http, Consumer<String> log) {
        this.signed = signed;
        this.http = http;
        this.log = log;
        this.worker = Thread.ofPlatform().name("agent-reports").daemon().start(this::work);
    }

    /** What was said by the agent or the contact. */
    static Map<String, Object> said(String from, String text) {
        return Map.of("from", from, "text", text);
    }

    /**
     * Reports a step of the session, soon.
     *
     * @param step makes the event's id, with the session's
     */
    void add(
            Session session,
            String step,
            String status,
            List<Map<String, Object>> messages,
            Map<String, Object> results) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("communication_id", session.id().toString());
        data.put("status", status);
        if (!messages.isEmpty()) {
            data.put("messages", messages);
        }
        if (!results.isEmpty()) {
            data.put("results", results);
        }
        try {
            byte[] body = JSON.writeValueAsBytes(Map.of("type", "session.updated", "data", data));
            if (!waiting.offer(new Event(session.id() + "_" + step, URI.create(session.callback()), body))) {
                log.accept("sample agent: too many reports wait, one is dropped session=" + session.id());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected what can be written as JSON", e);
        }
    }

    private void work() {
        try {
            while (true) {
                send(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Event event) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                int status =
                        http.send(request(event), BodyHandlers.discarding()).statusCode();
                if (status < 500 && status != 429) {
                    if (status != 200) {
                        log.accept("sample agent: a report was refused id=" + event.id() + " status=" + status);
                    }
                    return;
                }
            } catch (IOException e) {
                log.accept("sample agent: a report did not arrive, tries again id=" + event.id());
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
        }
        log.accept("sample agent: a report is given up id=" + event.id());
    }

    private HttpRequest request(Event event) {
        long now = signed.now();
        return HttpRequest.newBuilder(event.callback())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header(SignedCalls.ID, event.id())
                .header(SignedCalls.TIMESTAMP, Long.toString(now))
                .header(SignedCalls.SIGNATURE, signed.sign(event.id(), now, event.body()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()))
                .build();
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
