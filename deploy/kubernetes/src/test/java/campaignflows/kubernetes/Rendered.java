package campaignflows.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Helm makes of a chart and some values. */
record Rendered(List<JsonNode> resources) {
    static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** What must be given, of the chart of the services. */
    static final Map<String, String> LEAST =
            Map.of("kafka.bootstrapServers", "kafka:9092", "postgres.host", "postgres");

    /** @throws IllegalStateException with Helm's message if it refuses the values */
    static Rendered of(String chart, Map<String, String> values) {
        var template = new Helm(folder(chart))
                .template()
                .withName("cf")
                .withNamespace("marketing")
                .withKubeVersion("1.31");
        values.forEach(template::set);
        return read(template.call());
    }

    static Path folder(String chart) {
        return Path.of(chart).toAbsolutePath();
    }

    /** What is in a stream of YAML. */
    static Rendered read(String text) {
        List<JsonNode> found = new ArrayList<>();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (document.isObject() && !document.isEmpty()) {
                    found.add(document);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
        return new Rendered(found);
    }

    List<JsonNode> ofKind(String kind) {
        return resources.stream()
                .filter(each -> each.path("kind").asText().equals(kind))
                .toList();
    }

    Optional<JsonNode> find(String kind, String name) {
        return ofKind(kind).stream()
                .filter(each -> each.at("/metadata/name").asText().equals(name))
                .findFirst();
    }

    JsonNode get(String kind, String name) {
        return find(kind, name)
                .orElseThrow(() -> new AssertionError("Expected a " + kind + " named " + name + " among "
                        + ofKind(kind).stream()
                                .map(each -> each.at("/metadata/name").asText())
                                .toList()));
    }

    /** As an object of this type; what the type does not know is refused. */
    static <T extends KubernetesResource> T as(JsonNode resource, Class<T> type) {
        return Unknown.none(YAML.convertValue(resource, type), resource);
    }
}
