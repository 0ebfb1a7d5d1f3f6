package campaignflows.communication.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.pengrad.telegrambot.TelegramBot;
import com.pengrad.telegrambot.request.DeleteWebhook;
import com.pengrad.telegrambot.request.GetMe;
import com.pengrad.telegrambot.request.GetUpdates;
import com.pengrad.telegrambot.request.SendMessage;
import com.pengrad.telegrambot.request.SetWebhook;
import com.pengrad.telegrambot.response.GetMeResponse;
import com.pengrad.telegrambot.response.GetUpdatesResponse;
import com.pengrad.telegrambot.response.SendResponse;
import java.io.IOException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client of somebody else's understands what our Telegram answers: so it answers as Telegram does. */
@NullMarked
class FakeTelegramTest {
    private FakeTelegram telegram;
    private TelegramBot bot;

    @BeforeEach
    void begin() throws IOException {
        telegram = new FakeTelegram();
        telegram.chats.add(7L);
        bot = new TelegramBot.Builder(FakeTelegram.TOKEN)
                .apiUrl(telegram.url() + "/bot")
                .build();
    }

    @AfterEach
    void stop() {
        bot.shutdown();
        telegram.close();
    }

    @Test
    void shouldGiveAMessageThatWasSent() {
        SendResponse response = bot.execute(new SendMessage(7L, "Hello & welcome 😀"));

        assertThat(response.isOk()).isTrue();
        assertThat(response.message().text()).isEqualTo("Hello & welcome 😀");
        assertThat(response.message().chat().id()).isEqualTo(7L);
        assertThat(response.message().messageId()).isPositive();
        assertThat(telegram.sentTo(7)).containsExactly("Hello & welcome 😀");
    }

    @Test
    void shouldRefuseAsTelegramDoes() {
        refused(bot.execute(new SendMessage(8L, "Hello")), 400, "Bad Request: chat not found");
        refused(bot.execute(new SendMessage(7L, "x".repeat(4097))), 400, "Bad Request: message is too long");
        telegram.blocked.add(7L);
        refused(bot.execute(new SendMessage(7L, "Hello")), 403, "Forbidden: bot was blocked by the user");
        telegram.revokes(true);
        refused(bot.execute(new SendMessage(7L, "Hello")), 401, "Unauthorized");
    }

    @Test
    void shouldSayWhatTheParametersOfARefusalAre() {
        telegram.migrated.put(7L, -1_001_234_567_890L);
        assertThat(bot.execute(new SendMessage(7L, "Hello")).parameters().migrateToChatId())
                .isEqualTo(-1_001_234_567_890L);
        telegram.wantsPause(3);
        SendResponse paused = bot.execute(new SendMessage(7L, "Hello"));
        refused(paused, 429, "Too Many Requests: retry after 3");
        assertThat(paused.parameters().retryAfter()).isEqualTo(3);
    }

    @Test
    void shouldGiveUpdatesAndKeepThemUntilTheyAreConfirmed() {
        telegram.writes(7, "Hello?");

        GetUpdatesResponse first = bot.execute(new GetUpdates().limit(10));
        assertThat(first.updates()).singleElement().satisfies(update -> {
            assertThat(update.message().text()).isEqualTo("Hello?");
            assertThat(update.message().from().id()).isEqualTo(7L);
        });
        assertThat(bot.execute(new GetUpdates()).updates()).hasSize(1);
        int next = first.updates().getFirst().updateId() + 1;
        assertThat(bot.execute(new GetUpdates().offset(next)).updates()).isEmpty();
        assertThat(telegram.kept()).isZero();
    }

    @Test
    void shouldGiveUpdatesOneWayAtATime() {
        assertThat(bot.execute(new SetWebhook().url("https://a.example").secretToken("secret"))
                        .isOk())
                .isTrue();
        assertThat(telegram.webhook).isEqualTo("https://a.example");
        assertThat(telegram.secret).isEqualTo("secret");
        GetUpdatesResponse refused = bot.execute(new GetUpdates());
        assertThat(refused.errorCode()).isEqualTo(409);
        assertThat(refused.description()).contains("webhook is active");
        assertThat(bot.execute(new DeleteWebhook()).isOk()).isTrue();
        assertThat(bot.execute(new GetUpdates()).isOk()).isTrue();
        telegram.isAskedByAnother(true);
        assertThat(bot.execute(new GetUpdates()).description()).contains("terminated by other getUpdates request");
    }

    @Test
    void shouldSayWhichBotItIs() {
        GetMeResponse me = bot.execute(new GetMe());

        assertThat(me.user().username()).isEqualTo("campaign_flows_bot");
        assertThat(me.user().isBot()).isTrue();
        telegram.revokes(true);
        assertThat(bot.execute(new GetMe()).errorCode()).isEqualTo(401);
    }

    private static void refused(SendResponse response, int code, String description) {
        assertThat(response.isOk()).isFalse();
        assertThat(response.errorCode()).isEqualTo(code);
        assertThat(response.description()).isEqualTo(description);
    }
}
