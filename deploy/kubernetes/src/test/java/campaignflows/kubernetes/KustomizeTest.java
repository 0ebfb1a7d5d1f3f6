package campaignflows.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The base of kustomize is what the chart renders, and its overlays hold what the chart must. Run with
 * {@code -Dkustomize.write=true} it writes the base again.
 */
class KustomizeTest {
    private static final Path FOLDER = Path.of("kustomize");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.SPLIT_LINES));

    private static final Map<String, String> OF_BASE = Map.of(
            "kafka.bootstrapServers", "campaign-flows-kafka-bootstrap:9092",
            "postgres.host", "campaign-flows-rw",
            "publicAddress", "https://contact.example.com",
            "bootstrapTenant", "Shop",
            "secrets.bootstrap", "campaign-flows-bootstrap",
            "migrations.hook", "false");

    private static final Map<String, Set<String>> KINDS_BY_FILE = Map.of(
            "base/services.yaml",
                    Set.of("Deployment", "Service", "ServiceAccount", "PodDisruptionBudget", "PersistentVolumeClaim"),
            "base/access.yaml", Set.of("NetworkPolicy"),
            "migrations/jobs.yaml", Set.of("Job"),
            "components/ingress/ingress.yaml", Set.of("Ingress"),
            "components/monitoring/monitoring.yaml", Set.of("PodMonitor", "PrometheusRule", "ConfigMap"));

    @Test
    void shouldBeWhatTheChartRenders() throws IOException {
        Map<String, List<JsonNode>> rendered = rendered();
        for (Map.Entry<String, List<JsonNode>> file : rendered.entrySet()) {
            Path path = FOLDER.resolve(file.getKey());
            if (Boolean.getBoolean("kustomize.write")) {
                Files.writeString(path, text(file.getValue()));
            }
            assertThat(Rendered.read(Files.readString(path)).resources())
                    .as(file.getKey() + " (-Dkustomize.write=true writes it again)")
                    .isEqualTo(file.getValue());
        }
        assertThat(rendered.values().stream().mapToInt(List::size).sum())
                .as("nothing is left out")
                .isEqualTo(all().resources().size());
    }

    @Test
    void shouldHoldWhatTheChartMustInEachOverlay() throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "kubectl is not here: the overlays of kustomize are not built");
        for (String overlay : List.of("small", "production")) {
            List<JsonNode> resources = new ArrayList<>();
            resources.addAll(built("overlays/" + overlay));
            resources.addAll(built("overlays/" + overlay + "/migrations"));
            Rendered both = new Rendered(resources);

            KubernetesRules.holdsNothingUnknown(both);
            KubernetesRules.runsWithTheLeastRights(both);
            KubernetesRules.holdsNoSecrets(both);
            KubernetesRules.probesItsPorts(both);
            KubernetesRules.findsEveryServiceThatIsCalled(both);
            Map<String, String> settings = settings(overlay);
            assertThat(KubernetesRules.pods(both))
                    .hasSize(KubernetesRules.SERVICES.size() + 5)
                    .allSatisfy(pod -> {
                        var container = pod.getContainers().getFirst();
                        assertThat(container.getImage()).startsWith("registry.example.com/campaign-flows/");
                        Map<String, String> values = KubernetesRules.values(container);
                        assertThat(values)
                                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", settings.get("kafkaBootstrapServers"));
                        assertThat(values.getOrDefault(
                                        "QUARKUS_DATASOURCE_JDBC_URL", "//" + settings.get("postgresAddress") + "/"))
                                .contains("//" + settings.get("postgresAddress") + "/");
                    });
            assertThat(resources)
                    .allSatisfy(resource -> assertThat(
                                    resource.at("/metadata/namespace").asText())
                            .isEqualTo("marketing"));
        }
    }

    private static Rendered all() {
        Map<String, String> values = new HashMap<>(OF_BASE);
        values.putAll(Map.of(
                "ingress.enabled", "true",
                "ingress.host", "contact.example.com",
                "ingress.tlsSecret", "contact-tls",
                "monitoring.podMonitor", "true",
                "monitoring.rules", "true",
                "monitoring.dashboards", "true"));
        return Rendered.of("chart", values);
    }

    private static Map<String, List<JsonNode>> rendered() {
        Rendered all = all();
        Map<String, List<JsonNode>> files = new LinkedHashMap<>();
        KINDS_BY_FILE.forEach((file, kinds) -> files.put(
                file,
                all.resources().stream()
                        .filter(resource -> kinds.contains(resource.path("kind").asText()))
                        .map(KustomizeTest::withoutHelm)
                        .toList()));
        return files;
    }

    /** What says that Helm looks after it, which it does not here. */
    private static JsonNode withoutHelm(JsonNode resource) {
        JsonNode copy = resource.deepCopy();
        for (JsonNode metadata : copy.findValues("metadata")) {
            for (String map : List.of("labels", "annotations")) {
                if (metadata.path(map) instanceof ObjectNode entries) {
                    entries.remove(List.of("app.kubernetes.io/managed-by", "helm.sh/chart", "helm.sh/resource-policy"));
                    if (entries.isEmpty()) {
                        ((ObjectNode) metadata).remove(map);
                    }
                }
            }
        }
        return copy;
    }

    private static String text(List<JsonNode> resources) throws IOException {
        StringWriter text = new StringWriter();
        text.write("# Rendered from the chart by KustomizeTest; to change it, change the chart.\n");
        try (SequenceWriter documents = YAML.writer().writeValues(text)) {
            documents.writeAll(resources);
        }
        return text + "\n";
    }

    private static List<JsonNode> built(String folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "kubectl", "kustomize", FOLDER.resolve(folder).toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return Rendered.read(output).resources();
    }

    private static Map<String, String> settings(String overlay) throws IOException {
        Map<String, String> settings = new HashMap<>();
        YAML.readTree(FOLDER.resolve("overlays/" + overlay + "/settings/settings.yaml")
                        .toFile())
                .path("data")
                .properties()
                .forEach(setting ->
                        settings.put(setting.getKey(), setting.getValue().asText()));
        return settings;
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }
}
