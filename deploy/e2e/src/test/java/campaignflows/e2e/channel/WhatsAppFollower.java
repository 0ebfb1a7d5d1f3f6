package campaignflows.e2e.channel;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.provider.WhatsAppReceipts;
import campaignflows.e2e.provider.WhatsAppServer;
import campaignflows.e2e.system.LocalSystem;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** whatsapp.md: a number, its webhook, a template and its receipts. */
final class WhatsAppFollower extends PageFollower {
    static final String APP_SECRET = "app-secret-of-the-page";

    private final WhatsAppServer whatsapp;
    private final WhatsAppReceipts receipts;

    WhatsAppFollower(LocalSystem system, WhatsAppServer whatsapp, WhatsAppReceipts receipts) {
        super(system);
        this.whatsapp = whatsapp;
        this.receipts = receipts;
    }

    void follow() {
        List<String> commands = ChannelPage.of("whatsapp").blocks("bash");
        assertThat(commands).as("each is followed here").hasSize(1);
        String channel = json(run(ChannelPage.filled(
                        commands.getFirst(),
                        HOST,
                        host(),
                        "EAA…",
                        "EAAB4711",
                        "<app secret>",
                        APP_SECRET,
                        "<verify token>",
                        "verify-token-1")))
                .path("id")
                .asText();
        String webhook = "/api/v1/webhooks/channels/" + channel;
        assertThat(provider.send(
                                "GET",
                                webhook + "?hub.mode=subscribe&hub.verify_token=verify-token-1&hub.challenge=4711",
                                null)
                        .body())
                .isEqualTo("4711");
        receipts.bringTo(provider, webhook);

        Map<String, Object> template =
                Map.of("name", "reminder", "language", "en", "variables", List.of(FlowDraft.literal("Ann")));
        Campaign campaign = campaign("WhatsApp page", "whatsapp", messageAgent(channel), Map.of("template", template));
        UUID ann = add(campaign, Person.named("page-wa").with("whatsapp_id", "+4915120000001"));
        awaitStatus(campaign, ann, "delivered");
        assertThat(whatsapp.deliveries().of("4915120000001")).isEqualTo(1);
    }
}
