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
import java.util.Map;
import java.util.stream.Stream;

/** A real Prometheus, where it is installed, that scrapes the services of a system as it would their pods. */
public final class Prometheus implements AutoCloseable {
    private static final int NOT_READY = 503;
    private static final String SELDOM = "5s";
    private static final String OFTEN = "1s";

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
        return start(config(system, namespace, SELDOM), Map.of());
    }

    /**
     * One that has begun to start, and scrapes and evaluates rules every second.
     *
     * @param rules a file of rules, as YAML
     * @param kubeState what stands in for kube-state-metrics
     */
    public static Prometheus withRules(LocalSystem system, String namespace, String rules, URI kubeState) {
        String config = config(system, namespace, OFTEN) + """
                  - job_name: kube-state-metrics
                    honor_labels: true
                    static_configs:
                      - {targets: ['%s']}
                rule_files: [rules.yml]
                """.formatted(kubeState.getAuthority());
        return start(config, Map.of("rules.yml", rules));
    }

    private static Prometheus start(String text, Map<String, String> files) {
        try {
            Path folder = Files.createTempDirectory("campaign-flows-prometheus-");
            int port = Ports.free();
            Path config = Files.writeString(folder.resolve("prometheus.yml"), text);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
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

    private static String config(LocalSystem system, String namespace, String every) {
        StringBuilder yaml = new StringBuilder("""
                global: {scrape_interval: %1$s, scrape_timeout: %1$s, evaluation_interval: %1$s}
                scrape_configs:
                  - job_name: services
                    metrics_path: /q/metrics
                    static_configs:
                """.formatted(every));
        for (String service : DocumentedMetrics.SERVICES) {
            yaml.append("      - {targets: ['%s'], labels: {namespace: %s, pod: cf-%s}}%n"
                    .formatted(system.endpoint(service + "-management").getAuthority(), namespace, service));
        }
        return yaml.toString();
    }

    /** What it answers to a query; empty before it listens, and while it still opens its data (503). */
    public JsonNode query(String expression) {
        return ask("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    /** The alerts that are pending or firing now; empty as {@link #query}. */
    public JsonNode alerts() {
        return ask("/api/v1/alerts").at("/data/alerts");
    }

    private JsonNode ask(String path) {
        try {
            Api.Response answer = api.send("GET", path, null);
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
