package campaignflows.communication.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.inbound.UpdateIntakes;
import campaignflows.communication.inbound.Webhooks;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.support.FakeTelegram;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.Ways;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people write to a bot is asked for, stored once, and lost never. */
@NullMarked
class TelegramPollIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final String POLLING = "{\"updates\":\"polling\"}";
    private static final String CREDENTIALS = """
            {"bot_token":"%s","webhook_secret":"a_secret-of-telegram"}""".formatted(FakeTelegram.TOKEN);

    private World world;
    private FakeTelegram telegram;
    private TelegramPollService replica;
    private UUID channel;

    @BeforeEach
    void begin() throws IOException {
        world = new World(DB);
        telegram = new FakeTelegram();
        channel = channel("Bot", POLLING);
        replica = replica("PT0S");
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
    void shouldRemoveTheWebhookAndStoreWhatWasWritten() {
        telegram.webhook = "https://old.example.org";
        telegram.writes(7, "Hello?");
        telegram.writes(8, "Hi!");

        pass();

        assertThat(telegram.webhook).isEmpty();
        assertThat(texts()).containsExactly("7 Hello?", "8 Hi!");
        assertThat(telegram.kept())
                .as("confirmed by the next call, and not before")
                .isEqualTo(2);
        telegram.writes(7, "Again");
        pass();
        assertThat(texts()).containsExactly("7 Hello?", "8 Hi!", "7 Again");
        assertThat(telegram.kept()).isEqualTo(1);
    }

    @Test
    void shouldStoreAHundredAtATimeAndGoOnWhileThereAreMore() {
        for (int i = 0; i < 250; i++) {
            telegram.writes(7, "Message " + i);
        }

        int stored = replica.poll(due(), () -> true);

        assertThat(stored).isEqualTo(250);
        assertThat(texts()).hasSize(250).startsWith("7 Message 0").endsWith("7 Message 249");
        assertThat(telegram.kept()).isZero();
    }

    /** The process dies before the transaction is committed: neither message nor position is there. */
    @Test
    void shouldStoreUpdatesAndThePositionTogether() {
        DB.execute("alter table telegram_polls add constraint crash check (next_update_id is null)");
        try {
            telegram.writes(7, "Hello?");
            pass();
            assertThat(texts()).isEmpty();
            assertThat(trouble()).startsWith("An error of this service");
        } finally {
            DB.execute("alter table telegram_polls drop constraint crash");
        }
        world.clock.move(Duration.ofMinutes(3));

        pass();

        assertThat(texts()).containsExactly("7 Hello?");
        assertThat(trouble()).isNull();
    }

    /** The process dies after the commit, and Telegram is never told: it gives them once more. */
    @Test
    void shouldStoreNothingTwiceWhenAnotherReplicaTakesOver() {
        telegram.writes(7, "One");
        pass();
        DB.execute("update telegram_polls set lease_owner = gen_random_uuid(), lease_until = '2026-06-01T08:01:00Z'");
        telegram.writes(7, "Two");
        TelegramPollService other = replica("PT0S");
        assertThat(other.due(10))
                .as("whoever has the lease may still be at work")
                .isEmpty();

        world.clock.move(Duration.ofMinutes(2));
        other.poll(other.due(10).getFirst(), () -> false);

        assertThat(texts()).containsExactly("7 One", "7 Two");
        assertThat(telegram.offsets).as("it goes on where the other was").endsWith(102L);
    }

    @Test
    void shouldStoreNothingTwiceWhenThePositionIsForgotten() {
        telegram.writes(7, "One");
        pass();
        DB.execute("update telegram_polls set next_update_id = null");

        pass();

        assertThat(texts()).containsExactly("7 One");
    }

    @Test
    void shouldStoreNothingWhenTheLeaseWasLostMeanwhile() {
        pass();
        TelegramPollService slow = replica("PT50S");
        Channel polled = due();
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> slow.poll(polled, () -> true));
        Await.until("it waits", () -> telegram.offsets.size() == 2);
        DB.execute("update telegram_polls set lease_owner = gen_random_uuid()");

        telegram.writes(7, "Hello?");

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(0);
        assertThat(texts()).as("whoever has the lease now stores it").isEmpty();
        assertThat(telegram.kept()).isEqualTo(1);
        assertThat(trouble()).isNull();
    }

    @Test
    void shouldBeToldAtOnceWhileItWaits() {
        pass();
        TelegramPollService patient = replica("PT50S");
        Channel polled = due();
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<Integer> waiting =
                CompletableFuture.supplyAsync(() -> patient.poll(polled, () -> enough.getCount() > 0));
        Await.until("it waits", () -> telegram.offsets.size() == 2);

        enough.countDown();
        telegram.writes(7, "Hello?");

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(40)).isEqualTo(1);
        assertThat(texts()).containsExactly("7 Hello?");
    }

    @Test
    void shouldBreakOffAWaitAndGiveTheBotBackWhenTheServiceEnds() throws InterruptedException {
        pass();
        TelegramPollService patient = replica("PT50S");
        Channel polled = due();
        Thread thread = Thread.ofVirtual().start(() -> patient.poll(polled, () -> true));
        Await.until("it waits", () -> telegram.offsets.size() == 2);

        thread.interrupt();

        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
        assertThat(DB.values("select lease_owner is null from telegram_polls", Boolean.class))
                .containsExactly(true);
        assertThat(trouble()).isNull();
        assertThat(replica.due(10)).hasSize(1);
    }

    @Test
    void shouldSayThatAWebhookIsInTheWayAndRemoveItAtTheNextStart() {
        pass();
        telegram.webhook = "https://other.example.org";
        telegram.writes(7, "Hello?");

        pass();

        assertThat(telegram.webhook).as("it is somebody else's").isEqualTo("https://other.example.org");
        assertThat(trouble()).contains("Somebody has set a webhook", "start this channel again");
        assertThat(replica.due(10)).as("not at once again").isEmpty();
        world.channels.stop(world.tenant, channel);
        world.channels.start(world.tenant, channel);
        pass();
        assertThat(telegram.webhook).isEmpty();
        assertThat(texts()).containsExactly("7 Hello?");
        assertThat(trouble()).isNull();
    }

    @Test
    void shouldSayThatAnotherProgramAsksAndGoOnWhenItHasStopped() {
        telegram.isAskedByAnother(true).writes(7, "Hello?");

        pass();

        assertThat(trouble()).contains("Another program asks Telegram for the messages of this bot", "stop it");
        telegram.isAskedByAnother(false);
        world.clock.move(Duration.ofMinutes(2));
        pass();
        assertThat(texts()).containsExactly("7 Hello?");
        assertThat(trouble()).isNull();
    }

    @Test
    void shouldWaitAsLongAsTelegramWants() {
        pass();
        telegram.wantsPause(300).writes(7, "Hello?");
        pass();
        assertThat(trouble()).contains("300 seconds");
        telegram.wantsPause(0);

        world.clock.move(Duration.ofSeconds(299));
        assertThat(replica.due(10)).isEmpty();
        world.clock.move(Duration.ofSeconds(1));
        pass();

        assertThat(texts()).containsExactly("7 Hello?");
        assertThat(trouble()).isNull();
    }

    @Test
    void shouldSayThatTheTokenIsRevokedAndGoOnWithAnother() {
        pass();
        telegram.revokes(true).writes(7, "Hello?");
        pass();
        assertThat(trouble()).contains("check the channel's bot_token");
        telegram.revokes(false);

        change(null, CREDENTIALS);
        pass();

        assertThat(texts()).containsExactly("7 Hello?");
        assertThat(trouble()).isNull();
    }

    @Test
    void shouldPauseLongerFromFailureToFailure() {
        pass();
        telegram.misbehaves(FakeTelegram.Fault.BAD_GATEWAY);
        for (int seconds : new int[] {2, 4, 8, 16, 32, 64, 120, 120}) {
            pass();
            world.clock.move(Duration.ofSeconds(seconds - 1));
            assertThat(replica.due(10)).as("before %d seconds", seconds).isEmpty();
            world.clock.move(Duration.ofSeconds(1));
            assertThat(replica.due(10)).as("after %d seconds", seconds).hasSize(1);
        }
        assertThat(trouble()).contains("no answer");
    }

    @Test
    void shouldPassOverWhatIsNoMessageOfAContact() {
        telegram.bring(update("{\"update_id\":101,\"edited_message\":{\"text\":\"x\"}}"));
        telegram.bring(update("{\"update_id\":102,\"message\":\"of another form\"}"));
        telegram.numbersFrom(103);
        telegram.writes(7, "Hello?");

        pass();
        pass();

        assertThat(texts()).containsExactly("7 Hello?");
        assertThat(telegram.kept()).isZero();
        assertThat(trouble()).isNull();
    }

    /** After a week without any, Telegram may number updates from anywhere. */
    @Test
    void shouldNotOverlookUpdatesThatAreNumberedAnew() {
        telegram.numbersFrom(5_000);
        telegram.writes(7, "One");
        pass();
        pass();
        world.clock.move(Duration.ofDays(8));
        telegram.numbersFrom(20);
        telegram.writes(7, "Two");

        pass();

        assertThat(texts()).containsExactly("7 One", "7 Two");
    }

    @Test
    void shouldForgetThePositionOfAnotherBot() {
        telegram.writes(7, "One");
        pass();
        DB.execute("update telegram_polls set bot = '999'");
        change(null, CREDENTIALS);

        pass();

        assertThat(telegram.offsets).endsWith(0L);
    }

    @Test
    void shouldAskForAStoppedChannelTooAndForNoneThatIsSetToWebhook() {
        world.channels.stop(world.tenant, channel);
        telegram.writes(7, "Hello?");
        pass();
        assertThat(texts()).containsExactly("7 Hello?");

        change("{\"updates\":\"webhook\"}", null);
        assertThat(replica.due(10)).isEmpty();
        channel("By default", "{}");
        assertThat(replica.due(10)).isEmpty();
    }

    @Test
    void shouldKnowAMessageThatCameByTheWebhookBefore() {
        telegram.writes(7, "Hello?");
        Webhooks.bring(world, channel, "a_secret-of-telegram", """
                {"update_id":101,"message":{"message_id":1,"date":1750000000,"text":"Hello?",
                 "chat":{"id":7,"type":"private"},"from":{"id":7,"is_bot":false,"first_name":"Ann"}}}""");

        pass();

        assertThat(texts()).containsExactly("7 Hello?");
    }

    @Test
    void shouldShowTheSettingsAndRefuseOthers() {
        assertThat(world.channels.get(world.tenant, channel).settings()).isEqualTo(World.json(POLLING));
        assertThat(world.channels.get(world.tenant, channel("Other", "{}")).settings())
                .isEqualTo(World.json("{\"updates\":\"webhook\"}"));
        assertThatThrownBy(() -> change("{\"updates\":\"smoke signals\"}", null))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> change("{\"update\":\"polling\"}", null)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> change(null, "{\"bot_token\":null}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.field()).isEqualTo("credentials.bot_token")));
    }

    private static ObjectNode update(String json) {
        return (ObjectNode) World.json(json);
    }

    private UUID channel(String name, String settings) {
        return world.channels
                .create(
                        world.tenant,
                        new ChannelView.New(
                                name, ChannelType.TELEGRAM, World.json(settings), World.json(CREDENTIALS), null))
                .id();
    }

    private void change(@Nullable String settings, @Nullable String credentials) {
        JsonNode newSettings = settings == null ? null : World.json(settings);
        JsonNode newCredentials = credentials == null ? null : World.json(credentials);
        world.channels.change(world.tenant, channel, new ChannelView.Change(null, newSettings, newCredentials, null));
    }

    private TelegramPollService replica(String wait) {
        var config = Settings.with(Map.of("telegram.api", telegram.url(), "telegram.poll-wait", wait));
        return new TelegramPollService(
                new TelegramPollRepository(),
                new ChannelLookupRepository(),
                new ChannelCredentials(world.cipher),
                new TelegramApi(Ways.http(config), config),
                UpdateIntakes.intake(),
                world.work,
                world.clock,
                config);
    }

    private Channel due() {
        return replica.due(10).getFirst();
    }

    /** One answer of Telegram's. */
    private void pass() {
        replica.poll(due(), () -> false);
    }

    private @Nullable String trouble() {
        return world.channels.get(world.tenant, channel).trouble();
    }

    private static List<String> texts() {
        return DB.values(
                "select (identifiers ->> 'telegram_id') || ' ' || text from inbound_messages order by id",
                String.class);
    }
}
