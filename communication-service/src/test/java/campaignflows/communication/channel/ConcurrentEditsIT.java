package campaignflows.communication.channel;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.agent.AgentView;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What several people do to the same agents and channels at the same moment. */
class ConcurrentEditsIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final int MANY = 24;

    private World world;

    @BeforeEach
    void begin() {
        world = new World(DB);
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldLetAllEditsOfAChannelTakeEffectOneAfterTheOther() throws Exception {
        UUID channel = world.channel(ChannelType.TELEGRAM);
        List<Callable<ChannelView>> edits = new ArrayList<>();
        for (int i = 1; i <= MANY; i++) {
            String name = "Name " + i;
            String rate = String.valueOf(i);
            edits.add(
                    i % 2 == 0
                            ? () -> world.channels.change(
                                    world.tenant, channel, new ChannelView.Change(name, null, null, null))
                            : () -> world.channels.change(
                                    world.tenant, channel, new ChannelView.Change(null, null, null, World.json(rate))));
        }

        assertThat(failures(edits)).isEmpty();

        assertThat(DB.values("select revision from channels", Integer.class)).containsExactly(1 + MANY);
        ChannelView view = world.channels.get(world.tenant, channel);
        assertThat(view.name()).matches("Name \\d*[02468]");
        assertThat(String.valueOf(view.ratePerSecond())).matches("\\d*[13579](\\.0)?");
    }

    @Test
    void shouldGiveANameOnceThoughManyAskAtTheSameMoment() throws Exception {
        List<Callable<ChannelView>> creations = new ArrayList<>();
        List<Callable<ChannelView>> renamings = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            creations.add(() -> world.channels.create(
                    world.tenant, new ChannelView.New("The One", ChannelType.WEB, null, null, null)));
            UUID other = world.channels
                    .create(world.tenant, new ChannelView.New("Other " + i, ChannelType.WEB, null, null, null))
                    .id();
            renamings.add(() ->
                    world.channels.change(world.tenant, other, new ChannelView.Change("the next", null, null, null)));
        }

        for (List<Callable<ChannelView>> all : List.of(creations, renamings)) {
            assertThat(failures(all))
                    .hasSize(MANY - 1)
                    .allSatisfy(failure -> assertThat(failure)
                            .isInstanceOf(ProblemException.class)
                            .hasMessageContaining("There is already a channel named"));
        }
        assertThat(DB.values(
                        "select count(*) from channels where lower(name) in ('the one', 'the next')", Integer.class))
                .containsExactly(2);
    }

    @Test
    void shouldKeepTheOrderInWhichChannelsAreAttachedWhenTheyTradePlaces() {
        List<UUID> channels = new ArrayList<>();
        for (ChannelType type : List.of(ChannelType.WEB, ChannelType.VOICE, ChannelType.TELEGRAM)) {
            channels.add(world.channel(type));
        }
        UUID agent = world.agents
                .create(
                        world.tenant,
                        new AgentView.New("Agent", AgentKind.SIMULATED, channels, null, null, Duration.ofHours(1)))
                .id();
        for (List<UUID> next : List.of(channels.reversed(), List.of(channels.get(1), channels.get(0)), channels)) {
            assertThat(world.agents
                            .change(world.tenant, agent, new AgentView.Change(null, next, null, null, null))
                            .channelIds())
                    .isEqualTo(next);
            assertThat(world.agents.get(world.tenant, agent).channelIds()).isEqualTo(next);
        }
        assertThat(DB.values("select place from agent_channels order by place", Integer.class))
                .containsExactly(1, 2, 3);
    }

    @Test
    void shouldNotLeaveAnAgentOnAChannelThatIsDeletedAtTheSameMoment() throws Exception {
        for (int round = 0; round < 10; round++) {
            UUID channel = world.channels
                    .create(world.tenant, new ChannelView.New("C" + round, ChannelType.WEB, null, null, null))
                    .id();
            String name = "A" + round;
            List<Callable<Object>> both = List.of(
                    () -> {
                        world.channels.delete(world.tenant, channel);
                        return "deleted";
                    },
                    () -> world.agents.create(
                            world.tenant,
                            new AgentView.New(name, AgentKind.SIMULATED, List.of(channel), null, null, null)));

            assertThat(failures(both))
                    .hasSize(1)
                    .allSatisfy(failure -> assertThat(failure).isInstanceOf(ProblemException.class));
        }
    }

    private static <T> List<Throwable> failures(List<Callable<T>> all) throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
            for (Future<T> one : threads.invokeAll(all)) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    failures.add(e.getCause());
                }
            }
        }
        return failures;
    }
}
