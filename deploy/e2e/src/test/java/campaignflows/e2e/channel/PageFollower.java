package campaignflows.e2e.channel;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Somebody who follows the pages on a system: runs their commands, and draws the flows that they speak of. */
abstract class PageFollower {
    static final Duration LIMIT = Duration.ofSeconds(120);

    /** What stands on the pages for the address of the installation. */
    static final String HOST = "https://<your host>";

    private static final ObjectMapper JSON = new ObjectMapper();

    final LocalSystem system;
    final Api api;

    /** Without a key, as providers and browsers call. */
    final Api provider;

    PageFollower(LocalSystem system) {
        this.system = system;
        this.api = system.admin();
        this.provider = system.withKey(null);
    }

    final String host() {
        return system.address().toString();
    }

    final String run(String commands) {
        return run(commands, Map.of(), "");
    }

    final String run(String commands, Map<String, String> environment, String input) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("KEY", system.adminKey());
        return ChannelPage.run(commands, all, input);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("Expected JSON, but got " + text, e);
        }
    }

    final Sender messageAgent(String channel) {
        String agent = api.post(
                        "/api/v1/agents",
                        Map.of("name", "Messages " + channel, "kind", "message", "channel_ids", List.of(channel)))
                .path("id")
                .asText();
        return new Sender(agent, channel);
    }

    /** Whoever is added to it gets one communication. */
    final Campaign campaign(String name, String type, Sender sender, Map<String, Object> content) {
        return Campaign.create(api, name)
                .activeFlow(new FlowDraft("Write")
                        .node("created", "participant_created")
                        .communication("write", type + "_communication", "WRITTEN", sender, content)
                        .line("created", "write"))
                .start();
    }

    static UUID add(Campaign campaign, Person person) {
        assertThat(campaign.add(person).errors()).isEmpty();
        String id = String.valueOf(person.attributes().get("external_id"));
        return Objects.requireNonNull(campaign.byKey().get(id), id).id();
    }

    static Communication awaitStatus(Campaign campaign, UUID participant, String status) {
        return Await.until(
                        "the communication is " + status,
                        LIMIT,
                        () -> campaign.communications(participant),
                        all -> all.size() == 1 && all.getFirst().status().equals(status))
                .getFirst();
    }
}
