package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.customerOf;
import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.agent.AgentView;
import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.support.FakeChats;
import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.communication.support.FakeTelegram;
import campaignflows.communication.support.FakeWhatsApp;
import campaignflows.communication.support.World;
import campaignflows.communication.support.WorldFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.SendTimeValue;
import campaignflows.platform.contracts.participant.ContactPoints;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Mails with a link to the tenant's bot, which is made when they are sent. */
@NullMarked
class TelegramLinkIT extends WorldFixture {
    private static final String TEXT = "Write to us: " + SendTimeValue.TELEGRAM_LINK.tag();
    private static final Pattern LINK = Pattern.compile("https://t\\.me/campaign_flows_bot\\?start=([A-Za-z0-9_-]+)");
    private final Map<UUID, String> chats = new HashMap<>();
    private FakeSmtpServer server;
    private FakeTelegram telegram;
    private UUID channel;
    private UUID agent;
    private DispatchParts parts;

    @BeforeEach
    void begin() throws IOException {
        server = new FakeSmtpServer();
        telegram = new FakeTelegram();
        channel = world.emailChannel(server.port());
        agent = world.messageAgent(channel);
        parts = replica();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        telegram.close();
    }

    @Test
    @DisplayName("M4: a mail carries a link that ties the chat of whoever opens it to its customer")
    void shouldSendALinkThatTiesTheChatToTheCustomer() throws Exception {
        UUID bot = world.telegramChannel();
        Envelope<CommunicationCommand> plan = plan(TEXT);

        parts.passAll();

        assertThat(db.told(idOf(plan))).containsExactly("started", "delivered");
        assertThat(tiedBy(bot, link(), customerOf(plan.data().participantId()), null))
                .contains("77");
    }

    @Test
    void shouldSendALinkInAVariableOfATemplate() throws Exception {
        UUID bot = world.telegramChannel();
        UUID number = world.whatsAppChannel(FakeWhatsApp.NUMBER);
        UUID writer = world.agents
                .create(
                        world.tenant,
                        new AgentView.New(
                                "Templates", AgentKind.MESSAGE, List.of(number), null, null, Duration.ofHours(72)))
                .id();
        Envelope<CommunicationCommand> plan = world.plan(
                ChannelType.WHATSAPP,
                number,
                writer,
                new MessageContent(
                        null,
                        null,
                        new MessageContent.ApprovedTemplate(
                                "reminder", "en", List.of("Ann", SendTimeValue.TELEGRAM_LINK.tag()))));
        world.apply(plan);
        try (FakeWhatsApp whatsapp = new FakeWhatsApp()) {
            new DispatchParts(
                            world,
                            this::contacts,
                            Map.of("telegram.api", telegram.url(), "whatsapp.api", whatsapp.url()))
                    .passAll();

            assertThat(db.told(idOf(plan))).containsExactly("started");
            Matcher link = LINK.matcher(whatsapp.sent()
                    .getFirst()
                    .message()
                    .at("/template/components/0/parameters/1/text")
                    .asText());
            assertThat(link.matches()).isTrue();
            assertThat(tiedBy(bot, link.group(1), customerOf(plan.data().participantId()), null))
                    .contains("77");
        }
    }

    @Test
    void shouldMakeALinkThatServesAlthoughTheCustomerHasAChat() throws Exception {
        UUID bot = world.telegramChannel();
        Envelope<CommunicationCommand> plan = plan(TEXT);
        chats.put(plan.data().participantId(), "5");

        parts.passAll();

        UUID customer = customerOf(plan.data().participantId());
        String link = link();
        assertThat(tiedBy(bot, link, customer, "5")).contains("77");
        assertThat(tiedBy(bot, link, customer, "6")).contains("6");
    }

    @Test
    void shouldLeadToTheRunningBotThatWasCreatedFirst() throws Exception {
        UUID first = world.telegramChannel();
        world.clock.move(Duration.ofSeconds(1));
        UUID second = world.channels
                .create(
                        world.tenant,
                        new ChannelView.New(
                                "Second bot",
                                ChannelType.TELEGRAM,
                                null,
                                World.json("{\"bot_token\":\"%s\"}".formatted(FakeTelegram.TOKEN)),
                                null))
                .id();
        UUID customer = customerOf(plan(TEXT).data().participantId());
        parts.passAll();
        assertThat(tiedBy(first, link(), customer, null)).contains("77");
        assertThat(tiedBy(second, link(), customer, null)).isEmpty();

        world.channels.stop(world.tenant, first);
        server.mails().clear();
        UUID other = customerOf(plan(TEXT).data().participantId());
        parts.passAll();
        assertThat(tiedBy(second, link(), other, null)).contains("77");
    }

    @Test
    void shouldStopTheCampaignWhereThereIsNoBotToLeadTo() throws Exception {
        Envelope<CommunicationCommand> linking = plan(TEXT);
        Envelope<CommunicationCommand> plain = plan("Hello");
        UUID bot = world.telegramChannel();
        world.channels.stop(world.tenant, bot);

        parts.passAll();

        assertThat(db.status(idOf(linking))).isEqualTo("planned");
        assertThat(db.reason(idOf(linking))).contains("no Telegram channel with a bot_token is running");
        assertThat(db.faults()).hasSize(1);
        assertThat(db.values(
                        "select count(*) from attempts where communication_id = '" + idOf(linking) + "'",
                        Integer.class))
                .containsExactly(0);

        world.channels.start(world.tenant, bot);
        world.run(2, true);
        parts.passAll();
        assertThat(db.told(idOf(linking))).containsExactly("started", "delivered");
        assertThat(db.told(idOf(plain))).containsExactly("started", "delivered");
    }

    @Test
    void shouldWaitWhileTelegramCannotBeAskedAndHoldUpNobodyElse() throws Exception {
        world.telegramChannel();
        telegram.close();
        Envelope<CommunicationCommand> linking = plan(TEXT);
        Envelope<CommunicationCommand> plain = plan("Hello");

        parts.passAll();

        assertThat(db.status(idOf(linking))).isEqualTo("planned");
        assertThat(db.reason(idOf(linking))).contains("link to Telegram");
        assertThat(db.faults()).isEmpty();
        assertThat(db.status(idOf(plain))).isEqualTo("delivered");
        telegram = new FakeTelegram();
        parts = replica();
        parts.passAll();
        assertThat(db.status(idOf(linking))).isEqualTo("planned");
        world.clock.move(Duration.ofSeconds(30));
        parts.passAll();
        assertThat(db.told(idOf(linking))).containsExactly("started", "delivered");
    }

    /** Whose chat the one of the customer is when somebody with the chat 77 has opened the link. */
    private Optional<String> tiedBy(UUID bot, String payload, UUID customer, @Nullable String before) {
        FakeChats known = new FakeChats();
        known.chats.put(customer, Optional.ofNullable(before));
        known.commands(world.clock).carryOut(world.tenant, bot, "77", "/start " + payload);
        return known.chats.getOrDefault(customer, Optional.empty());
    }

    private String link() throws Exception {
        MimeMessage mail = new MimeMessage(
                null, new ByteArrayInputStream(server.mails().getFirst().getBytes(StandardCharsets.UTF_8)));
        Matcher link = LINK.matcher(mail.getContent().toString());
        assertThat(link.find()).as("%s", mail.getContent()).isTrue();
        return link.group(1);
    }

    private DispatchParts replica() {
        return new DispatchParts(world, this::contacts, Map.of("telegram.api", telegram.url()));
    }

    private Envelope<CommunicationCommand> plan(String body) {
        Envelope<CommunicationCommand> plan =
                world.plan(ChannelType.EMAIL, channel, agent, new MessageContent("Hello", body, null));
        world.apply(plan);
        return plan;
    }

    private Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        for (UUID participant : participants) {
            Map<ChannelType, String> addresses = new HashMap<>(
                    Map.of(ChannelType.EMAIL, participant + "@example.org", ChannelType.WHATSAPP, "+16505551234"));
            String chat = chats.get(participant);
            if (chat != null) {
                addresses.put(ChannelType.TELEGRAM, chat);
            }
            known.put(
                    participant,
                    new ContactPoints.Contact(world.tenant, world.campaign, participant, addresses, Set.of()));
        }
        return known;
    }
}
