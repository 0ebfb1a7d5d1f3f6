package campaignflows.e2e.channel;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** web.md: a chat on a website, with visitors and with somebody whom the website has signed. */
final class WebFollower extends PageFollower {
    private static final String ORIGIN = "https://www.example.com";
    private static final String IDENTITY_SECRET = "identity-secret-of-the-page-with-32-characters";

    WebFollower(LocalSystem system) {
        super(system);
    }

    void follow() {
        ChannelPage page = ChannelPage.of("web");
        List<String> commands = page.blocks("bash");
        assertThat(commands).as("each is followed here").hasSize(1);
        String channel = json(run(ChannelPage.filled(commands.getFirst(), HOST, host())))
                .path("id")
                .asText();
        assertThat(page.blocks("html").getFirst()).contains(HOST + "/widget.js");
        assertThat(provider.send("GET", "/widget.js", null).status()).isEqualTo(200);
        Campaign campaign = campaign("Web page", "web", messageAgent(channel), Map.of("body", "Hello visitor"));
        try (ChatBrowser browser = new ChatBrowser(system.address(), channel, ORIGIN)) {
            JsonNode ready = browser.say("{\"type\":\"hello\"}", "ready");
            assertThat(ready.path("title").asText()).isEqualTo("Ask us");
            UUID ann = add(
                    campaign,
                    Person.named("page-web")
                            .with("web_id", ready.at("/visitor/id").asText()));
            talk(browser, campaign, ann);
        }
        signIn(page.blocks("python").getFirst(), campaign, channel);
    }

    private static void talk(ChatBrowser browser, Campaign campaign, UUID participant) {
        JsonNode message = browser.await("message");
        assertThat(message.path("text").asText()).isEqualTo("Hello visitor");
        browser.tell(
                "{\"type\":\"read\",\"seq\":%d}".formatted(message.path("seq").asLong()));
        awaitStatus(campaign, participant, "read");
        browser.say("{\"type\":\"say\",\"id\":\"m1\",\"text\":\"Thanks\"}", "accepted");
        awaitStatus(campaign, participant, "replied");
    }

    private void signIn(String python, Campaign campaign, String channel) {
        api.patch("/api/v1/channels/" + channel, Map.of("credentials", Map.of("identity_secret", IDENTITY_SECRET)));
        String printed = run(
                "python3 -c \"$PROGRAM\"",
                Map.of(
                        "PROGRAM",
                        "IDENTITY_SECRET = '%s'%nweb_id = 'customer-7'%n".formatted(IDENTITY_SECRET)
                                + python
                                + "print(expires, signature)\n"),
                "");
        String[] signed = printed.strip().split(" ");
        try (ChatBrowser browser = new ChatBrowser(system.address(), channel, ORIGIN)) {
            JsonNode ready = browser.say(
                    "{\"type\":\"hello\",\"identity\":{\"web_id\":\"customer-7\",\"expires\":%s,\"signature\":\"%s\"}}"
                            .formatted(signed[0], signed[1]),
                    "ready");
            assertThat(ready.has("visitor")).isFalse();
            talk(
                    browser,
                    campaign,
                    add(campaign, Person.named("page-web-signed").with("web_id", "customer-7")));
        }
    }
}
