package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.FakeWhatsApp;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One app of Meta with several numbers calls one address. */
@NullMarked
class WhatsAppNumbersIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final String SECOND = "206540352242922";

    private World world;
    private UUID first;
    private WhatsAppWebhook webhook;

    @BeforeEach
    void begin() {
        world = new World(DB);
        first = world.whatsAppChannel(FakeWhatsApp.NUMBER);
        webhook = new WhatsAppWebhook(world, first);
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldGiveAMessageToTheChannelOfItsNumber() {
        UUID second = world.whatsAppChannel(SECOND);

        assertThat(webhook.says(SECOND, "wamid.1", "16505551234", "Hello")).isEqualTo(new WebhookResponse(1, 0, 0));
        assertThat(webhook.says(SECOND, "wamid.1", "16505551234", "Hello")).isEqualTo(new WebhookResponse(0, 1, 0));
        webhook.says(FakeWhatsApp.NUMBER, "wamid.2", "16505551234", "Hello");

        assertThat(DB.values("select channel_id from inbound_messages order by id", UUID.class))
                .containsExactly(second, first);
    }

    @Test
    void shouldGiveAMessageToANumberThatNoChannelHasToTheOneThatWasCalled() {
        webhook.says("306540352242922", "wamid.1", "16505551234", "Hello");

        assertThat(DB.values("select channel_id from inbound_messages", UUID.class))
                .containsExactly(first);
    }

    @Test
    void shouldGiveNothingToAnotherTenantsChannelOfTheSameNumber() {
        UUID second = world.whatsAppChannel(SECOND);
        DB.execute("update channels set tenant_id = gen_random_uuid() where id = '" + second + "'");

        webhook.says(SECOND, "wamid.1", "16505551234", "Hello");

        assertThat(DB.values("select channel_id from inbound_messages", UUID.class))
                .containsExactly(first);
    }
}
