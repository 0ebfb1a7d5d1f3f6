package campaignflows.e2e.alert;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.system.DocumentedMetrics;
import campaignflows.e2e.system.LocalSystem;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * In place of kube-state-metrics: whether each deployment, of one replica, is available, by asking its readiness as Kubernetes
 * does. As there, three failures in succession make it unavailable, and one success available.
 */
final class KubeState implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int FAILURES = 3;
    private static final int OK = 200;

    private static final Map<String, String> DEPLOYMENTS = Map.of(
            "campaign-service", "cf-campaign",
            "participant-service", "cf-participant",
            "upload-service", "cf-upload",
            "flow-engine-service", "cf-engine",
            "communication-service", "cf-communication",
            "api-gateway", "cf-gateway");

    private final String namespace;
    private final HttpServer server;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final ExecutorService probes = Executors.newVirtualThreadPerTaskExecutor();

    KubeState(LocalSystem system, String namespace) {
        this.namespace = namespace;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/metrics", exchange -> {
            byte[] text = text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(OK, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        for (String service : DocumentedMetrics.SERVICES) {
            Api management = Api.ofService(system.endpoint(service + "-management"), null);
            failures.put(service, 0);
            probes.execute(() -> probe(service, management));
        }
    }

    static String deployment(String service) {
        return DEPLOYMENTS.getOrDefault(service, "");
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void probe(String service, Api management) {
        try {
            while (true) {
                boolean ready = isReady(management);
                failures.compute(service, (any, before) -> ready || before == null ? 0 : before + 1);
                TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** A frozen process gives no answer at all, as long as Kubernetes waits for one. */
    private static boolean isReady(Api management) {
        try {
            return management.send("GET", "/q/health/ready", null).status() == OK;
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder("# TYPE kube_deployment_status_condition gauge\n");
        failures.forEach((service, times) -> {
            String status = times < FAILURES ? "true" : "false";
            for (String one : new String[] {"true", "false", "unknown"}) {
                text.append(
                        "kube_deployment_status_condition{namespace=\"%s\",deployment=\"%s\",condition=\"Available\",status=\"%s\"} %d\n"
                                .formatted(namespace, deployment(service), one, one.equals(status) ? 1 : 0));
            }
        });
        return text.toString();
    }

    @Override
    public void close() {
        probes.shutdownNow();
        server.stop(0);
    }
}
