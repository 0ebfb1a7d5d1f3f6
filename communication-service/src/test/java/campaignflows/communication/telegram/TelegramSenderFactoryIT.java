package campaignflows.communication.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.sending.ProviderMessage;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.communication.support.FakeTelegram;
import campaignflows.communication.support.FakeTelegram.Fault;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.Ways;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.MessageContent;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer of Telegram, and what is known after it. */
@NullMarked
class TelegramSenderFactoryIT {
    private static final TestDatabase DB = new TestDatabase();

    private World world;
    private FakeTelegram telegram;

    @BeforeEach
    void begin() throws IOException {
        world = new World(DB);
        telegram = new FakeTelegram();
        telegram.chats.add(7L);
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
    void shouldSendPlainTextAsItIs() {
        String text = "Dear <b>Ann</b> & *co*, 10 % ä 😀\nsecond line";

        assertThat(send("7", text)).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
        assertThat(telegram.sentTo(7)).containsExactly(text);
    }

    @Test
    void shouldSendTheLongestTextAndRefuseALongerOneWithoutACall() {
        assertThat(send("7", "😀".repeat(4096))).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
        assertThat(send("7", "x".repeat(4097)))
                .isEqualTo(new SendOutcome.RefusedForGood(
                        "The text is longer than the 4096 characters that Telegram takes: shorten it"));
        assertThat(telegram.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "@ann", "-1001", "0", "7a", "12345678901234567", ""})
    void shouldRefuseWhatIsNoIdOfAPersonWithoutACall(String address) {
        assertThat(send(address, "Hello")).isInstanceOf(SendOutcome.RefusedForGood.class);
        assertThat(telegram.calls()).isZero();
    }

    @Test
    void shouldRefuseForGoodWhoHasNotBegunAChat() {
        assertThat(send("8", "Hello"))
                .isEqualTo(
                        new SendOutcome.RefusedForGood("Telegram knows no chat with this contact (Bad Request: chat not"
                                + " found): it has to write to the bot first"));
    }

    @Test
    void shouldKnowAContactWhoHasBlockedTheBot() {
        telegram.blocked.add(7L);

        assertThat(send("7", "Hello")).isInstanceOfSatisfying(SendOutcome.ContactBlocked.class, closed -> {
            assertThat(closed.address()).isEqualTo("7");
            assertThat(closed.reason()).contains("bot was blocked by the user");
        });
    }

    @Test
    void shouldFollowAChatThatWentElsewhereOnce() {
        telegram.migrated.put(7L, 9L);
        telegram.chats.add(9L);

        assertThat(send("7", "Hello")).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
        assertThat(telegram.sentTo(9)).containsExactly("Hello");

        telegram.migrated.put(9L, 7L);
        assertThat(send("7", "Hello")).isInstanceOf(SendOutcome.RefusedForGood.class);
        assertThat(telegram.calls()).isEqualTo(4);
    }

    @Test
    void shouldTakeThePauseThatTelegramWants() {
        telegram.wantsPause(17);

        assertThat(send("7", "Hello"))
                .isEqualTo(new SendOutcome.Throttled(
                        "Telegram wants a pause of 17 seconds from this bot: it goes on after that",
                        Duration.ofSeconds(17)));
    }

    @Test
    void shouldNotTakeAnyPauseThatIsAskedFor() {
        telegram.wantsPause(1_000_000);

        assertThat(send("7", "Hello"))
                .isInstanceOfSatisfying(
                        SendOutcome.Throttled.class,
                        throttled -> assertThat(throttled.pause()).isEqualTo(Duration.ofHours(1)));
    }

    @Test
    void shouldBlameTheChannelForATokenThatTelegramDoesNotKnow() {
        telegram.revokes(true);

        assertThat(send("7", "Hello"))
                .isEqualTo(
                        new SendOutcome.ChannelFaulty("Telegram does not know the bot: check the channel's bot_token"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG_UP", "SILENCE", "BAD_GATEWAY", "FILTERED", "ENDLESS", "NONSENSE"})
    void shouldNotKnowWhatBecameOfAMessageWithoutAWholeAnswer(Fault fault) {
        telegram.misbehaves(fault);
        String patience = fault == Fault.SILENCE ? "PT2S" : "PT20S";

        assertThat(sender(telegram.url() + "/", patience).send(message("7", "Hello")))
                .isEqualTo(new SendOutcome.Unknown(TelegramResponses.UNKNOWN, Duration.ZERO, Blame.PROVIDER));
        assertThat(telegram.calls()).isEqualTo(1);
    }

    @Test
    void shouldTryAgainWhatTelegramCertainlyHasNotHeard() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        assertThat(sender("http://127.0.0.1:" + closed, "PT20S").send(message("7", "Hello")))
                .isEqualTo(new SendOutcome.RefusedForNow(TelegramResponses.NOT_REACHED, Blame.PROVIDER));
    }

    @Test
    void shouldNotSendOnAChannelWithoutAToken() {
        Channel channel = channel(world.channel(ChannelType.TELEGRAM));

        assertThatThrownBy(() -> Ways.of(Settings.with(Map.of()), world.work, world.clock)
                        .of(channel))
                .isInstanceOf(ChannelFaultException.class)
                .hasMessage("The channel TELEGRAM has no bot_token: enter the token that BotFather gave");
    }

    private SendOutcome send(String address, String text) {
        return sender(telegram.url() + "/", "PT20S").send(message(address, text));
    }

    private ProviderMessage message(String address, String text) {
        return new ProviderMessage(
                Ids.v7(), address, new MessageContent(null, text, null), Map.of(), world.clock.instant());
    }

    private MessageSender sender(String api, String patience) {
        UUID id = DB.values("select id from channels where name = 'Bot'", UUID.class).stream()
                .findFirst()
                .orElseGet(world::telegramChannel);
        return Ways.of(
                        Settings.with(Map.of("telegram.api", api, "http.answer-timeout", patience)),
                        world.work,
                        world.clock)
                .of(channel(id));
    }

    private static Channel channel(UUID id) {
        return DB.database()
                .read(tx -> new ChannelLookupRepository().all(tx, List.of(id)))
                .getFirst();
    }
}
