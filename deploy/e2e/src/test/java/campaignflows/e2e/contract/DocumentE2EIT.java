package campaignflows.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The OpenAPI document itself: complete, without faults that a linter finds, and good for a typed client. */
@Order(85)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class DocumentE2EIT {
    private static final Path TOOLS = Path.of("openapi").toAbsolutePath();
    private static final Path WORK = Path.of("target", "openapi").toAbsolutePath();
    private static final Path CONSOLE_TYPES =
            Path.of("../../api-gateway/src/main/webui/src/api/schema.d.ts").toAbsolutePath();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private JsonNode document;

    @BeforeAll
    void read(LocalSystem running) throws IOException {
        Api.Response answer = running.withKey(null).send("GET", "/api/openapi", null);
        document = answer.json();
        Files.createDirectories(WORK);
        Files.writeString(WORK.resolve("openapi.json"), answer.body());
    }

    private List<JsonNode> operations() {
        List<JsonNode> all = new ArrayList<>();
        document.path("paths")
                .forEach(path -> path.properties().forEach(entry -> {
                    if (METHODS.contains(entry.getKey())) {
                        all.add(entry.getValue());
                    }
                }));
        return all;
    }

    @Test
    void shouldNameEveryOperation() {
        List<JsonNode> operations = operations();
        Set<String> names = new TreeSet<>();
        operations.forEach(operation -> names.add(operation.path("operationId").asText()));

        assertThat(operations).hasSizeGreaterThanOrEqualTo(84);
        assertThat(names).hasSameSizeAs(operations).doesNotContain("");
        assertThat(names)
                .contains("listCampaigns", "createFlow", "orderFields", "activateFlow", "getCustomer", "uploadFile")
                .allMatch(name -> name.matches("[a-z][A-Za-z]+"))
                .noneMatch(name -> name.contains("Resource"));
    }

    @Test
    void shouldSayWhichPropertiesAreAlwaysThereAndWhichMayBeNull() {
        JsonNode campaign = document.at("/components/schemas/Campaign");
        assertThat(campaign.path("required")).hasSameSizeAs(campaign.path("properties"));
        assertThat(campaign.at("/properties/name/type").asText()).isEqualTo("string");
        assertThat(campaign.at("/properties/started_at/type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(campaign.at("/properties/error/anyOf/1/type").asText()).isEqualTo("null");

        Set<String> unclear = new TreeSet<>();
        document.at("/components/schemas").properties().forEach(schema -> {
            if (schema.getValue().has("properties")
                    && !schema.getValue().has("required")
                    && isAnswered(schema.getKey())) {
                unclear.add(schema.getKey());
            }
        });
        assertThat(unclear).isEmpty();
    }

    /** Whether an answer refers to the schema directly; what requests alone use may be optional altogether. */
    private boolean isAnswered(String schema) {
        String reference = "\"#/components/schemas/" + schema + "\"";
        return operations().stream()
                .anyMatch(operation -> operation.path("responses").toString().contains(reference));
    }

    @Test
    void shouldTellNodesApartByTheirTypes() {
        JsonNode node = document.at("/components/schemas/Node");

        assertThat(node.path("oneOf")).hasSize(16);
        assertThat(node.at("/discriminator/propertyName").asText()).isEqualTo("type");
        assertThat(node.at("/discriminator/mapping/field_check").asText())
                .isEqualTo("#/components/schemas/FieldCheckNode");
        assertThat(document.at("/components/schemas/FieldCheckNode/properties/type/enum/0")
                        .asText())
                .isEqualTo("field_check");
        assertThat(document.at("/components/schemas/FieldCheckSettings/properties/value/anyOf/0/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/ValueSource");
        assertThat(document.at("/components/schemas/ValueSource/oneOf")).hasSize(4);
    }

    @Test
    void shouldNameTheIdOfAThingAlikeInEveryPath() {
        Map<String, Set<String>> names = new TreeMap<>();
        document.path("paths").properties().forEach(path -> {
            String[] parts = path.getKey().split("/");
            for (int i = 1; i < parts.length; i++) {
                if (parts[i].startsWith("{")) {
                    names.computeIfAbsent(parts[i - 1], key -> new TreeSet<>()).add(parts[i]);
                }
            }
        });

        assertThat(names)
                .containsEntry("campaigns", Set.of("{campaign_id}"))
                .containsEntry("participants", Set.of("{participant_id}"))
                .containsEntry("channels", Set.of("{channel_id}"))
                .allSatisfy((collection, variables) ->
                        assertThat(variables).as(collection).hasSize(1).doesNotContain("{id}"));
    }

    @Test
    void shouldSayWhatTheSettingsOfChannelsAndAgentsAre() {
        assertThat(document.at("/components/schemas/Channel/properties/settings/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/ChannelSettings");
        assertThat(document.at("/components/schemas/ChannelSettings/anyOf").findValuesAsText("$ref"))
                .containsExactly(
                        "#/components/schemas/EmailSettings",
                        "#/components/schemas/TelegramSettings",
                        "#/components/schemas/VoiceSettings",
                        "#/components/schemas/WebSettings",
                        "#/components/schemas/WhatsAppSettings");
        assertThat(document.at("/components/schemas/AgentSettings/anyOf").findValuesAsText("$ref"))
                .containsExactly(
                        "#/components/schemas/AgentSettingsNone",
                        "#/components/schemas/CallScript",
                        "#/components/schemas/ExternalSettings",
                        "#/components/schemas/SimulatedSettings");
        assertThat(document.at("/components/schemas/EmailSettings/required").toString())
                .contains("host", "port", "security", "from");
        assertThat(document.at("/components/schemas/AgentSettingsNone/additionalProperties")
                        .asBoolean(true))
                .isFalse();
        assertThat(document.at("/components/schemas/SimulatedSettings/properties/delay_ms/type")
                        .asText())
                .isEqualTo("integer");
        assertThat(document.at("/components/schemas/AgentResult/required").toString())
                .contains("name", "type");
    }

    @Test
    void shouldPassTheLinter() throws IOException, InterruptedException {
        requireTools();
        assertThat(run(
                        "node_modules/.bin/spectral",
                        "lint",
                        "--ruleset",
                        "spectral.yaml",
                        "--fail-severity",
                        "warn",
                        WORK.resolve("openapi.json").toString()))
                .isEqualTo("0");
    }

    @Test
    void shouldMakeATypedClientThatCompiles() throws IOException, InterruptedException {
        requireTools();
        Path types = WORK.resolve("api.ts");

        assertThat(run(
                        "node_modules/.bin/openapi-typescript",
                        WORK.resolve("openapi.json").toString(),
                        "--output",
                        types.toString()))
                .isEqualTo("0");

        Files.copy(TOOLS.resolve("client.ts"), WORK.resolve("client.ts"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(run(
                        "node_modules/.bin/tsc",
                        "--noEmit",
                        "--strict",
                        "--skipLibCheck",
                        "false",
                        "--target",
                        "es2022",
                        "--module",
                        "esnext",
                        "--moduleResolution",
                        "bundler",
                        WORK.resolve("client.ts").toString()))
                .isEqualTo("0");
    }

    @Test
    void shouldBeWhatTheTypesOfTheConsoleAreMadeOf() throws IOException, InterruptedException {
        requireTools();
        Path types = WORK.resolve("console.ts");

        assertThat(run(
                        "node_modules/.bin/openapi-typescript",
                        WORK.resolve("openapi.json").toString(),
                        "--output",
                        types.toString()))
                .isEqualTo("0");

        assertThat(types)
                .as("npm run types in api-gateway/src/main/webui makes them again")
                .hasSameTextualContentAs(CONSOLE_TYPES);
    }

    /** Skipped where there is no Node.js; where it is, its packages are installed as the lock file says. */
    private void requireTools() throws IOException, InterruptedException {
        boolean node;
        try {
            node = new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            node = false;
        }
        assumeTrue(node, "Node.js is not installed");
        Path installed = TOOLS.resolve("node_modules/.package-lock.json");
        Path wanted = TOOLS.resolve("package-lock.json");
        if (!Files.exists(installed)
                || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) < 0) {
            assertThat(run("npm", "ci", "--no-progress", "--ignore-scripts")).isEqualTo("0");
        }
    }

    /** "0", or what the command said. */
    private static String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(WORK, "run", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(TOOLS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return "Expected %s to end within 5 minutes".formatted(String.join(" ", command));
        }
        return process.exitValue() == 0 ? "0" : Files.readString(output);
    }
}
