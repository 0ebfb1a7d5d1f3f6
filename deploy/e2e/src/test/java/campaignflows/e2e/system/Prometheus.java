package campaignflows.e2e.system;

import campaignflows.e2e.client.Api;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A real Prometheus, where it is installed, that scrapes the services of a system as it would their pods. */
public final class Prometheus implements AutoCloseable {
    private static final int NOT_READY = 503;

    private final Path folder;
    private final Process process;
    private final Api api;

    private Prometheus(Path folder, Process process, URI address) {
        this.folder = folder;
        this.process = process;
        this.api = Api.ofService(address, null);
    }

    public static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(one -> Files.isExecutable(Path.of(one, "prometheus")));
    }

    /** One that has begun to start. */
    public static Prometheus of(LocalSystem system, String namespace) {
        try {
            Path folder = Files.createTempDirectory("campaign-flows-prometheus-");
            int port = Ports.free();
            Path config = Files.writeString(folder.resolve("prometheus.yml"), config(system, namespace));
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Prometheus(folder, process, URI.create("http://127.0.0.1:" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String config(LocalSystem system, String namespace) {
        StringBuilder yaml = new StringBuilder("""
                global: {scrape_interval: 5s, scrape_timeout: 5s}
                scrape_configs:
                  - job_name: services
                    metrics_path: /q/metrics
                    static_configs:
                """);
        for (String service : DocumentedMetrics.SERVICES) {
            yaml.append("      - {targets: ['%s'], labels: {namespace: %s, pod: cf-%s}}%n"
                    .formatted(system.endpoint(service + "-management").getAuthority(), namespace, service));
        }
        return yaml.toString();
    }

    /** What it answers to a query; empty before it listens, and while it still opens its data (503). */
    public JsonNode query(String expression) {
        try {
            Api.Response answer = api.send(
                    "GET", "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8), null);
            return answer.status() == NOT_READY ? MissingNode.getInstance() : answer.json();
        } catch (UncheckedIOException notYet) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
