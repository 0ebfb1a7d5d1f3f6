package campaignflows.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The components of the merged document, under unambiguous names. */
final class Components {
    private static final String PREFIX = "#/components/";
    private static final String REF = "$ref";

    private final Map<String, JsonNode> merged = new TreeMap<>();

    /** Adds what the paths use of the document's components, and returns the paths with the names as they are now. */
    JsonNode add(ApiDocument document, ObjectNode paths) {
        Set<String> used = closure(document.json(), paths);
        Map<String, String> names = names(document, used);
        for (String reference : used) {
            merged.putIfAbsent(
                    names.getOrDefault(reference, reference), renamed(resolve(document.json(), reference), names));
        }
        return renamed(paths, names);
    }

    /** All components: by section, then by name. */
    ObjectNode json() {
        ObjectNode components = JsonNodeFactory.instance.objectNode();
        merged.forEach((reference, content) -> {
            String[] parts = reference.substring(PREFIX.length()).split("/", 2);
            components.withObjectProperty(parts[0]).set(parts[1], content);
        });
        return components;
    }

    /** What must be renamed: names taken with another content, and, again and again, whatever refers to these. */
    private Map<String, String> names(ApiDocument document, Set<String> used) {
        Map<String, String> names = new HashMap<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (String reference : used) {
                if (!names.containsKey(reference)) {
                    JsonNode taken = merged.get(reference);
                    JsonNode content = renamed(resolve(document.json(), reference), names);
                    if (taken != null && !taken.equals(content)) {
                        names.put(reference, free(reference, document.prefix()));
                        changed = true;
                    }
                }
            }
        }
        return names;
    }

    private String free(String reference, String prefix) {
        int cut = reference.lastIndexOf('/') + 1;
        String name = reference.substring(0, cut) + prefix + "_" + reference.substring(cut);
        for (int i = 2; merged.containsKey(name); i++) {
            name = reference.substring(0, cut) + prefix + "_" + reference.substring(cut) + "_" + i;
        }
        return name;
    }

    private static Set<String> closure(ObjectNode document, JsonNode start) {
        Set<String> found = new LinkedHashSet<>();
        Deque<JsonNode> open = new ArrayDeque<>();
        open.add(start);
        while (!open.isEmpty()) {
            JsonNode node = open.remove();
            String reference = node.path(REF).asText("");
            if (reference.startsWith(PREFIX) && found.add(reference)) {
                open.add(resolve(document, reference));
            }
            node.forEach(open::add);
        }
        return found;
    }

    private static JsonNode resolve(ObjectNode document, String reference) {
        JsonNode node = document.path("components");
        for (String part : reference.substring(PREFIX.length()).split("/")) {
            node = node.path(part);
        }
        return node.isMissingNode() ? JsonNodeFactory.instance.objectNode() : node;
    }

    private static JsonNode renamed(JsonNode node, Map<String, String> names) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(entry -> {
                JsonNode value = entry.getValue();
                copy.set(
                        entry.getKey(),
                        entry.getKey().equals(REF) && value.isTextual()
                                ? JsonNodeFactory.instance.textNode(
                                        names.getOrDefault(value.textValue(), value.textValue()))
                                : renamed(value, names));
            });
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(renamed(element, names)));
            return copy;
        }
        return node.isTextual() && node.textValue().startsWith(PREFIX)
                ? JsonNodeFactory.instance.textNode(names.getOrDefault(node.textValue(), node.textValue()))
                : node;
    }
}
