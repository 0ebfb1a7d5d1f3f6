package campaignflows.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The compose file gives each service what the chart gives it. */
class ComposeTest {
    private static final Path FOLDER = Path.of("../compose");
    private static final Map<String, String> SERVICES = Map.of(
            "campaign", "campaign-service",
            "participant", "participant-service",
            "upload", "upload-service",
            "engine", "flow-engine-service",
            "communication", "communication-service",
            "gateway", "api-gateway");

    /** What only one of the two has a reason to set. */
    private static final Set<String> OF_ONE = Set.of(
            "QUARKUS_HTTP_HOST",
            "QUARKUS_HTTP_PORT",
            "QUARKUS_MANAGEMENT_HOST",
            "QUARKUS_MANAGEMENT_PORT",
            "QUARKUS_FLYWAY_MIGRATE_AT_START",
            "CAMPAIGNFLOWS_UPLOAD_STORAGE",
            "CAMPAIGNFLOWS_GATEWAY_READY_INCLUDES_SERVICES",
            "CAMPAIGNFLOWS_OUTGOING_ALLOWED_NETWORKS");

    @Test
    void shouldSetTheSameVariables() throws IOException {
        JsonNode compose = Rendered.YAML.readTree(Files.readString(FOLDER.resolve("compose.yaml")));
        Rendered chart = Rendered.of(
                "chart",
                Map.of(
                        "kafka.bootstrapServers", "kafka:9092",
                        "postgres.host", "postgres",
                        "publicAddress", "https://contact.example.com",
                        "superset.url", "http://superset:8088",
                        "superset.dashboardId", "0193aaaa-0000-4000-8000-000000000001",
                        "bootstrapTenant", "Local",
                        "secrets.bootstrap", "bootstrap"));
        SERVICES.forEach((name, folder) -> {
            Set<String> ofChart = Rendered.as(chart.get("Deployment", "cf-" + name), Deployment.class)
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .getEnv()
                    .stream()
                    .map(variable -> variable.getName())
                    .filter(ComposeTest::isOfBoth)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> ofCompose = new TreeSet<>();
            ofCompose.addAll(names(compose.at("/x-environment")));
            ofCompose.addAll(names(compose.path("services").path(folder).path("environment")));

            assertThat(ofCompose).as(folder).containsAll(ofChart);
            assertThat(ofCompose)
                    .as(folder)
                    .allMatch(variable -> ofChart.contains(variable) || variable.startsWith("CAMPAIGNFLOWS_SERVICES_"));
        });
    }

    @Test
    void shouldMakeSecretsThatNobodyElseReads() throws IOException {
        String script = Files.readString(FOLDER.resolve("make-secrets"));
        String compose = Files.readString(FOLDER.resolve("compose.yaml"));

        var needed = java.util.regex.Pattern.compile("\\$\\{([A-Z_]+):\\?").matcher(compose);
        while (needed.find()) {
            String name = needed.group(1);
            assertThat(script).contains(name.endsWith("_PASSWORD") ? name.replace("_PASSWORD", "") : name + "=");
        }
        assertThat(script).contains("umask 077");
    }

    /** Not all programs that read compose files know them: the outer braces end at the inner ones. */
    @Test
    void shouldHaveNoDefaultInADefault() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("compose.yaml"))).doesNotContainPattern("\\$\\{[^}]*\\$");
    }

    private static boolean isOfBoth(String variable) {
        return !OF_ONE.contains(variable);
    }

    private static Set<String> names(JsonNode environment) {
        Set<String> names = new TreeSet<>();
        environment.fieldNames().forEachRemaining(name -> {
            if (!name.equals("<<") && isOfBoth(name)) {
                names.add(name);
            }
        });
        return names;
    }
}
