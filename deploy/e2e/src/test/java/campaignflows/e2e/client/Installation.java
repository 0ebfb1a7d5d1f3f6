package campaignflows.e2e.client;

import campaignflows.e2e.client.FlowDraft.Sender;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a new installation contains: its agents and channels, found by their names. */
public final class Installation {
    private final Api api;

    public Installation(Api api) {
        this.api = api;
    }

    public Sender whatsappSimulator() {
        return sender("Local simulator", "Local whatsapp");
    }

    public Sender emailMessages() {
        return sender("Local messages", "Local email");
    }

    public Sender sender(String agent, String channel) {
        String channelId = idOf("/api/v1/channels", channel);
        JsonNode found = named("/api/v1/agents", agent);
        for (JsonNode attached : found.path("channel_ids")) {
            if (attached.asText().equals(channelId)) {
                return new Sender(found.path("id").asText(), channelId);
            }
        }
        throw new AssertionError("Expected " + channel + " attached to " + found);
    }

    /** A running simulated agent on WhatsApp whose contacts behave as configured. */
    public Sender simulated(String name, Map<String, ?> agent) {
        String channelId = idOf("/api/v1/channels", "Local whatsapp");
        Map<String, Object> body = new LinkedHashMap<>(agent);
        body.put("name", name);
        body.put("kind", "simulated");
        body.put("channel_ids", List.of(channelId));
        String id = api.post("/api/v1/agents", body).path("id").asText();
        api.post("/api/v1/agents/" + id + "/start", null);
        return new Sender(id, channelId);
    }

    private String idOf(String path, String name) {
        return named(path, name).path("id").asText();
    }

    private JsonNode named(String path, String name) {
        JsonNode items = api.get(path + "?limit=500").path("items");
        for (JsonNode item : items) {
            if (item.path("name").asText().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("Expected one named " + name + " in " + items);
    }
}
