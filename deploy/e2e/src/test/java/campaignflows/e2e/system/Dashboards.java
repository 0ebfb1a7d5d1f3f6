package campaignflows.e2e.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The dashboards of the chart. */
public final class Dashboards {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Dashboards() {}

    /** What their panels ask for in a namespace, as Grafana would ask. */
    public static List<String> queries(String namespace) {
        Path folder = LocalSystem.repository().resolve("deploy/kubernetes/chart/files/dashboards");
        List<String> queries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                for (JsonNode expression :
                        JSON.readTree(file.toFile()).path("panels").findValues("expr")) {
                    queries.add(
                            expression.asText().replace("$namespace", namespace).replace("$__rate_interval", "5m"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return queries;
    }
}
