package campaignflows.local.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reports to the callback address, of each session one event after the other, each until it is taken or refused for good; a session
 * whose events are not taken holds up no other. Every event has an id of its own that a repeat has too. (What waits here is lost with
 * the process: a real agent keeps it where its sessions are.)
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
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("agent-reports").daemon().factory());

    /** What is to be reported of each session; the worker's alone. */
    private final Map<UUID, Deque<Event>> waiting = new HashMap<>();

    /** @param id the same of a repeat */
    private record Event(String id, URI callback, byte[] body) {}

    Reports(SignedCalls signed, HttpClient http, Consumer<String> log) {
        this.signed = signed;
        this.http = http;
        this.log = log;
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
            Event event = new Event(session.id() + "_" + step, URI.create(session.callback()), body);
            if (room.tryAcquire()) {
                worker.execute(() -> add(session.id(), event));
            } else {
                log.accept("sample agent: too many reports wait, one is dropped session=" + session.id());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected what can be written as JSON", e);
        }
    }

    private void add(UUID session, Event event) {
        Deque<Event> ofSession = waiting.computeIfAbsent(session, id -> new ArrayDeque<>());
        ofSession.add(event);
        if (ofSession.size() == 1) {
            send(session, ofSession, 1);
        }
    }

    private void send(UUID session, Deque<Event> ofSession, int tries) {
        Event event = ofSession.getFirst();
        if (isSettled(event)) {
            next(session, ofSession);
        } else if (tries == TRIES) {
            log.accept("sample agent: a report is given up id=" + event.id());
            next(session, ofSession);
        } else {
            long pause = FIRST_PAUSE.toMillis() << (tries - 1);
            worker.schedule(() -> send(session, ofSession, tries + 1), pause, TimeUnit.MILLISECONDS);
        }
    }

    private void next(UUID session, Deque<Event> ofSession) {
        ofSession.removeFirst();
        room.release();
        if (ofSession.isEmpty()) {
            waiting.remove(session);
        } else {
            worker.execute(() -> send(session, ofSession, 1));
        }
    }

    /** Sends it; false if it is to be sent again. */
    private boolean isSettled(Event event) {
        try {
            int status = http.send(request(event), BodyHandlers.discarding()).statusCode();
            if (status >= 500 || status == 429) {
                return false;
            }
            if (status != 200) {
                log.accept("sample agent: a report was refused id=" + event.id() + " status=" + status);
            }
            return true;
        } catch (IOException e) {
            log.accept("sample agent: a report did not arrive, tries again id=" + event.id());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
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
        worker.shutdownNow();
    }
}
