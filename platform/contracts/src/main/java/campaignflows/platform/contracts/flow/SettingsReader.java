package campaignflows.platform.contracts.flow;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.values.WireName;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a node. It coerces nothing, wherever the node comes from: a value that is of the wrong kind when
 * people send it must still be so when it is read again from a table or a message.
 */
final class SettingsReader {
    private static final ObjectMapper LENIENT = mapper(false);
    private static final ObjectMapper STRICT = mapper(true);
    private static final int MAX_PATH_PARTS = 16;
    private static final int MAX_NAME = 100;

    private SettingsReader() {}

    private static ObjectMapper mapper(boolean strict) {
        return Json.configure(JsonMapper.builder())
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }

    /**
     * The settings; {@link NodeSettings.Unreadable} if a value is of the wrong kind.
     *
     * @param strict refuses properties that the settings do not have
     * @throws UnrecognizedPropertyException for such a property
     */
    static NodeSettings read(JsonNode json, NodeType type, boolean strict) throws JsonProcessingException {
        ObjectMapper mapper = strict ? STRICT : LENIENT;
        Class<? extends NodeSettings> kind = NodeSettings.classOf(type);
        try {
            return mapper.treeToValue(json, kind);
        } catch (UnrecognizedPropertyException e) {
            throw e;
        } catch (JsonMappingException e) {
            return unreadable(mapper, json, kind, e);
        }
    }

    /** Reads each property separately, so that one of the wrong kind does not hide the others. */
    private static NodeSettings unreadable(
            ObjectMapper mapper, JsonNode json, Class<? extends NodeSettings> kind, JsonMappingException whole)
            throws JsonProcessingException {
        List<NodeSettings.Unreadable.Problem> problems = new ArrayList<>();
        ObjectNode readable = JsonNodeFactory.instance.objectNode();
        if (json instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                ObjectNode alone = JsonNodeFactory.instance.objectNode();
                alone.set(property.getKey(), property.getValue());
                try {
                    mapper.treeToValue(alone, kind);
                    readable.set(property.getKey(), property.getValue());
                } catch (UnrecognizedPropertyException e) {
                    throw e;
                } catch (JsonMappingException e) {
                    problems.add(problem(e));
                }
            }
        }
        if (problems.isEmpty()) {
            problems.add(problem(whole));
            readable.removeAll();
        }
        return new NodeSettings.Unreadable(json, mapper.treeToValue(readable, kind), problems);
    }

    private static NodeSettings.Unreadable.Problem problem(JsonMappingException exception) {
        String path = path(exception);
        return new NodeSettings.Unreadable.Problem(path.isEmpty() ? null : path, message(exception));
    }

    private static String message(JsonMappingException exception) {
        return switch (exception) {
            case InvalidTypeIdException kinds -> kinds(kinds);
            case MismatchedInputException mismatch -> expected(mismatch.getTargetType());
            default -> "Expected another kind of value";
        };
    }

    private static String kinds(InvalidTypeIdException exception) {
        JsonSubTypes kinds = exception.getBaseType().getRawClass().getAnnotation(JsonSubTypes.class);
        return kinds == null
                ? "Expected another kind of value"
                : Arrays.stream(kinds.value())
                        .map(JsonSubTypes.Type::name)
                        .collect(Collectors.joining(", ", "Expected the property kind: use one of ", ""));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "Expected another kind of value";
        }
        if (type.isEnum()) {
            return "Expected one of " + String.join(", ", WireName.all(type));
        }
        if (type == String.class) {
            return "Expected a text";
        }
        if (type == Integer.class || type == int.class) {
            return "Expected a whole number";
        }
        if (type == UUID.class) {
            return "Expected an id, which is a UUID";
        }
        if (type == LocalTime.class) {
            return "Expected a time of day, such as 09:30";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "Expected a list";
        }
        return type.isRecord() || type.isInterface() || Map.class.isAssignableFrom(type)
                ? "Expected an object"
                : "Expected another kind of value";
    }

    private static String path(JsonMappingException exception) {
        StringBuilder text = new StringBuilder();
        exception.getPath().stream().limit(MAX_PATH_PARTS).forEach(part -> {
            String name = part.getFieldName();
            if (name == null) {
                text.append('[').append(Math.max(0, part.getIndex())).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".")
                        .append(name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…");
            }
        });
        return text.toString();
    }
}
