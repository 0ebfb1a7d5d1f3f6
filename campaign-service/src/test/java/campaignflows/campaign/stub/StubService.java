package campaignflows.campaign.stub;

import campaignflows.platform.contracts.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A stub of another service: a server at one address that can be stopped, made slow, or made to fail. */
public final class StubService implements AutoCloseable {

    /** Answers requests; what it returns is written as JSON, null as 204. */
    @FunctionalInterface
    public interface Behaviour {
        @Nullable
        Object answer(HttpExchange request) throws IOException;
    }

    /** What a behaviour returns for 404. */
    static final Object NOT_FOUND = new Object();

    private final Behaviour behaviour;
    private final int port;
    private volatile @Nullable HttpServer server;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean failing;
    private volatile boolean failingAtRuns;

    StubService(Behaviour behaviour) {
        this.behaviour = behaviour;
        HttpServer first = open(0);
        this.port = first.getAddress().getPort();
        this.server = first;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** No connection any more, until {@link #works()}. */
    public void goesDown() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
            server = null;
        }
    }

    /** Returns 500 for everything. */
    public void fails() {
        failing = true;
    }

    /** Returns 500 for states of runs, and continues to answer everything else. */
    public void failsAtRuns(boolean fails) {
        failingAtRuns = fails;
    }

    /** Takes its time for every response, but does what it is asked for at once. */
    public void isSlow(Duration time) {
        delay = time;
    }

    public void works() {
        failing = false;
        failingAtRuns = false;
        delay = Duration.ZERO;
        if (server == null) {
            server = open(port);
        }
    }

    private HttpServer open(int atPort) {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort), 50);
            opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            opened.createContext("/", this::handle);
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange request) throws IOException {
        try (request) {
            if (failing || (failingAtRuns && request.getRequestURI().getPath().endsWith("/run"))) {
                request.sendResponseHeaders(500, -1);
                return;
            }
            Object answer = behaviour.answer(request);
            LockSupport.parkNanos(delay.toNanos());
            if (answer == null || answer == NOT_FOUND) {
                request.sendResponseHeaders(answer == null ? 204 : 404, -1);
                return;
            }
            byte[] json = Json.mapper().writeValueAsBytes(answer);
            request.getResponseHeaders().set("Content-Type", "application/json");
            request.sendResponseHeaders(200, json.length);
            request.getResponseBody().write(json);
        }
    }

    @Override
    public void close() {
        goesDown();
    }
}
