package campaignflows.bench.walk;

import campaignflows.bench.Processes;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.system.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The replicas of the engine: the one of the system, and further ones that are started with the same command and the same
 * variables but for their ports.
 */
final class Engines implements AutoCloseable {
    static final String NAME = "flow-engine-service";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Pattern LAG =
            Pattern.compile("(?m)^campaignflows_engine_lag\\{[^}]*partition=\"(\\d+)\"[^}]*} (\\S+)$");

    private final long original;
    private final Path logs;
    private final Broker broker;
    private final Processes processes;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> further = new ArrayList<>();
    private final List<URI> managements = new ArrayList<>();

    Engines(long original, URI management, Path logs, Broker broker, Processes processes) {
        this.original = original;
        this.logs = logs;
        this.broker = broker;
        this.processes = processes;
        managements.add(management);
    }

    /** What the engines say of their lag. */
    record Lag(int reports, Map<Integer, Double> byPartition) {
        double sum() {
            return byPartition.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
        }
    }

    /** Has so many replicas running, with the partitions shared out; returns how many each has. */
    List<Integer> have(int replicas) throws IOException {
        while (1 + further.size() < replicas) {
            start(2 + further.size());
        }
        Map<String, Integer> shares = Await.until(
                "the partitions shared out among " + replicas + " engines",
                START_LIMIT,
                broker::engines,
                engines -> engines.size() == replicas
                        && engines.values().stream().mapToInt(each -> each).sum() == Broker.PARTITIONS);
        return shares.values().stream().sorted().toList();
    }

    private void start(int number) throws IOException {
        int management = Ports.free();
        List<String> command = strings(Path.of("/proc/" + original + "/cmdline"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        strings(Path.of("/proc/" + original + "/environ")).forEach(variable -> {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        });
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(Ports.free()));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        String name = NAME + "-" + number;
        builder.redirectErrorStream(true)
                .redirectOutput(logs.resolve(name + ".log").toFile());
        Process process = builder.start();
        // It ends when its standard input does, however this process ends.
        further.add(process);
        managements.add(URI.create("http://127.0.0.1:" + management));
        processes.add(name, process.pid());
    }

    private static List<String> strings(Path file) throws IOException {
        return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\0"));
    }

    Lag lag() {
        int reports = 0;
        Map<Integer, Double> byPartition = new TreeMap<>();
        for (URI management : managements) {
            Matcher line = LAG.matcher(metrics(management));
            while (line.find()) {
                reports++;
                byPartition.merge(Integer.valueOf(line.group(1)), Double.valueOf(line.group(2)), Double::sum);
            }
        }
        return new Lag(reports, byPartition);
    }

    private String metrics(URI management) {
        try {
            return http.send(
                            HttpRequest.newBuilder(management.resolve("/q/metrics"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        further.forEach(Process::destroy);
        for (Process process : further) {
            try {
                if (!process.waitFor(15, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
