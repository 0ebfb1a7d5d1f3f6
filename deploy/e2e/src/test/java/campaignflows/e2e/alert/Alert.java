package campaignflows.e2e.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert that Prometheus raises.
 *
 * @param labels without the name
 * @param since when its condition began to hold
 */
record Alert(String name, Map<String, String> labels, Map<String, String> annotations, boolean firing, Instant since) {
    Alert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    static Alert of(JsonNode json) {
        Map<String, String> labels = texts(json.path("labels"));
        String name = json.at("/labels/alertname").asText();
        labels.remove("alertname");
        return new Alert(
                name,
                labels,
                texts(json.path("annotations")),
                json.path("state").asText().equals("firing"),
                Instant.parse(json.path("activeAt").asText()));
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new TreeMap<>();
        json.properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return texts;
    }
}
