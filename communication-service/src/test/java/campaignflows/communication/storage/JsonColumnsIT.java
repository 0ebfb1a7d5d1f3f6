package campaignflows.communication.storage;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.agent.AgentView;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.channel.Security;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.values.AllowedWindow;
import campaignflows.platform.values.FieldType;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A text that is bound to jsonb becomes a JSON string without a word: every column must hold an object or an array. */
class JsonColumnsIT {
    private static final TestDatabase DB = new TestDatabase();

    private World world;
    private UUID channel;
    private UUID agent;

    @BeforeEach
    void begin() {
        world = new World(DB);
        channel = world.emailChannel(2525);
        agent = world.simulatedAgent(
                channel,
                "{\"replied\":0.123456789,\"seed\":9007199254740993,\"results\":{\"outcome\":[\"paid\"]}}",
                List.of(new AgentView.Result("outcome", null, FieldType.ENUMERATION, List.of("paid", "refused"))),
                Duration.ofHours(1));
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldKeepSettingsAndResultsOfWhatIsEditedAsJson() {
        UUID plain = world.channel(ChannelType.WEB);
        UUID messages = world.messageAgent(channel);

        assertThat(types("settings", "channels")).containsOnly("object").hasSize(2);
        assertThat(types("settings", "agents")).containsOnly("object").hasSize(2);
        assertThat(types("results", "agents")).containsOnly("array").hasSize(2);
        assertThat(text("select settings->>'host' from channels where id = '" + channel + "'"))
                .isEqualTo("127.0.0.1");
        assertThat(text("select settings::text from channels where id = '" + plain + "'"))
                .isEqualTo("{}");
        assertThat(text("select settings::text from agents where id = '" + messages + "'"))
                .isEqualTo("{}");
        assertThat(text("select settings->>'seed' from agents where id = '" + agent + "'"))
                .isEqualTo("9007199254740993");
        assertThat(text("select settings->>'replied' from agents where id = '" + agent + "'"))
                .isEqualTo("0.123456789");
        assertThat(text("select results->0->>'name' from agents where id = '" + agent + "'"))
                .isEqualTo("outcome");
    }

    @Test
    void shouldReadAgainWhatAChangeWrote() {
        world.channels.change(
                world.tenant,
                channel,
                new ChannelView.Change(
                        "Renamed",
                        World.json(
                                "{\"host\":\"127.0.0.1\",\"port\":2526,\"security\":\"none\",\"from\":\"Änn <a@example.org>\"}"),
                        null,
                        World.json("7")));
        world.agents.change(
                world.tenant,
                agent,
                new AgentView.Change(null, null, null, World.json("{\"seed\":-1}"), Duration.ofMinutes(5)));

        ChannelView view = world.channels.get(world.tenant, channel);
        assertThat(view.settings().get("from").asText()).isEqualTo("Änn <a@example.org>");
        assertThat(view.ratePerSecond()).isEqualTo(7);
        AgentView agentView = world.agents.get(world.tenant, agent);
        assertThat(agentView.settings().get("seed").asLong()).isEqualTo(-1);
        assertThat(agentView.noResponseAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(types("settings", "channels")).containsOnly("object");
        assertThat(types("settings", "agents")).containsOnly("object");
        // and both seams read the same
        var seen = DB.database()
                .read(tx -> new ChannelLookupRepository().all(tx, List.of(channel)))
                .getFirst();
        assertThat(seen.name()).isEqualTo("Renamed");
        assertThat(seen.settings())
                .isEqualTo(new EmailSettings("127.0.0.1", 2526, Security.NONE, "Änn <a@example.org>"));
        assertThat(seen.revision()).isEqualTo(2);
    }

    @Test
    void shouldKeepWhatCommunicationsHoldAsJson() {
        UUID messages = world.messageAgent(channel);
        AllowedWindow always =
                new AllowedWindow(LocalTime.of(0, 0), LocalTime.of(23, 59), EnumSet.allOf(DayOfWeek.class));
        Schedule windowed = new Schedule(world.clock.instant(), null, null, 0, 0, 0, null, ZoneOffset.UTC, always);
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.EMAIL, channel, messages, null, windowed);
        world.apply(plan);
        UUID id = World.idOf(plan);
        DB.database()
                .useTransaction(tx -> world.transitions.apply(
                        tx,
                        List.of(new StatusChange(
                                id,
                                CommunicationStatus.COMPLETED,
                                world.clock.instant(),
                                null,
                                Map.of("amount", "12.50"),
                                null,
                                List.of(),
                                null,
                                false))));

        for (String column : List.of("results", "parameters", "content", "allowed_window")) {
            assertThat(types(column, "communications")).as(column).containsExactly("object");
        }
        assertThat(text("select content->>'subject' from communications")).startsWith("Payment for ");
        assertThat(text("select results->>'amount' from communications")).isEqualTo("12.50");
        assertThat(text("select parameters->>'due' from communications")).isEqualTo("2026-06-03");
    }

    private static List<String> types(String column, String table) {
        return DB.values("select jsonb_typeof(" + column + ") from " + table, String.class);
    }

    private static String text(String sql) {
        return DB.values(sql, String.class).getFirst();
    }
}
