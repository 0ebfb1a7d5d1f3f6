package campaignflows.communication.external;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.support.FakeAgent;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.Ways;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.OptOutsChanged;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What external agents are told of their sessions: signed, until they have heard it, in the order of each session. */
@NullMarked
class AgentNoticesIT {
    private static final TestDatabase DB = new TestDatabase();

    private World world;
    private FakeAgent platform;
    private UUID channel;
    private UUID agent;
    private AgentNoticeService notices;

    @BeforeEach
    void begin() throws IOException {
        world = new World(DB);
        platform = new FakeAgent();
        channel = world.channel(ChannelType.WHATSAPP);
        agent = world.externalAgent(platform.url(), FakeAgent.SECRET, List.of(channel), List.of());
        notices = replica();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    private AgentNoticeService replica() {
        var config = Settings.with(Map.of("public-address", "https://flows.example.org"));
        return new AgentNoticeService(
                new AgentNoticeRepository(),
                new AgentLookupRepository(),
                new ExternalAgents(
                        Ways.http(config),
                        new EndpointRules(Settings.ADDRESSES, config),
                        new AgentSecrets(world.cipher),
                        Ways.visitors(world.work),
                        config,
                        world.clock),
                world.work,
                world.clock,
                Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivered no_response", "replied completed"})
    void shouldTellThatASessionHasClosedByTime(String fromTo) throws Exception {
        String[] statuses = fromTo.split(" ");
        UUID id = session(agent, CommunicationStatus.valueOf(statuses[0].toUpperCase(java.util.Locale.ROOT)));
        world.clock.move(Duration.ofHours(73));
        world.sessions.pass();
        assertThat(DB.status(id)).isEqualTo(statuses[1]);

        assertThat(notices.pass()).isEqualTo(1);

        assertThat(platform.notices()).singleElement().satisfies(call -> {
            assertThat(call.webhookId()).startsWith("notice_");
            assertThat(call.body()).isEqualTo(World.json("""
                    {"type":"session.closed","data":{"communication_id":"%s","agent_id":"%s","channel":"whatsapp","status":"%s"}}
                    """.formatted(id, agent, statuses[1])));
        });
        assertThat(notices.pass()).isZero();
        world.sessions.pass();
        assertThat(notices.pass()).isZero();
    }

    @Test
    void shouldNotTellOfWhatNoExternalAgentHasBegun() throws Exception {
        UUID simulator =
                world.simulatedAgent(channel, "{\"failed\":0,\"delivered\":0}", List.of(), Duration.ofHours(1));
        UUID id = session(simulator, CommunicationStatus.STARTED);
        optOut(id, ChannelType.WHATSAPP);
        world.clock.move(Duration.ofHours(73));
        world.sessions.pass();
        assertThat(DB.status(id)).isEqualTo("no_response");

        assertThat(notices.pass()).isZero();
    }

    @Test
    void shouldTellOnceThatTheContactHasOptedOutOfTheChannel() throws Exception {
        UUID id = session(agent, CommunicationStatus.REPLIED);
        session(agent, CommunicationStatus.REPLIED);
        optOut(id, ChannelType.EMAIL);
        assertThat(notices.pass()).isZero();

        optOut(id, ChannelType.EMAIL, ChannelType.WHATSAPP);
        optOut(id, ChannelType.WHATSAPP);
        assertThat(notices.pass()).isEqualTo(1);

        assertThat(platform.notices())
                .singleElement()
                .satisfies(call -> assertThat(call.body()).isEqualTo(World.json("""
                        {"type":"contact.opted_out","data":{"communication_id":"%s","agent_id":"%s","channel":"whatsapp","status":"replied"}}
                        """.formatted(id, agent))));
        assertThat(DB.status(id)).as("what was begun goes on").isEqualTo("replied");
        optOut(id);
        assertThat(notices.pass()).isZero();
        optOut(id, ChannelType.WHATSAPP);
        assertThat(notices.pass()).isEqualTo(1);
    }

    @Test
    void shouldNotTellOfAnOptOutAfterTheEnd() throws Exception {
        UUID id = session(agent, CommunicationStatus.COMPLETED);
        optOut(id, ChannelType.WHATSAPP);

        assertThat(notices.pass()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 401, 408})
    void shouldTellAgainWithTheSameIdUntilItIsHeardAndOthersMeanwhile(int status) throws Exception {
        session(agent, CommunicationStatus.STARTED);
        session(agent, CommunicationStatus.STARTED);
        try (FakeAgent another = new FakeAgent()) {
            UUID theirs = session(
                    world.externalAgent(another.url(), FakeAgent.SECRET, List.of(channel), List.of()),
                    CommunicationStatus.STARTED);
            world.clock.move(Duration.ofHours(73));
            world.sessions.pass();
            platform.refuses(status);

            notices.pass();
            assertThat(platform.notices()).as("one try for all").hasSize(1);
            assertThat(another.notices())
                    .singleElement()
                    .satisfies(call -> assertThat(
                                    call.body().at("/data/communication_id").asText())
                            .isEqualTo(theirs.toString()));
            assertThat(notices.pass()).isZero();

            platform.refuses(0);
            world.clock.move(Duration.ofSeconds(11));
            notices.pass();
            assertThat(platform.notices()).hasSize(3);
            assertThat(platform.notices().stream()
                            .map(FakeAgent.Call::webhookId)
                            .distinct())
                    .hasSize(2);
            world.clock.move(Duration.ofHours(2));
            assertThat(notices.pass()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 422, 302})
    void shouldLeaveAnAgentAloneThatDoesNotWantToBeTold(int status) throws Exception {
        session(agent, CommunicationStatus.STARTED);
        world.clock.move(Duration.ofHours(73));
        world.sessions.pass();
        platform.refuses(status);

        notices.pass();
        world.clock.move(Duration.ofHours(2));

        assertThat(notices.pass()).isZero();
        assertThat(platform.notices()).hasSize(1);
    }

    @Test
    void shouldGiveUpAfterAboutADay() throws Exception {
        session(agent, CommunicationStatus.STARTED);
        world.clock.move(Duration.ofHours(73));
        world.sessions.pass();
        platform.close();
        Instant began = world.clock.instant();

        Instant last = began;
        while (DB.values("select count(*) from agent_notices", Integer.class).getFirst() > 0) {
            if (notices.pass() > 0) {
                last = world.clock.instant();
            }
            world.clock.move(Duration.ofMinutes(20));
        }

        assertThat(Duration.between(began, last)).isBetween(Duration.ofHours(20), Duration.ofHours(48));
    }

    /** The process dies before it calls, or before it has stored that it was heard. */
    @Test
    void shouldTellAgainWithTheSameIdAfterACrash() throws Exception {
        session(agent, CommunicationStatus.STARTED);
        world.clock.move(Duration.ofHours(73));
        world.sessions.pass();
        List<AgentNoticeRepository.Due> claimed = DB.database()
                .inTransaction(tx -> new AgentNoticeRepository()
                        .claim(
                                tx,
                                List.of(),
                                world.clock.instant(),
                                world.clock.instant().plusSeconds(60),
                                10));
        assertThat(claimed).hasSize(1);
        assertThat(replica().pass()).as("somebody else is at it").isZero();

        world.clock.move(Duration.ofMinutes(2));
        assertThat(replica().pass()).isEqualTo(1);

        assertThat(platform.notices())
                .extracting(FakeAgent.Call::webhookId)
                .containsExactly("notice_" + claimed.getFirst().id());
    }

    private UUID session(UUID by, CommunicationStatus status) {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.WHATSAPP, channel, by);
        world.apply(plan);
        UUID id = World.idOf(plan);
        step(id, CommunicationStatus.STARTED);
        if (status != CommunicationStatus.STARTED) {
            step(id, status);
        }
        return id;
    }

    private void step(UUID id, CommunicationStatus to) {
        DB.database()
                .useTransaction(tx -> world.transitions.apply(
                        tx,
                        List.of(StatusChange.step(
                                id,
                                to,
                                world.clock.instant(),
                                to.isFinal() ? null : world.clock.instant().plus(Duration.ofHours(72))))));
    }

    /** All that the contact of the communication is opted out of from now on. */
    private void optOut(UUID communication, ChannelType... channels) {
        UUID customer = DB.values(
                        "select customer_id from communications where id = '" + communication + "'", UUID.class)
                .getFirst();
        world.apply(List.of(new Envelope<>(
                Ids.v7(),
                "participant-service",
                world.tenant,
                customer.toString(),
                world.clock.instant(),
                null,
                0,
                new OptOutsChanged(customer, Set.of(channels)))));
    }
}
