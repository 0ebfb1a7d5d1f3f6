package campaignflows.e2e.channel;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** email.md: the settings of each provider are taken, a mail goes out, and a mail server passes on the answer to it. */
final class MailFollower extends PageFollower {
    private static final String SECRET = "secret-of-the-page";

    MailFollower(LocalSystem system) {
        super(system);
    }

    void follow() {
        ChannelPage page = ChannelPage.of("email");
        List<String> commands = page.blocks("bash");
        List<String> documents = page.blocks("json");
        assertThat(commands).as("each is followed here").hasSize(2);
        assertThat(documents).as("each is followed here").hasSize(2);
        String google = ChannelPage.filled(commands.get(0), HOST, host());
        String channel = json(run(google)).path("id").asText();
        assertThat(channel).isNotEmpty();
        api.delete("/api/v1/channels/" + channel);
        withOAuth(
                google,
                json(ChannelPage.filled(
                        documents.get(0), "….apps", "4711.apps", "GOCSPX-…", "GOCSPX-4711", "1//…", "1//4711")));
        String microsoft = ChannelPage.filled(documents.get(1), "\"Mail\"", "\"Microsoft\"", "<tenant id>", "contoso");
        accepted(json(microsoft));
        answer(commands.get(1));
    }

    /** "As above, but for" what is given here. */
    private void withOAuth(String command, JsonNode other) {
        ObjectNode channel =
                (ObjectNode) json(command.substring(command.indexOf("-d '") + 4, command.lastIndexOf('\'')));
        ((ObjectNode) channel.path("settings")).setAll((ObjectNode) other.path("settings"));
        channel.set("credentials", other.path("credentials"));
        accepted(channel);
    }

    private void accepted(JsonNode channel) {
        JsonNode made = api.post("/api/v1/channels", channel);
        assertThat(made.path("status").asText()).isEqualTo("running");
        api.delete("/api/v1/channels/" + made.path("id").asText());
    }

    private void answer(String passOn) {
        Sender local = new Installation(api).emailMessages();
        api.patch("/api/v1/channels/" + local.channelId(), Map.of("credentials", Map.of("webhook_secret", SECRET)));
        Campaign campaign = campaign("Mail page", "email", local, Map.of("subject", "Hello", "body", "Will you pay?"));
        UUID ann = add(campaign, Person.named("page-mail"));
        Communication sent = awaitStatus(campaign, ann, "delivered");
        run(
                passOn,
                Map.of("SECRET", SECRET, "WEBHOOK", host() + "/api/v1/webhooks/channels/" + local.channelId()),
                """
                From: Ann <page-mail@people.example>
                To: no-reply@example.com
                Subject: Re: Hello
                Message-ID: <answer-1@people.example>
                In-Reply-To: <%s@campaign-flows.example>
                X-Note: written by hand

                I will pay on Friday.
                """.formatted(sent.id()));
        awaitStatus(campaign, ann, "replied");
    }
}
