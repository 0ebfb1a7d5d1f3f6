package campaignflows.e2e.channel;

import campaignflows.e2e.provider.AgentServer;
import campaignflows.e2e.provider.TelegramServer;
import campaignflows.e2e.provider.TwilioServer;
import campaignflows.e2e.provider.WhatsAppReceipts;
import campaignflows.e2e.provider.WhatsAppServer;
import campaignflows.e2e.system.LocalSystem;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Each page that says how a channel or an external agent is set up, followed step by step, its commands as they stand, with local servers as providers. */
@Order(95)
@TestInstance(Lifecycle.PER_CLASS)
class ChannelPagesE2EIT {
    private final TelegramServer telegram = new TelegramServer();
    private final TwilioServer twilio = new TwilioServer();
    private final WhatsAppReceipts receipts = new WhatsAppReceipts(WhatsAppFollower.APP_SECRET, new Random(1));
    private final WhatsAppServer whatsapp = new WhatsAppServer(receipts);
    private final AgentServer agent = new AgentServer();
    private LocalSystem system;

    @BeforeAll
    void start() {
        system = LocalSystem.startFresh(Map.of(
                "CAMPAIGNFLOWS_COMMUNICATION_TELEGRAM_API", telegram.api().toString(),
                "CAMPAIGNFLOWS_COMMUNICATION_WHATSAPP_API", whatsapp.api().toString(),
                "CAMPAIGNFLOWS_COMMUNICATION_VOICE_API", twilio.api().toString()));
    }

    @AfterAll
    void stop() {
        system.close();
        receipts.close();
        telegram.close();
        whatsapp.close();
        twilio.close();
        agent.close();
    }

    @Test
    void shouldSetUpABotByWebhookAndByPolling() {
        new TelegramFollower(system, telegram).follow();
    }

    @Test
    void shouldSetUpANumberOfWhatsApp() {
        new WhatsAppFollower(system, whatsapp, receipts).follow();
    }

    @Test
    void shouldSetUpANumberThatCallsAndAsks() {
        new VoiceFollower(system, twilio).follow();
    }

    @Test
    void shouldSetUpAChat() {
        new WebFollower(system).follow();
    }

    @Test
    void shouldTakeTheExamplesOfMailAndPassAnAnswerOn() {
        new MailFollower(system).follow();
    }

    @Test
    void shouldSetUpAnExternalAgentAndTalkByIt() {
        new AgentFollower(system, agent).follow();
    }
}
