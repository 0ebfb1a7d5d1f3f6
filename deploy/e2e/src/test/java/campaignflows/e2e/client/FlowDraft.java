package campaignflows.e2e.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A flow as it is built on the canvas: nodes and the edges between them. */
public final class FlowDraft {
    private final String name;
    private final List<Map<String, Object>> nodes = new ArrayList<>();
    private final List<Map<String, Object>> edges = new ArrayList<>();

    public FlowDraft(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** A trigger, or an action without settings. */
    public FlowDraft node(String id, String type) {
        return node(id, type, type, Map.of());
    }

    /** A Field Check; operators without a value have none. */
    public FlowDraft check(String id, String title, String property, String operator, @Nullable Object value) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("property", property);
        settings.put("operator", operator);
        if (value != null) {
            settings.put("value", value);
        }
        return node(id, "field_check", title, settings);
    }

    public FlowDraft update(String id, String field, Object value) {
        return node(id, "update_field", "", Map.of("updates", List.of(Map.of("field", field, "value", value))));
    }

    public FlowDraft toAnotherFlow(String id, UUID flow) {
        return node(id, "to_another_flow", "", Map.of("flow_id", flow));
    }

    /** A communication that is due at once, unless {@code more} says otherwise. */
    public FlowDraft communication(String id, String type, String communication, Sender sender, Map<String, ?> more) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("communication_name", communication);
        settings.put("agent_id", sender.agentId());
        settings.put("channel_id", sender.channelId());
        settings.putAll(more);
        return node(id, type, "", settings);
    }

    public FlowDraft whatsapp(String id, String communication, Sender sender) {
        return communication(id, "whatsapp_communication", communication, sender, Map.of());
    }

    public FlowDraft email(String id, String communication, Sender sender, String subject, String body) {
        return communication(
                id, "email_communication", communication, sender, Map.of("subject", subject, "body", body));
    }

    /** A line from a trigger's or an action's output. */
    public FlowDraft line(String source, String target) {
        return line(source, "out", target);
    }

    public FlowDraft match(String source, String target) {
        return line(source, "match", target);
    }

    public FlowDraft otherwise(String source, String target) {
        return line(source, "else", target);
    }

    /** The whole as it is saved. */
    public Map<String, Object> body() {
        return Map.of("name", name, "nodes", nodes, "edges", edges);
    }

    public static Map<String, Object> literal(Object value) {
        return Map.of("kind", "literal", "value", value);
    }

    /** Such as {@code Today (+3)}. */
    public static Map<String, Object> today(int offsetDays) {
        return Map.of("kind", "relative_date", "base", "today", "offset_days", offsetDays);
    }

    /** An agent on one of its channels. */
    public record Sender(String agentId, String channelId) {}

    /** Any node. */
    public FlowDraft node(String id, String type, Map<String, ?> settings) {
        return node(id, type, "", settings);
    }

    private FlowDraft node(String id, String type, String title, Map<String, ?> settings) {
        Map<String, Object> position = Map.of("x", 0, "y", 120 * nodes.size());
        nodes.add(Map.of("id", id, "type", type, "name", title, "position", position, "settings", settings));
        return this;
    }

    private FlowDraft line(String source, String port, String target) {
        edges.add(Map.of("id", "e" + edges.size(), "source", source, "port", port, "target", target));
        return this;
    }
}
