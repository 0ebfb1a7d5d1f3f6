package campaignflows.e2e.channel;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.provider.TwilioServer;
import campaignflows.e2e.system.LocalSystem;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** voice.md: a number that calls, and an agent that asks two questions. */
final class VoiceFollower extends PageFollower {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final TwilioServer twilio;

    VoiceFollower(LocalSystem system, TwilioServer twilio) {
        super(system);
        this.twilio = twilio;
    }

    void follow() {
        List<String> commands = ChannelPage.of("voice").blocks("bash");
        assertThat(commands).as("each is followed here").hasSize(2);
        String channel = json(run(ChannelPage.filled(
                        commands.get(0),
                        "curl -sS " + HOST,
                        "curl -sS " + host(),
                        HOST,
                        "https://flows.example.com",
                        "AC…",
                        "AC" + TOKEN,
                        "\"auth_token\": \"…\"",
                        "\"auth_token\": \"" + TOKEN + "\"")))
                .path("id")
                .asText();
        String agent = json(run(ChannelPage.filled(commands.get(1), HOST, host(), "<channel id>", channel)))
                .path("id")
                .asText();
        Campaign campaign = campaign("Voice page", "voice", new Sender(agent, channel), Map.of("body", "Please pay."));
        UUID ann = add(campaign, Person.named("page-voice"));
        awaitStatus(campaign, ann, "started");
        TwilioCaller caller = new TwilioCaller(provider, TOKEN, twilio.calls().getLast());

        caller.status("ringing");
        String asked = caller.pickedUpBy("human");
        assertThat(asked).contains("Please pay.", "Have you paid?");
        awaitStatus(campaign, ann, "delivered");
        asked = caller.pressed(asked, "1");
        assertThat(asked).contains("In how many days");
        assertThat(caller.pressed(asked, "3")).contains("Thank you, goodbye.");
        caller.status("completed");

        Communication ended = awaitStatus(campaign, ann, "completed");
        assertThat(ended.results()).containsEntry("outcome", "paid").containsEntry("days", 3);
        assertThat(caller.callsIn("/api/v1/webhooks/channels/" + channel + "/calls"))
                .as("the channel has no greeting, so callers are rejected")
                .contains("<Reject");
    }
}
