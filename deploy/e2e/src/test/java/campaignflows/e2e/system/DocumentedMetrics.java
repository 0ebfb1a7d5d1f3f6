package campaignflows.e2e.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of deploy/kubernetes/metrics.md. */
public record DocumentedMetrics(List<Row> rows) {
    public static final List<String> SERVICES = List.of(
            "campaign-service",
            "participant-service",
            "upload-service",
            "flow-engine-service",
            "communication-service",
            "api-gateway");

    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\|([^|]*)\\|([^|]+)\\| .+ \\|");
    private static final Pattern QUOTED = Pattern.compile("`([a-z_]+)`");

    public DocumentedMetrics {
        rows = List.copyOf(rows);
    }

    /** One metric: its labels, and which services have it. */
    public record Row(String name, Set<String> labels, Set<String> services) {
        public Row {
            labels = Set.copyOf(labels);
            services = Set.copyOf(services);
        }
    }

    public static DocumentedMetrics read() {
        try {
            return new DocumentedMetrics(
                    Files.readAllLines(LocalSystem.repository().resolve("deploy/kubernetes/metrics.md")).stream()
                            .map(ROW::matcher)
                            .filter(Matcher::matches)
                            .map(row -> new Row(
                                    row.group(1),
                                    labels(row.group(2)),
                                    services(row.group(3).strip())))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Name and labels of each metric of a service, as {@link #written} writes them. */
    public Set<String> of(String service) {
        return rows.stream()
                .filter(row -> row.services().contains(service))
                .map(row -> written(row.name(), row.labels()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public static String written(String name, Collection<String> labels) {
        return name + new TreeSet<>(labels);
    }

    private static Set<String> labels(String text) {
        return QUOTED.matcher(text).results().map(label -> label.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> services(String text) {
        if (!text.startsWith("all")) {
            return Set.of(text.split(", "));
        }
        String[] except = text.replaceFirst("^all( but )?", "").split(" and ");
        return SERVICES.stream()
                .filter(service -> !List.of(except).contains(service))
                .collect(Collectors.toSet());
    }
}
