package campaignflows.campaign.superset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Superset would refuse at the import, or later: unknown members, references that lead nowhere, columns that no view has, and
 * queries of charts that a guest may not make.
 */
class SupersetBundleIT {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static final Map<String, JsonNode> FILES = new TreeMap<>();

    @BeforeAll
    static void zip() throws Exception {
        Path file = folder.resolve("campaign-flows.zip");
        Result made = make(
                "--host", "db.example.com", "--port", "6432", "--parameters", "sslmode=require&x=1", file.toString());
        assertThat(made)
                .isEqualTo(
                        new Result(0, "Wrote %s, for the database campaign at db.example.com:6432\n".formatted(file)));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().filter(one -> !one.isDirectory()).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    assertThat(entry.getName()).startsWith("campaign-flows/").endsWith(".yaml");
                    FILES.put(entry.getName().substring("campaign-flows/".length()), YAML.readTree(in));
                }
            }
        }
    }

    private record Result(int code, String output) {}

    private static Result make(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(ReportingDatabase.FOLDER.resolve("make-bundle").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    @Test
    void shouldHoldEveryKindOfFile() {
        assertThat(file("metadata.yaml"))
                .hasToString(
                        "{\"version\":\"1.0.0\",\"type\":\"Dashboard\",\"timestamp\":\"2026-11-29T00:00:00+00:00\"}");
        assertThat(FILES.keySet())
                .contains("databases/campaign_flows.yaml", "dashboards/campaign.yaml")
                .filteredOn(name -> name.startsWith("datasets/campaign_flows/"))
                .hasSize(4);
    }

    @Test
    void shouldNameTheDatabaseAndNoPassword() {
        JsonNode database = file("databases/campaign_flows.yaml");
        assertThat(database.path("sqlalchemy_uri").asText())
                .isEqualTo(
                        "postgresql+psycopg2://campaign_reporting:XXXXXXXXXX@db.example.com:6432/campaign?sslmode=require&x=1");
        for (String right : List.of("expose_in_sqllab", "allow_ctas", "allow_cvas", "allow_dml", "allow_run_async")) {
            assertThat(database.path(right).isBoolean() && !database.path(right).asBoolean())
                    .as(right)
                    .isTrue();
        }
    }

    @Test
    void shouldRefuseOptionsThatWouldChangeTheFile() throws Exception {
        for (String[] wrong : List.of(
                new String[] {},
                new String[] {"--host", "db\nevil: 1", "x.zip"},
                new String[] {"--port", "5432x", "x.zip"},
                new String[] {"--parameters", "a|b", "x.zip"},
                new String[] {"--hots", "db", "x.zip"})) {
            assertThat(make(wrong).code()).as(String.join(" ", wrong)).isEqualTo(2);
        }
    }

    @Test
    void shouldHoldMembersOfTheFormatOnly() {
        FILES.forEach((name, file) -> {
            SupersetFormat format = SupersetFormat.of(name);
            assertThat(format.unknown(file)).as(name).isEmpty();
            assertThat(format.missing(file)).as(name).isEmpty();
            assertThat(file.path("version").asText()).as(name).isEqualTo("1.0.0");
        });
    }

    @Test
    void shouldReferToWhatIsThere() {
        Set<String> ids = new HashSet<>();
        FILES.forEach((name, file) -> {
            if (!name.equals("metadata.yaml")) {
                String id = file.path("uuid").asText();
                assertThat(UUID.fromString(id)).hasToString(id);
                assertThat(ids.add(id)).as(name).isTrue();
            }
        });
        String database = file("databases/campaign_flows.yaml").path("uuid").asText();
        of("datasets/")
                .forEach((name, dataset) -> assertThat(
                                dataset.path("database_uuid").asText())
                        .as(name)
                        .isEqualTo(database));
        Set<String> datasets = ids("datasets/");
        of("charts/")
                .forEach((name, chart) -> assertThat(datasets)
                        .as(name)
                        .contains(chart.path("dataset_uuid").asText()));
    }

    @Test
    void shouldPlaceEveryChartOnce() {
        JsonNode position = file("dashboards/campaign.yaml").path("position");
        assertThat(position.path("DASHBOARD_VERSION_KEY").asText()).isEqualTo("v2");
        List<String> placed = new ArrayList<>();
        collect(position, "ROOT_ID", placed);
        assertThat(placed).containsExactlyInAnyOrderElementsOf(ids("charts/"));
        position.path("GRID_ID").path("children").forEach(row -> {
            int width = 0;
            for (JsonNode chart : position.path(row.asText()).path("children")) {
                width +=
                        position.path(chart.asText()).path("meta").path("width").asInt();
            }
            assertThat(width).as(row.asText()).isBetween(1, 12);
        });
    }

    /** The charts below a place, whose members all have to fit. */
    private static void collect(JsonNode position, String id, List<String> charts) {
        JsonNode place = position.path(id);
        assertThat(place.path("id").asText()).isEqualTo(id);
        if (place.path("type").asText().equals("CHART")) {
            assertThat(place.path("meta").path("sliceName").asText()).isNotBlank();
            charts.add(place.path("meta").path("uuid").asText());
        }
        place.path("children").forEach(child -> collect(position, child.asText(), charts));
    }

    @Test
    void shouldFindEveryColumnInTheViewOfAMigratedDatabase() throws Exception {
        ReportingDatabase database = ReportingDatabase.migrated();
        database.grant();
        Set<String> views = new HashSet<>();
        for (JsonNode dataset : of("datasets/").values()) {
            String view = dataset.path("table_name").asText();
            views.add(view);
            assertThat(dataset.path("schema").asText()).isEqualTo("reporting");
            assertThat(dataset.path("columns").findValuesAsText("column_name"))
                    .as(view)
                    .containsExactlyElementsOf(database.columns(view));
            try (var reporter = database.reporter()) {
                for (JsonNode metric : dataset.path("metrics")) {
                    ReportingDatabase.texts(
                            reporter,
                            "select %s from %s"
                                    .formatted(metric.path("expression").asText(), view));
                }
            }
        }
        assertThat(views).containsExactlyInAnyOrderElementsOf(database.views());
    }

    @Test
    void shouldAskForColumnsAndMetricsThatTheDataSetHas() throws IOException {
        for (JsonNode chart : of("charts/").values()) {
            String name = chart.path("slice_name").asText();
            JsonNode dataset = dataset(chart);
            List<String> columns = dataset.path("columns").findValuesAsText("column_name");
            List<String> metrics = dataset.path("metrics").findValuesAsText("metric_name");
            JsonNode queries =
                    JSON.readTree(chart.path("query_context").asText()).path("queries");
            assertThat(queries.size()).as(name).isPositive();
            for (JsonNode query : queries) {
                query.path("metrics")
                        .forEach(metric -> assertThat(metrics).as(name).contains(metric.asText()));
                query.path("columns")
                        .forEach(column -> assertThat(columns)
                                .as(name)
                                .contains(
                                        column.isTextual()
                                                ? column.asText()
                                                : column.path("sqlExpression").asText()));
            }
        }
    }

    /** Superset refuses a guest whose request asks for more than the stored chart (its query_context_modified). */
    @Test
    void shouldStoreWhatTheChartAsksForSoThatGuestsMayAskForIt() throws IOException {
        for (JsonNode chart : of("charts/").values()) {
            String name = chart.path("slice_name").asText();
            JsonNode params = chart.path("params");
            assertThat(params.path("viz_type").asText())
                    .isEqualTo(chart.path("viz_type").asText());
            JsonNode query = JSON.readTree(chart.path("query_context").asText())
                    .path("queries")
                    .path(0);
            List<String> asked = new ArrayList<>();
            params.path("metrics").forEach(metric -> asked.add(metric.asText()));
            if (params.has("metric")) {
                asked.add(params.path("metric").asText());
            }
            assertThat(texts(query.path("metrics"))).as(name).containsExactlyElementsOf(asked);
            List<String> columns = new ArrayList<>();
            if (params.has("x_axis")) {
                columns.add(params.path("x_axis").asText());
            }
            columns.addAll(texts(params.path("groupby")));
            columns.addAll(texts(params.path("all_columns")));
            assertThat(texts(query.path("columns"))).as(name).containsExactlyElementsOf(columns);
        }
    }

    private static List<String> texts(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(
                value.isTextual() ? value.asText() : value.path("label").asText()));
        return texts;
    }

    private static JsonNode dataset(JsonNode chart) {
        return of("datasets/").values().stream()
                .filter(one -> one.path("uuid").equals(chart.path("dataset_uuid")))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> ids(String kind) {
        Set<String> ids = new HashSet<>();
        of(kind).values().forEach(file -> ids.add(file.path("uuid").asText()));
        return ids;
    }

    private static JsonNode file(String name) {
        return Objects.requireNonNull(FILES.get(name), name);
    }

    private static Map<String, JsonNode> of(String kind) {
        Map<String, JsonNode> files = new TreeMap<>(FILES);
        files.keySet().removeIf(name -> !name.startsWith(kind));
        return files;
    }
}
