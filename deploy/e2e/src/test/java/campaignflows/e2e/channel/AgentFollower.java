package campaignflows.e2e.channel;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.provider.AgentServer;
import campaignflows.e2e.system.LocalSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** external.md: an agent that is asked for a session by WhatsApp, and one that talks to a visitor of a website. */
final class AgentFollower extends PageFollower {
    private static final String ENDPOINT = "https://agents.example.com/sessions";
    private static final String ORIGIN = "https://www.example.com";

    private final AgentServer agent;
    private final ChannelPage page = ChannelPage.of("../agents/external");

    AgentFollower(LocalSystem system, AgentServer agent) {
        super(system);
        this.agent = agent;
    }

    void follow() {
        List<String> commands = page.blocks("bash");
        assertThat(commands).as("each is followed here").hasSize(2);
        assertThat(page.blocks("json")).as("each is held here").hasSize(4);
        String whatsapp = channel("Page whatsapp", Map.of("type", "whatsapp"));
        String web = channel("Page web", Map.of("type", "web", "settings", Map.of("allowed_origins", List.of(ORIGIN))));
        JsonNode made = json(run(ChannelPage.filled(
                commands.get(0),
                HOST,
                host(),
                ENDPOINT,
                agent.api() + "/sessions",
                "\"<channel id>\"",
                "\"%s\", \"%s\"".formatted(whatsapp, web))));
        String id = made.path("id").asText();
        String secret = made.path("settings").path("secret").asText();

        bySession(new Sender(id, whatsapp), secret);
        String second = json(run(ChannelPage.filled(commands.get(1), HOST, host(), "<agent id>", id)))
                .path("secret")
                .asText();
        assertThat(second).startsWith("whsec_").isNotEqualTo(secret);
        byWeb(new Sender(id, web), second);
    }

    /** From the session that is asked for to the result that is reported, by the bodies of the page. */
    private void bySession(Sender sender, String secret) {
        Campaign campaign = campaign(
                "Agent page",
                "whatsapp",
                sender,
                Map.of("parameters", Map.of("question", FlowDraft.literal("Can you pay by Friday?"))));
        UUID ann = add(campaign, Person.named("page-agent"));
        JsonNode start = awaitTold("session.start", awaitStatus(campaign, ann, "started"));
        assertSameMembers(start, json(page.blocks("json").get(0)));

        ObjectNode event = (ObjectNode) json(page.blocks("json").get(3));
        ((ObjectNode) event.path("data"))
                .put("communication_id", start.at("/data/communication_id").asText())
                .set("results", json("{\"promise_date\":\"2026-06-30\"}"));
        report(start, secret, "event-1", event);

        Communication ended = awaitStatus(campaign, ann, "completed");
        assertThat(String.valueOf(ended.results().get("promise_date"))).isEqualTo("2026-06-30");
        assertThat(api.get("/api/v1/sessions/" + ended.sessionId())
                        .path("messages")
                        .findValuesAsText("text"))
                .containsExactly("Yes, on Friday");
    }

    private void byWeb(Sender sender, String secret) {
        Campaign campaign = campaign("Agent on a website", "web", sender, Map.of());
        try (ChatBrowser browser = new ChatBrowser(system.address(), sender.channelId(), ORIGIN)) {
            JsonNode ready = browser.say("{\"type\":\"hello\"}", "ready");
            UUID ben = add(
                    campaign,
                    Person.named("page-agent-web")
                            .with("web_id", ready.at("/visitor/id").asText()));
            Communication session = awaitStatus(campaign, ben, "started");
            JsonNode start = awaitTold("session.start", session);
            report(start, secret, "event-2", says(session, "Can you pay?", null));
            assertThat(browser.await("message").path("text").asText()).isEqualTo("Can you pay?");

            browser.say("{\"type\":\"say\",\"id\":\"m1\",\"text\":\"Yes, on Friday\"}", "accepted");
            JsonNode heard = awaitTold("session.message", session);
            assertSameMembers(heard, json(page.blocks("json").get(2)));
            assertThat(heard.at("/data/message/text").asText()).isEqualTo("Yes, on Friday");
            report(start, secret, "event-3", says(session, "Thank you", "completed"));
            awaitStatus(campaign, ben, "completed");
        }
    }

    private static ObjectNode says(Communication session, String text, @Nullable String status) {
        ObjectNode event = (ObjectNode) json("""
                {"type":"session.updated","data":{"communication_id":"%s","messages":[{"from":"agent","text":"%s"}]}}
                """.formatted(session.id(), text));
        if (status != null) {
            ((ObjectNode) event.path("data")).put("status", status);
        }
        return event;
    }

    private String channel(String name, Map<String, Object> more) {
        Map<String, Object> body = new java.util.HashMap<>(more);
        body.put("name", name);
        return api.post("/api/v1/channels", body).path("id").asText();
    }

    private JsonNode awaitTold(String type, Communication of) {
        return Await.until(
                        type,
                        LIMIT,
                        () -> agent.told().stream()
                                .map(PageFollower::json)
                                .filter(told -> told.path("type").asText().equals(type)
                                        && told.at("/data/communication_id")
                                                .asText()
                                                .equals(of.id().toString()))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static void assertSameMembers(JsonNode sent, JsonNode onThePage) {
        assertThat(names(sent.path("data"))).containsExactlyInAnyOrderElementsOf(names(onThePage.path("data")));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** To the address that came with the session, signed as Standard Webhooks has it. */
    private void report(JsonNode start, String secret, String eventId, JsonNode event) {
        String callback = start.at("/data/callback_url").asText();
        String path = callback.substring(callback.indexOf("/api/"));
        long now = Instant.now().getEpochSecond();
        assertThat(provider.send(
                                "POST",
                                path,
                                event,
                                "webhook-id",
                                eventId,
                                "webhook-timestamp",
                                Long.toString(now),
                                "webhook-signature",
                                "v1," + hmac(secret, eventId + "." + now + "." + Api.json(event)))
                        .status())
                .isEqualTo(200);
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
