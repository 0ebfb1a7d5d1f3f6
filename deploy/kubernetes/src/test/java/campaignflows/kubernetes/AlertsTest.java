package campaignflows.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alerts ask for what the services measure, lead to a page that is there, and are raised when they should be. */
class AlertsTest {
    private static final Path RULES = Path.of("chart/files/alerts.yaml");
    private static final Pattern METRIC = Pattern.compile("\\bcampaignflows_[a-z_]+");

    @Test
    void shouldAskForWhatIsMeasured() throws IOException {
        String code = sources();
        var metrics = new TreeSet<String>();
        METRIC.matcher(Files.readString(RULES)).results().forEach(found -> metrics.add(found.group()));

        assertThat(metrics)
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(code)
                        .contains('"' + metric.replaceFirst("_total$", "").replace('_', '.') + '"'));
    }

    @Test
    void shouldLeadToAPageThatIsThere() throws IOException {
        String pages = Files.readString(Path.of("alerts/README.md"));
        for (JsonNode rule : Rendered.YAML.readTree(RULES.toFile()).at("/groups/0/rules")) {
            String anchor = rule.at("/annotations/runbook").asText().replaceFirst(".*#", "");
            assertThat(Pattern.compile("^## (.*)$", Pattern.MULTILINE)
                            .matcher(pages)
                            .results()
                            .map(heading -> heading.group(1)
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace(' ', '-')))
                    .as(rule.path("alert").asText())
                    .contains(anchor);
        }
    }

    @Test
    void shouldBeTheSameInTheChart() throws IOException {
        JsonNode rule = Rendered.of(
                        "chart",
                        Map.of(
                                "kafka.bootstrapServers", "kafka:9092",
                                "postgres.host", "postgres",
                                "monitoring.rules", "true"))
                .get("PrometheusRule", "cf-services");

        assertThat(rule.at("/spec/groups"))
                .isEqualTo(Rendered.YAML.readTree(RULES.toFile()).path("groups"));
    }

    /** By Prometheus' own tool, where it is installed. */
    @Test
    void shouldBeRaisedWhenTheyShouldBe() throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "promtool is not here (Debian: prometheus): the alerts are not raised");
        Process process = new ProcessBuilder("promtool", "test", "rules", "alerts/tests.yaml")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String folder :
                new String[] {"../../platform/messaging", "../../platform/database", "../../flow-engine-service"}) {
            try (Stream<Path> files = Files.walk(Path.of(folder, "src/main/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }
}
