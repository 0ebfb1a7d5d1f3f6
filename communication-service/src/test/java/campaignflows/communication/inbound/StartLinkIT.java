package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.startlink.StartLinkService;
import campaignflows.communication.startlink.StartLinkView;
import campaignflows.communication.startlink.StartPayloads;
import campaignflows.communication.support.FakeTelegram;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.Ways;
import campaignflows.communication.support.World;
import campaignflows.communication.telegram.BotNames;
import campaignflows.communication.telegram.TelegramApi;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.TelegramChat.Outcome;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A link, and the message by which Telegram says that somebody came by it. */
@NullMarked
class StartLinkIT {
    private static final TestDatabase DB = new TestDatabase();

    private final UUID ann = Ids.v7();
    private final UUID bob = Ids.v7();
    private InboundFixture fixture;
    private FakeTelegram telegram;
    private StartLinkService links;

    @BeforeEach
    void begin() throws IOException {
        fixture = new InboundFixture(DB);
        fixture.chats.chats.put(ann, Optional.empty());
        fixture.chats.chats.put(bob, Optional.empty());
        telegram = new FakeTelegram();
        World world = fixture.world;
        world.channels.change(
                world.tenant,
                fixture.channel,
                new ChannelView.Change(null, null, World.json("""
                        {"bot_token":"%s"}""".formatted(FakeTelegram.TOKEN)), null));
        var config = Settings.with(Map.of("telegram.api", telegram.url()));
        links = new StartLinkService(
                new ChannelLookupRepository(),
                new ChannelCredentials(world.cipher),
                new BotNames(new TelegramApi(Ways.http(config), config)),
                fixture.chats,
                new StartPayloads(config),
                world.work,
                world.clock);
    }

    @AfterEach
    void stop() {
        telegram.close();
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldBeALinkThatTelegramTakes() {
        StartLinkView link = linkOf(ann, null);

        assertThat(link.url()).isEqualTo("https://t.me/campaign_flows_bot?start=" + link.payload());
        assertThat(link.payload()).matches("[A-Za-z0-9_-]{1,64}");
        assertThat(link.customerId()).isEqualTo(ann);
        assertThat(link.expiresAt()).isEqualTo("2026-07-01T08:00:00Z");
        assertThat(telegram.calls()).isEqualTo(1);
        linkOf(bob, 1);
        assertThat(telegram.calls()).as("the bot's name is known by now").isEqualTo(1);
    }

    @Test
    @DisplayName("M4: whoever comes by a link is the customer of the link, and no new one")
    void shouldTieTheChatToTheCustomerAndCountAsItsMessage() {
        comes("7", linkOf(ann, null));

        assertThat(fixture.chats.ownerOf("7")).contains(ann);
        assertThat(fixture.customers).as("nobody new").isEmpty();
        assertThat(fixture.told).hasSize(1);
        assertThat(fixture.states()).containsExactly("told");
    }

    @Test
    void shouldBeMadeForAParticipant() {
        UUID participant = Ids.v7();
        fixture.chats.participants.put(participant, bob);

        comes("7", make(new StartLinkView.New(null, Ids.v7(), participant, null)));

        assertThat(fixture.chats.ownerOf("7")).contains(bob);
    }

    @Test
    void shouldServeOnce() {
        StartLinkView link = linkOf(ann, null);
        comes("7", link);

        comes("8", link);

        assertThat(fixture.chats.ownerOf("7")).contains(ann);
        assertThat(fixture.chats.ownerOf("8")).isEmpty();
        assertThat(fixture.customers.keySet())
                .as("an ordinary message of somebody new")
                .containsExactly(Map.of("telegram_id", "8"));
        comes("7", link);
        assertThat(fixture.chats.ownerOf("7")).contains(ann);
    }

    @Test
    @DisplayName("P1: a free chat takes the place of another one")
    void shouldTakeThePlaceOfAnotherChat() {
        fixture.chats.chats.put(ann, Optional.of("7"));

        comes("8", linkOf(ann, null));

        assertThat(fixture.chats.ownerOf("8")).contains(ann);
        assertThat(fixture.chats.ownerOf("7")).isEmpty();
    }

    @Test
    @DisplayName("P1: a chat of another customer stays there, and the message is that one's")
    void shouldLeaveAChatToTheCustomerThatHasIt() {
        fixture.chats.chats.put(bob, Optional.of("7"));

        comes("7", linkOf(ann, null));

        assertThat(fixture.chats.ties).containsExactly(Outcome.TAKEN);
        assertThat(fixture.chats.ownerOf("7")).contains(bob);
        assertThat(fixture.chats.chats.get(ann)).isEmpty();
        assertThat(fixture.told).hasSize(1);
        assertThat(fixture.states()).containsExactly("told");
    }

    @Test
    void shouldBeAnOrdinaryMessageWhenThePayloadIsNotOurs() {
        String ours = linkOf(ann, null).payload();
        int middle = ours.length() / 2;
        String forged =
                ours.substring(0, middle) + (ours.charAt(middle) == 'A' ? 'B' : 'A') + ours.substring(middle + 1);
        String ofAnotherBot = links.make(
                        fixture.world.tenant,
                        fixture.world.telegramChannel(),
                        new StartLinkView.New(ann, null, null, null))
                .payload();

        says("7", "/start " + forged);
        says("7", "/start " + ofAnotherBot);
        says("7", "/start ref-2026");
        says("7", "/start");
        says("7", "/start " + "A".repeat(65));
        says("7", "start " + ours);
        says("7", "/start " + ours + " please");

        assertThat(fixture.chats.ties).isEmpty();
        assertThat(fixture.chats.chats.get(ann)).isEmpty();
        assertThat(fixture.states()).hasSize(7).containsOnly("told");
    }

    @Test
    void shouldBeAnOrdinaryMessageWhenItsTimeIsOver() {
        StartLinkView link = linkOf(ann, 2);
        fixture.world.clock.move(Duration.ofHours(2));

        comes("7", link);

        assertThat(fixture.chats.ties).isEmpty();
        assertThat(fixture.chats.chats.get(ann)).isEmpty();
        assertThat(fixture.told).hasSize(1);
    }

    @Test
    void shouldBeAnOrdinaryMessageWhenTheCustomerIsGone() {
        StartLinkView link = linkOf(ann, null);
        fixture.chats.chats.remove(ann);

        comes("7", link);

        assertThat(fixture.customers).hasSize(1);
        assertThat(fixture.told).hasSize(1);
    }

    @Test
    void shouldWaitForParticipantServiceAndMakeNobodyNewMeanwhile() {
        StartLinkView link = linkOf(ann, null);
        fixture.away(true);
        comes("7", link);
        assertThat(fixture.states()).containsExactly("received");
        fixture.away(false);
        fixture.world.clock.move(Duration.ofMinutes(1));

        fixture.pass();

        assertThat(fixture.chats.ownerOf("7")).contains(ann);
        assertThat(fixture.customers).isEmpty();
    }

    @Test
    void shouldRefuseToMakeALinkThatCannotBeUsed() {
        refused(ErrorCode.INVALID, new StartLinkView.New(null, null, null, null));
        refused(ErrorCode.INVALID, new StartLinkView.New(ann, Ids.v7(), Ids.v7(), null));
        refused(ErrorCode.INVALID, new StartLinkView.New(null, Ids.v7(), null, null));
        refused(ErrorCode.INVALID, new StartLinkView.New(ann, null, null, 0));
        refused(ErrorCode.INVALID, new StartLinkView.New(ann, null, null, 8_761));
        refused(ErrorCode.NOT_FOUND, new StartLinkView.New(Ids.v7(), null, null, null));
        refused(ErrorCode.NOT_FOUND, new StartLinkView.New(null, Ids.v7(), Ids.v7(), null));
        telegram.revokes(true);
        refused(ErrorCode.CONFLICT, new StartLinkView.New(ann, null, null, null));
        telegram.revokes(false).misbehaves(FakeTelegram.Fault.BAD_GATEWAY);
        refused(ErrorCode.UNAVAILABLE, new StartLinkView.New(ann, null, null, null));
        UUID other = fixture.world.channel(ChannelType.WEB);
        assertThatThrownBy(() -> links.make(fixture.world.tenant, other, new StartLinkView.New(ann, null, null, null)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("type telegram");
        assertThatThrownBy(() -> links.make(Ids.v7(), fixture.channel, new StartLinkView.New(ann, null, null, null)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no such channel");
    }

    private void refused(ErrorCode code, StartLinkView.New body) {
        assertThatThrownBy(() -> make(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private StartLinkView linkOf(UUID customer, @Nullable Integer hours) {
        return make(new StartLinkView.New(customer, null, null, hours));
    }

    private StartLinkView make(StartLinkView.New body) {
        return links.make(fixture.world.tenant, fixture.channel, body);
    }

    private void comes(String telegramId, StartLinkView link) {
        says(telegramId, "/start " + link.payload());
    }

    private void says(String telegramId, String text) {
        fixture.says(telegramId, text);
        fixture.pass();
    }
}
