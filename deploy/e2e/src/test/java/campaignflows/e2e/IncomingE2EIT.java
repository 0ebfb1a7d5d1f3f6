package campaignflows.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Contacts who write first or answer: from the webhook through the gateway to the flows and back. */
@Order(8)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class IncomingE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SECRET = "secret_of_the_bot-1";

    /** In every text of the person who is erased, and of nobody else. */
    private static final String MARK = "yq" + UUID.randomUUID().toString().substring(24);

    private LocalSystem system;
    private Api api;
    private Api provider;
    private Sender bot;

    @BeforeAll
    void connect(LocalSystem running) {
        system = running;
        api = running.admin();
        provider = running.withKey(null);
        String channel = api.post(
                        "/api/v1/channels",
                        Map.of(
                                "name",
                                "Bot of contacts",
                                "type",
                                "telegram",
                                "credentials",
                                Map.of("webhook_secret", SECRET)))
                .path("id")
                .asText();
        String agent = api.post(
                        "/api/v1/agents",
                        Map.of(
                                "name",
                                "Waits for contacts",
                                "kind",
                                "simulated",
                                "channel_ids",
                                List.of(channel),
                                "settings",
                                Map.of("delivered", 1, "read", 0, "failed", 0, "delay_ms", 100)))
                .path("id")
                .asText();
        bot = new Sender(agent, channel);
    }

    @Test
    void shouldStartFlowsOfActiveCampaignsOnceAndTakeAReplyForOne() {
        Campaign first = answering("Incoming first");
        Campaign second = answering("Incoming second");
        Campaign inactive = answering("Incoming inactive").stop();
        for (Campaign each : List.of(first, second, inactive)) {
            each.add(Person.named("writes").with("telegram_id", "5550001"));
        }

        says(1, "5550001", "Is anybody there?");
        says(1, "5550001", "Is anybody there?");

        Communication ofFirst = delivered(first);
        Communication ofSecond = delivered(second);
        UUID participant = first.participants().getFirst().id();
        JsonNode walk = Await.until("the journal", LIMIT, () -> first.walks(participant), list -> !list.isEmpty())
                .getFirst();
        assertThat(walk.at("/trigger/type").asText()).isEqualTo("incoming_session");
        String message = walk.at("/steps/0/message").asText();
        assertThat(message).startsWith("The contact came in on telegram, session ");
        JsonNode session = api.get("/api/v1/sessions/" + message.substring(message.lastIndexOf(' ') + 1));
        assertThat(session.path("messages").findValuesAsText("text")).containsExactly("Is anybody there?");
        assertThat(session.path("communication_id").isNull()).isTrue();

        says(2, "5550001", "Yes, please");

        List<Communication> both = Await.until(
                "the reply",
                LIMIT,
                () -> Stream.of(ofFirst, ofSecond)
                        .map(one -> first.communication(one.id()))
                        .toList(),
                list -> list.stream().anyMatch(one -> one.status().equals("replied")));
        assertThat(both).extracting(Communication::status).containsExactlyInAnyOrder("replied", "delivered");
        Communication replied = both.stream()
                .filter(one -> one.status().equals("replied"))
                .findFirst()
                .orElseThrow();
        JsonNode talk = api.get("/api/v1/sessions/" + replied.sessionId()).path("messages");
        assertThat(talk.findValuesAsText("from")).containsExactly("agent", "contact");
        assertThat(talk.get(1).path("text").asText()).isEqualTo("Yes, please");
        // A later message of somebody else has gone all the way: so has everything before it.
        first.add(Person.named("writes-later").with("telegram_id", "5550002"));
        says(3, "5550002", "Me too");
        Await.until(
                "the later one",
                LIMIT,
                () -> first.communications(Objects.requireNonNull(first.byKey().get("writes-later"))
                        .id()),
                list -> list.size() == 1);
        assertThat(first.communications(participant)).hasSize(1);
        assertThat(second.communications(second.participants().getFirst().id())).hasSize(1);
        assertThat(inactive.communications(inactive.participants().getFirst().id()))
                .isEmpty();
        assertThat(first.walks(participant)).hasSize(1);
    }

    @Test
    void shouldMakeACustomerOfAStrangerAndEraseWhatWasSaid() {
        says(10, "5559999", "I am " + MARK);
        JsonNode stranger = Await.until(
                        "the new customer",
                        LIMIT,
                        () -> api.get("/api/v1/customers?search=" + MARK).path("items"),
                        items -> items.size() == 1)
                .get(0);
        String customer = "/api/v1/customers/" + stranger.path("id").asText();
        assertThat(api.get(customer).at("/attributes/telegram_id").asText()).isEqualTo("5559999");
        Await.until(
                "the message",
                LIMIT,
                () -> system.tracesOf(List.of(MARK)),
                traces -> traces.stream().anyMatch(one -> one.startsWith("communication.inbound_messages")));

        api.required("DELETE", customer, null);

        Await.until(
                "the erasure is finished",
                LIMIT,
                () -> api.get(customer + "/erasure").path("status").asText(),
                "finished"::equals);
        Await.until("nothing is left", LIMIT, () -> system.tracesOf(List.of(MARK)), List::isEmpty);
    }

    /** {@code contract.Conformance} holds what is sent here against what the document says of it. */
    @Test
    void shouldTakeFromEachProviderWhatTheDocumentDescribes() {
        Map<String, Object> notification = Map.of(
                "object",
                "whatsapp_business_account",
                "entry",
                List.of(Map.of(
                        "id",
                        "102290129340398",
                        "changes",
                        List.of(Map.of(
                                "field",
                                "messages",
                                "value",
                                Map.of(
                                        "messaging_product",
                                        "whatsapp",
                                        "contacts",
                                        List.of(Map.of("profile", Map.of("name", "Sheena"), "wa_id", "16505551234")),
                                        "messages",
                                        List.of(
                                                Map.of(
                                                        "from",
                                                        "16505551234",
                                                        "id",
                                                        "wamid.1",
                                                        "timestamp",
                                                        "1749416383",
                                                        "type",
                                                        "text",
                                                        "text",
                                                        Map.of("body", "Another colour?")),
                                                Map.of(
                                                        "from",
                                                        "16505551234",
                                                        "id",
                                                        "wamid.2",
                                                        "type",
                                                        "reaction",
                                                        "reaction",
                                                        Map.of("emoji", "x")))))))));
        JsonNode read =
                brought("whatsapp", notification, body -> List.of("X-Hub-Signature-256", "sha256=" + hmac(body)));
        assertThat(read.path("accepted").asInt()).isEqualTo(1);
        assertThat(read.path("ignored").asInt()).isEqualTo(1);

        Map<String, Map<String, Object>> contacts = Map.of(
                "email", Map.of("email", "sheena@example.org", "name", "Sheena"),
                "voice", Map.of("phone", "+44 20 7946 0958"),
                "web", Map.of("web_id", "visitor-77"));
        contacts.forEach((type, contact) -> {
            long time = Instant.now().getEpochSecond();
            JsonNode own = brought(
                    type,
                    Map.of("id", "m-1", "text", "Hello", "contact", contact),
                    body -> List.of("Campaign-Flows-Signature", "t=" + time + ",v1=" + hmac(time + "." + body)));
            assertThat(own.path("accepted").asInt()).as(type).isEqualTo(1);
        });
    }

    private JsonNode brought(String type, Map<String, Object> body, Function<String, List<String>> signed) {
        String channel = api.post(
                        "/api/v1/channels",
                        Map.of(
                                "name",
                                "Brings " + type,
                                "type",
                                type,
                                "settings",
                                settings(type),
                                "credentials",
                                Map.of("webhook_secret", SECRET)))
                .path("id")
                .asText();
        Api.Response answer = provider.send(
                "POST",
                "/api/v1/webhooks/channels/" + channel,
                body,
                signed.apply(Api.json(body)).toArray(String[]::new));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static Map<String, Object> settings(String type) {
        return type.equals("email")
                ? Map.of("host", "smtp.example.org", "port", 587, "from", "us@example.org")
                : Map.of();
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldRefuseStrangersAtTheDoor() {
        List<Integer> statuses = new ArrayList<>();
        String body = "{\"update_id\":1}";
        String webhook = "/api/v1/webhooks/channels/" + bot.channelId();
        for (String secret : List.of("wrong_secret", SECRET + "x")) {
            statuses.add(provider.send("POST", webhook, Map.of("update_id", 1), header(), secret)
                    .status());
        }
        statuses.add(provider.send("POST", webhook, Map.of("update_id", 1)).status());
        statuses.add(api.send("POST", webhook, Map.of("update_id", 1)).status());
        statuses.add(provider.send("POST", "/api/v1/webhooks/channels/" + UUID.randomUUID(), Map.of(), header(), SECRET)
                .status());
        statuses.add(provider.send("POST", webhook, Map.of("text", "x".repeat(3 << 20)), header(), SECRET)
                .status());
        statuses.add(
                provider.send("POST", webhook, List.of(body), header(), SECRET).status());
        assertThat(statuses).containsExactly(401, 401, 401, 401, 404, 413, 400);
    }

    /** Whoever writes is answered. */
    private Campaign answering(String name) {
        Campaign campaign = Campaign.create(api, name);
        return campaign.activeFlow(new FlowDraft("Answer")
                        .node("in", "incoming_session")
                        .communication("answer", "telegram_communication", "ANSWER", bot, Map.of())
                        .line("in", "answer"))
                .start();
    }

    private Communication delivered(Campaign campaign) {
        UUID participant = campaign.participants().getFirst().id();
        return Await.until(
                        "the answer",
                        LIMIT,
                        () -> campaign.communications(participant),
                        list -> list.size() == 1 && list.getFirst().status().equals("delivered"))
                .getFirst();
    }

    private void says(int updateId, String telegramId, String text) {
        Map<String, Object> message = Map.of(
                "message_id",
                updateId,
                "date",
                Instant.now().getEpochSecond(),
                "chat",
                Map.of("id", Long.parseLong(telegramId), "type", "private"),
                "from",
                Map.of("id", Long.parseLong(telegramId), "is_bot", false, "first_name", "Contact " + text),
                "text",
                text);
        assertThat(provider.send(
                                "POST",
                                "/api/v1/webhooks/channels/" + bot.channelId(),
                                Map.of("update_id", updateId, "message", message),
                                header(),
                                SECRET)
                        .status())
                .isEqualTo(200);
    }

    private static String header() {
        return "X-Telegram-Bot-Api-Secret-Token";
    }
}
