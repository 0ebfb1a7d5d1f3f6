package campaignflows.platform.contracts.audit;

import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a change made different: the same properties before and after, and no others. Of what must not be told it is told only
 * that it is another one. Entries of lists that have an id are compared by it, so that one of many stands alone.
 *
 * @param before null of what is new
 * @param after  null of what is gone
 */
public record AuditChange(
        @Nullable JsonNode before, @Nullable JsonNode after) {
    /** More than this is not worth a line in a log: only the names of what changed remain. */
    private static final int MOST_CHARACTERS = 64 * 1024;

    private static final int LONGEST_TEXT = 500;
    private static final String CONCEALED = "concealed";

    /** Something new. */
    public static AuditChange created(Object after, Set<String> concealed) {
        return new AuditChange(null, told(tree(after), concealed)).bounded();
    }

    /** Something that is gone. */
    public static AuditChange deleted(Object before, Set<String> concealed) {
        return new AuditChange(told(tree(before), concealed), null).bounded();
    }

    /**
     * What is different between two states of a thing.
     *
     * @param concealed names of properties, at any depth, whose values are not told
     */
    public static AuditChange between(Object before, Object after, Set<String> concealed) {
        ObjectNode old = Json.mapper().createObjectNode();
        ObjectNode now = Json.mapper().createObjectNode();
        compare(tree(before), tree(after), old, now, concealed);
        return new AuditChange(old, now).bounded();
    }

    /** That this, which is told to nobody, is another one now. */
    public static AuditChange concealed(String property) {
        return new AuditChange(
                Json.mapper().createObjectNode().set(property, mark(null)),
                Json.mapper().createObjectNode().set(property, mark(null)));
    }

    /** Adds to what is told that this, which is told to nobody, is another one now. */
    public AuditChange andConcealed(String property) {
        if (before instanceof ObjectNode old) {
            old.set(property, mark(null));
        }
        if (after instanceof ObjectNode now) {
            now.set(property, mark(null));
        }
        return this;
    }

    /** A value as JSON, in the dialect of the contracts. */
    public static JsonNode tree(Object value) {
        return value instanceof JsonNode json ? json : Json.mapper().valueToTree(value);
    }

    private static void compare(
            JsonNode before, JsonNode after, ObjectNode old, ObjectNode now, Set<String> concealed) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            compare(name, before.get(name), after.get(name), old, now, concealed);
        }
    }

    private static void compare(
            String name,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            ObjectNode old,
            ObjectNode now,
            Set<String> concealed) {
        if (before == null ? after == null : before.equals(after)) {
            return;
        }
        Optional<ObjectNode> from = comparable(before);
        Optional<ObjectNode> to = comparable(after);
        if (from.isPresent() && to.isPresent()) {
            compare(from.get(), to.get(), old.putObject(name), now.putObject(name), concealed);
            return;
        }
        if (before != null) {
            old.set(name, told(name, before, concealed));
        }
        if (after != null) {
            now.set(name, told(name, after, concealed));
        }
    }

    /** An object, or a list whose entries have ids as an object of them. */
    private static Optional<ObjectNode> comparable(@Nullable JsonNode value) {
        if (value instanceof ObjectNode object) {
            return Optional.of(object);
        }
        if (!(value instanceof ArrayNode list)) {
            return Optional.empty();
        }
        ObjectNode byId = Json.mapper().createObjectNode();
        for (JsonNode entry : list) {
            if (!entry.path("id").isTextual() || byId.has(entry.path("id").textValue())) {
                return Optional.empty();
            }
            ObjectNode rest = entry.deepCopy();
            rest.remove("id");
            byId.set(entry.path("id").textValue(), rest);
        }
        return Optional.of(byId);
    }

    private static JsonNode told(String name, JsonNode value, Set<String> concealed) {
        return concealed.contains(name) && !(value instanceof ObjectNode) && !value.isNull()
                ? mark(value)
                : told(value, concealed);
    }

    private static JsonNode told(JsonNode value, Set<String> concealed) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = Json.mapper().createObjectNode();
            object.properties()
                    .forEach(each -> copy.set(each.getKey(), told(each.getKey(), each.getValue(), concealed)));
            return copy;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode copy = Json.mapper().createArrayNode();
            list.forEach(each -> copy.add(told(each, concealed)));
            return copy;
        }
        return value.isTextual() && value.textValue().length() > LONGEST_TEXT ? mark(value) : value;
    }

    /** In place of a value: how long it is, by which people see at least whether it grew. */
    private static ObjectNode mark(@Nullable JsonNode value) {
        ObjectNode mark = Json.mapper().createObjectNode().put(CONCEALED, true);
        return value != null && value.isTextual()
                ? mark.put("characters", value.textValue().length())
                : mark;
    }

    private AuditChange bounded() {
        return new AuditChange(bounded(before), bounded(after));
    }

    private static @Nullable JsonNode bounded(@Nullable JsonNode value) {
        if (value == null || value.toString().length() <= MOST_CHARACTERS) {
            return value;
        }
        ObjectNode names = Json.mapper().createObjectNode();
        value.fieldNames().forEachRemaining(name -> names.set(name, mark(null)));
        return names;
    }
}
