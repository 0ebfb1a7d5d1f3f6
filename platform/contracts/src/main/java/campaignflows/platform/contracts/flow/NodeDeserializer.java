package campaignflows.platform.contracts.flow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a node: its type determines which settings it has. */
final class NodeDeserializer extends JsonDeserializer<Node> {
    private static final List<String> PROPERTIES = List.of("id", "type", "name", "position", "settings");

    @Override
    public Node deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!(context.readTree(parser) instanceof ObjectNode json)) {
            throw MismatchedInputException.from(parser, Node.class, "Expected a node, which is a JSON object");
        }
        refuseUnknownProperties(parser, context, json);
        NodeType type = part(context, required(parser, json, "type"), "type", NodeType.class);
        Position position = json.hasNonNull("position")
                ? part(context, json.get("position"), "position", Position.class)
                : Position.ORIGIN;
        JsonNode settings = json.hasNonNull("settings") ? json.get("settings") : JsonNodeFactory.instance.objectNode();
        boolean strict = context.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        return new Node(
                text(parser, json, "id"),
                type,
                json.hasNonNull("name") ? text(parser, json, "name") : "",
                position,
                settings(settings, type, strict));
    }

    private static NodeSettings settings(JsonNode json, NodeType type, boolean strict) throws IOException {
        try {
            return SettingsReader.read(json, type, strict);
        } catch (JsonMappingException e) {
            e.prependPath(Node.class, "settings");
            throw e;
        }
    }

    /** Reads a property of the node and adds its name to the path of an exception. */
    private static <T> T part(DeserializationContext context, JsonNode json, String name, Class<T> type)
            throws IOException {
        try {
            return context.readTreeAsValue(json, type);
        } catch (JsonMappingException e) {
            e.prependPath(Node.class, name);
            throw e;
        }
    }

    private static void refuseUnknownProperties(JsonParser parser, DeserializationContext context, ObjectNode json)
            throws IOException {
        if (!context.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)) {
            return;
        }
        for (String name : (Iterable<String>) json::fieldNames) {
            if (!PROPERTIES.contains(name)) {
                throw UnrecognizedPropertyException.from(parser, Node.class, name, new ArrayList<>(PROPERTIES));
            }
        }
    }

    private static String text(JsonParser parser, ObjectNode json, String name) throws IOException {
        JsonNode value = required(parser, json, name);
        if (!value.isTextual()) {
            throw at(name, MismatchedInputException.from(parser, String.class, "Expected a text"));
        }
        return value.textValue();
    }

    private static JsonMappingException at(String name, JsonMappingException exception) {
        exception.prependPath(Node.class, name);
        return exception;
    }

    private static JsonNode required(JsonParser parser, ObjectNode json, String name) throws IOException {
        JsonNode value = json.get(name);
        if (value == null || value.isNull()) {
            throw at(
                    name,
                    JsonMappingException.from(
                            parser,
                            "Missing",
                            new IllegalArgumentException("Expected a node with the property " + name)));
        }
        return value;
    }
}
