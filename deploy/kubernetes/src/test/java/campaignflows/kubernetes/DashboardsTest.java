package campaignflows.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboards show what metrics.md documents, and are in the chart as they are. */
class DashboardsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("chart/files/dashboards");
    private static final Pattern METRIC = Pattern.compile("\\b(campaignflows|http_server|jvm|process)_[a-z_]+(?=\\{)");

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @Test
    void shouldAskForWhatIsDocumented() throws IOException {
        String documented = Files.readString(Path.of("metrics.md"));
        var metrics = new TreeSet<String>();
        for (Path file : files()) {
            for (String expression : JSON.readTree(file.toFile()).path("panels").findValuesAsText("expr")) {
                METRIC.matcher(expression).results().forEach(found -> metrics.add(found.group()));
                assertThat(expression).contains("namespace=\"$namespace\"");
            }
        }

        assertThat(metrics)
                .hasSizeGreaterThan(20)
                .allSatisfy(metric ->
                        assertThat(documented).containsPattern("`" + metric.replaceFirst("_(count|sum)$", "") + "`"));
    }

    @Test
    void shouldBeReadableForGrafana() throws IOException {
        for (Path file : files()) {
            JsonNode board = JSON.readTree(file.toFile());
            assertThat(board.path("uid").asText()).matches("[a-z-]{1,40}");
            assertThat(board.path("panels").findValuesAsText("title")).doesNotHaveDuplicates();
            for (JsonNode panel : board.path("panels")) {
                JsonNode place = panel.path("gridPos");
                assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
                assertThat(panel.path("targets").findValuesAsText("refId")).doesNotHaveDuplicates();
                assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            }
        }
    }

    @Test
    void shouldBeInTheChartAsTheyAre() throws IOException {
        Map<String, String> values = new HashMap<>(Rendered.LEAST);
        values.put("monitoring.dashboards", "true");
        Rendered rendered = Rendered.of("chart", values);

        for (Path file : files()) {
            String name = file.getFileName().toString();
            JsonNode map = rendered.get("ConfigMap", "cf-dashboard-" + name.replace(".json", ""));
            assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
            assertThat(JSON.readTree(map.path("data").path(name).asText())).isEqualTo(JSON.readTree(file.toFile()));
        }
        assertThat(Rendered.of("chart", Rendered.LEAST).ofKind("ConfigMap")).isEmpty();
    }
}
