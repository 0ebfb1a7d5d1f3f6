package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.lifecycle.CommunicationRepository;
import campaignflows.communication.lifecycle.CommunicationView;
import campaignflows.communication.lifecycle.CommunicationViews;
import campaignflows.communication.lifecycle.PendingCommunicationRepository;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule M8: a due communication is sent, or ended with a reason, or Planned with a reason that people see. */
@NullMarked
class HeldIT {
    private static final TestDatabase DB = new TestDatabase();

    private World world;
    private FakeSmtpServer server;
    private UUID channel;
    private UUID agent;
    private DispatchParts parts;
    private boolean participantsAway;
    private String local = "";

    @BeforeEach
    void begin() throws IOException {
        world = new World(DB);
        server = new FakeSmtpServer();
        channel = world.emailChannel(server.port());
        agent = world.messageAgent(channel);
        parts = new DispatchParts(world, this::contacts, Map.of());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldSayNothingOfWhatIsNotDue() {
        UUID id = planAt(world.clock.instant().plusSeconds(60));

        assertThat(view(id).reason()).isNull();
        assertThat(view(id).nextAttemptAt()).isNull();
    }

    @Test
    @DisplayName("Issue 9.2: a webhook secret alone is no sign-in")
    void shouldSendOnAChannelWhoseCredentialsHoldOnlyAWebhookSecret() throws Exception {
        world.channels.change(
                world.tenant,
                channel,
                new ChannelView.Change(null, null, World.json("{\"webhook_secret\":\"a-long-secret\"}"), null));
        UUID id = plan();

        pass();

        assertThat(view(id).status()).isEqualTo(CommunicationStatus.DELIVERED);
        assertThat(view(id).reason()).isNull();
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void shouldSayThatTheCampaignIsNotActive() {
        UUID id = plan();
        world.run(1, false);
        assertThat(view(id).reason()).startsWith("The campaign is not active");

        DB.execute("delete from runs");
        assertThat(view(id).reason()).startsWith("The campaign has not been started yet");
    }

    @Test
    void shouldSayThatChannelOrAgentAreStoppedAndPutItIntoTheCampaignsError() throws Exception {
        UUID id = plan();
        world.channels.stop(world.tenant, channel);
        assertThat(view(id).reason()).isEqualTo("The channel Mail is stopped");

        pass();
        assertThat(view(id).reason())
                .startsWith("The campaign is in Error: The channel Mail is stopped, but communications are due on it");
        world.run(1, false);
        assertThat(view(id).reason()).startsWith("The campaign is in Error: The channel Mail is stopped");

        world.channels.start(world.tenant, channel);
        world.agents.stop(world.tenant, agent);
        world.run(2, true);
        assertThat(view(id).reason()).isEqualTo("The agent Messages is stopped");
        pass();
        assertThat(view(id).reason()).startsWith("The campaign is in Error: The agent Messages is stopped");
        world.agents.start(world.tenant, agent);
        world.run(3, true);
        pass();
        assertThat(view(id).status()).isEqualTo(CommunicationStatus.DELIVERED);
        assertThat(view(id).reason()).isNull();
    }

    @Test
    void shouldSayThatCredentialsCannotBeRead() throws Exception {
        UUID id = plan();
        DB.execute("update channels set credentials = '\\x010203'::bytea || decode(repeat('00', 40), 'hex')");

        pass();

        assertThat(view(id).status()).isEqualTo(CommunicationStatus.PLANNED);
        assertThat(view(id).reason()).contains("The credentials of the channel Mail cannot be read: enter them again");
        assertThat(DB.faults()).hasSize(1);
    }

    @Test
    void shouldSayThatSettingsFromEarlierMayNotBeUsed() throws Exception {
        UUID id = plan();
        for (String[] wrong : List.of(
                new String[] {"host", "\"169.254.169.254\"", "host or port"},
                new String[] {"host", "\"2130706433\"", "host or port"},
                new String[] {"from", "\"иван@example.com\"", "from"})) {
            DB.execute("update channels set settings = jsonb_set(settings, '{" + wrong[0] + "}', '" + wrong[1] + "')");
            world.run(DB.values("select run from runs", Integer.class).getFirst() + 1, true);

            pass();

            assertThat(view(id).status()).isEqualTo(CommunicationStatus.PLANNED);
            assertThat(view(id).reason()).startsWith("The campaign is in Error").contains(wrong[2]);
            DB.execute("update channels set settings = jsonb_set(settings, '{host}', '\"127.0.0.1\"')");
        }
        assertThat(DB.faults()).hasSize(3);
        assertThat(server.connections()).isZero();
    }

    @Test
    void shouldSayWhyItIsTriedAgainAndWhen() throws Exception {
        UUID id = plan();
        server.answer("RCPT", "450 mailbox busy");

        pass();

        assertThat(view(id).reason()).isEqualTo("The mail server refused it for now: 450 mailbox busy");
        assertThat(view(id).nextAttemptAt()).isEqualTo(view(id).scheduledAt().plusSeconds(30));
        server.behave();
        world.clock.move(Duration.ofSeconds(30));
        pass();
        assertThat(view(id).status()).isEqualTo(CommunicationStatus.DELIVERED);
        assertThat(view(id).reason()).isNull();
    }

    @Test
    void shouldStopTheCampaignAndKeepItsContactsWhenTheSignInIsRefused() throws Exception {
        world.channels.change(
                world.tenant,
                channel,
                new ChannelView.Change(
                        null,
                        World.json("{\"host\":\"127.0.0.1\",\"port\":%d,\"from\":\"a@example.com\"}"
                                .formatted(server.port())),
                        null,
                        null));
        UUID id = plan();
        DB.execute("update channels set settings = jsonb_set(settings, '{security}', '\"none\"')");
        server.answer("MAIL", "530 sign in first");

        pass();
        assertThat(view(id).reason())
                .startsWith("The campaign is in Error: ")
                .contains("The mail server wants another sign-in");
        for (Duration pause : List.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1))) {
            world.clock.move(pause);
            parts = new DispatchParts(world, this::contacts, Map.of());
            pass();
        }

        assertThat(view(id).status()).isEqualTo(CommunicationStatus.PLANNED);
        assertThat(view(id).reason()).startsWith("The campaign is in Error: ").contains("wants another sign-in");
        assertThat(DB.faults()).hasSize(1);
        server.behave();
        world.run(2, true);
        parts = new DispatchParts(world, this::contacts, Map.of());
        pass();
        assertThat(view(id).status()).isEqualTo(CommunicationStatus.DELIVERED);
        // Written by the worker, after what became of the message.
        Await.untilAsserted(() ->
                assertThat(world.channels.get(world.tenant, channel).trouble()).isNull());
    }

    @Test
    void shouldSayOfAllThatWaitThatTheServerIsAway() throws Exception {
        server.answer("CONNECT", FakeSmtpServer.HANG_UP);
        List<UUID> ids = new java.util.ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(plan());
        }

        pass();

        assertThat(ids).allSatisfy(id -> {
            assertThat(view(id).status()).isEqualTo(CommunicationStatus.PLANNED);
            assertThat(view(id).reason()).startsWith("The mail server cannot be reached");
        });
        assertThat(world.channels.get(world.tenant, channel).trouble()).startsWith("The mail server cannot be reached");
    }

    @Test
    void shouldSayThatItWaitsForItsTurn() {
        world.channels.change(world.tenant, channel, new ChannelView.Change(null, null, null, World.json("2")));
        UUID id = plan();

        assertThat(view(id).reason())
                .isEqualTo("It is waiting its turn to be sent: the channel Mail sends at most 2 per second");
    }

    @Test
    void shouldSayThatContactsCannotBeLookedUp() throws Exception {
        UUID id = plan();
        participantsAway = true;

        pass();

        assertThat(view(id).reason()).isEqualTo(Reasons.CONTACTS_UNKNOWN);
    }

    @Test
    void shouldSayThatItsSenderIsGone() {
        UUID id = plan();
        parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
        assertThat(view(id).reason()).isEqualTo("It is waiting its turn to be sent");

        DB.execute("update communications set lease_until = clock_timestamp() - interval '1 second'");
        assertThat(view(id).reason()).startsWith("Whoever was sending it has stopped");
    }

    @Test
    void shouldNotTakeForDeadWhatThisReplicaIsStillAtWorkOn() {
        UUID id = plan();
        parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
        parts.attempts.startAttempts(List.of(id));
        DB.execute("update communications set lease_until = clock_timestamp() - interval '1 second'");

        assertThat(parts.claims.recover(10, List.of(id))).isZero();
        assertThat(parts.claims.recover(10, List.of())).isEqualTo(1);
        assertThat(view(id).reason()).isEqualTo(Reasons.UNKNOWN_AFTER_RESTART);
    }

    @Test
    void shouldEndAtOnceWhatNoServerOfTheChannelCanTake() throws Exception {
        local = "山田";
        UUID id = plan();

        pass();

        assertThat(view(id).status()).isEqualTo(CommunicationStatus.FAILED);
        assertThat(view(id).reason()).contains("SMTPUTF8");
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void shouldEndWithTheReasonWhatHasNoAddress() throws Exception {
        local = "not an address ";
        UUID id = plan();

        pass();

        assertThat(view(id).status()).isEqualTo(CommunicationStatus.FAILED);
        assertThat(view(id).reason()).isEqualTo("The contact's email address is not one");
    }

    @Test
    void shouldSkipWhatNamesAnAgentOfAnotherTenantOrNone() {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.EMAIL, channel, Ids.v7());
        world.apply(plan);

        assertThat(view(idOf(plan)).status()).isEqualTo(CommunicationStatus.SKIPPED);
        assertThat(view(idOf(plan)).reason()).isEqualTo(Reasons.NOT_USABLE);
    }

    @Test
    void shouldSayThatStoredSettingsCannotBeReadAndHoldUpNobodyElse() throws Exception {
        UUID broken = plan();
        DB.execute("update channels set name = 'Broken', settings = '{\"host\": 7}'");
        channel = world.emailChannel(server.port());
        agent = world.agents
                .create(
                        world.tenant,
                        new campaignflows.communication.agent.AgentView.New(
                                "Others",
                                campaignflows.platform.contracts.communication.AgentKind.MESSAGE,
                                List.of(channel),
                                null,
                                null,
                                null))
                .id();
        UUID other = plan();

        pass();

        assertThat(view(broken).reason()).contains("The settings of the channel Broken cannot be read");
        // Its campaign is in Error with it; the next run sends what can be sent.
        assertThat(view(other).reason())
                .satisfiesAnyOf(
                        reason -> assertThat(reason).isNull(),
                        reason -> assertThat(reason).startsWith("The campaign is in Error"));
    }

    @Test
    void shouldEndWhatHasLostItsAgentAndHoldUpNobodyElse() throws Exception {
        UUID orphan = plan();
        DB.execute("update communications set agent_id = gen_random_uuid()");
        UUID other = plan();

        pass();

        assertThat(view(orphan).status()).isEqualTo(CommunicationStatus.SKIPPED);
        assertThat(view(orphan).reason()).isEqualTo(Reasons.NOT_USABLE);
        assertThat(view(other).status()).isEqualTo(CommunicationStatus.DELIVERED);
    }

    @Test
    void shouldSayThatASubjectWasCut() throws Exception {
        UUID id = plan();
        DB.execute("update communications set content = jsonb_set(content, '{subject}', to_jsonb(repeat('ä', 1200)))");

        pass();

        assertThat(view(id).status()).isEqualTo(CommunicationStatus.DELIVERED);
        assertThat(view(id).reason()).isEqualTo("The subject was cut to 998 characters");
    }

    private UUID plan() {
        return planAt(world.clock.instant());
    }

    private UUID planAt(Instant due) {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.EMAIL, channel, agent, null, World.at(due));
        world.apply(plan);
        return ((PlanCommunication) plan.data()).communicationId();
    }

    private void pass() throws Exception {
        for (Future<?> batch : parts.dispatcher.poll().batches()) {
            batch.get();
        }
    }

    private CommunicationView view(UUID id) {
        return DB.database()
                .read(tx -> new CommunicationViews(new PendingCommunicationRepository(), world.clock)
                        .of(
                                tx,
                                new CommunicationRepository()
                                        .find(tx, world.tenant, id).stream().toList()))
                .getFirst();
    }

    private Map<UUID, ContactPoints.Contact> known(List<UUID> participants) {
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        participants.forEach(id -> known.put(
                id,
                new ContactPoints.Contact(
                        world.tenant, id, Map.of(ChannelType.EMAIL, local + id + "@example.org"), Set.of())));
        return known;
    }

    private Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        if (participantsAway) {
            throw new IllegalStateException("away");
        }
        return known(participants);
    }
}
