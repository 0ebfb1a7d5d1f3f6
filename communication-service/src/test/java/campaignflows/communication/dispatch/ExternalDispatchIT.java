package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.agent.AgentView;
import campaignflows.communication.lifecycle.Change;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.support.FakeAgent;
import campaignflows.communication.support.FakeAgent.Fault;
import campaignflows.communication.support.FakeTelegram;
import campaignflows.communication.support.World;
import campaignflows.communication.support.WorldFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.values.FieldType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions of an external agent, from the plan to one session there, whatever becomes of the calls. */
@NullMarked
class ExternalDispatchIT extends WorldFixture {
    private static final String ADDRESS = "+49301234567";
    private FakeAgent platform;
    private UUID channel;
    private UUID agent;
    private DispatchParts parts;

    @BeforeEach
    void begin() throws IOException {
        platform = new FakeAgent();
        channel = world.channel(ChannelType.WHATSAPP);
        agent = world.externalAgent(
                platform.url(),
                FakeAgent.SECRET,
                List.of(channel),
                List.of(new AgentView.Result("answer", "Answer", FieldType.ENUMERATION, List.of("yes", "no"))));
        parts = replica();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void shouldHandOverWhatTheAgentNeedsAndNothingElse() {
        Envelope<CommunicationCommand> plan = plan();

        parts.passAll();
        parts.passAll();

        assertThat(db.told(idOf(plan))).containsExactly("started");
        assertThat(db.attempts(idOf(plan))).containsExactly("1 accepted");
        assertThat(platform.calls()).singleElement().satisfies(call -> {
            assertThat(call.key()).isEqualTo(idOf(plan).toString());
            assertThat(call.webhookId()).isEqualTo("session_" + idOf(plan));
        });
        JsonNode data = platform.sessions().get(idOf(plan));
        assertThat(data).isEqualTo(World.json("""
                        {"communication_id":"%s","name":"REMINDER","campaign_id":"%s","participant_id":"%s","agent_id":"%s",
                         "channel":{"id":"%s","type":"whatsapp","name":"WHATSAPP"},"contact":{"address":"%s"},
                         "parameters":{"due":"2026-06-03"},"content":null,
                         "results":[{"name":"answer","title":"Answer","type":"enumeration","values":["yes","no"]}],
                         "callback_url":"https://flows.example.org/api/v1/webhooks/agents/%s","closes_after":"PT72H"}
                        """.formatted(
                        idOf(plan), world.campaign, plan.data().participantId(), agent, channel, ADDRESS, agent)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG_UP", "SILENCE", "FAILS_AFTERWARDS"})
    void shouldBeginOneSessionThoughTheFirstCallGotNoResponse(Fault fault) {
        platform.misbehaves(fault);
        UUID id = idOf(plan());
        parts.passAll();
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.attempts(id)).containsExactly("1 unknown");
        assertThat(db.told(id)).isEmpty();

        platform.misbehaves(Fault.NONE);
        later(Duration.ofSeconds(31));

        assertThat(db.told(id)).containsExactly("started");
        assertThat(db.attempts(id)).containsExactly("1 unknown", "2 accepted");
        assertThat(platform.sessions()).hasSize(1);
        assertThat(platform.calls()).hasSize(2);
        assertThat(platform.calls().get(0)).isEqualTo(platform.calls().get(1));
    }

    @Test
    void shouldFailWhenTheTriesAreUsedUpAndSayThatNobodyKnows() {
        platform.misbehaves(Fault.FAILS_AFTERWARDS);
        UUID id = idOf(plan());
        parts.passAll();
        later(Duration.ofSeconds(31));
        later(Duration.ofMinutes(6));

        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).startsWith(Reasons.SESSION_UNKNOWN);
        assertThat(db.attempts(id)).containsExactly("1 unknown", "2 unknown", "3 unknown");
        assertThat(platform.sessions()).hasSize(1);
    }

    @Test
    void shouldAskAgainAfterACrashBetweenWritingAndResponse() {
        UUID id = idOf(plan());
        parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
        parts.attempts.begin(List.of(id));
        db.crash();
        parts = replica();

        assertThat(parts.claims.recover(10, List.of())).isEqualTo(1);
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.reason(id)).isEqualTo(Reasons.REPEATED_AFTER_RESTART);
        parts.passAll();

        assertThat(db.told(id)).containsExactly("started");
        assertThat(db.attempts(id)).containsExactly("1 unknown", "2 accepted");
        assertThat(platform.sessions()).hasSize(1);
    }

    @Test
    void shouldNotAskForEverThoughEveryTryCrashes() {
        UUID id = idOf(plan());
        for (int i = 0; i < 3; i++) {
            parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
            parts.attempts.begin(List.of(id));
            db.crash();
            parts = replica();
            parts.claims.recover(10, List.of());
        }

        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).isEqualTo(Reasons.SESSION_UNKNOWN);
    }

    @Test
    void shouldTakeTheAgentsWordBeforeItsResponse() {
        platform.does(id -> db.database()
                        .useTransaction(tx -> world.transitions.apply(
                                tx,
                                List.of(Change.step(
                                        id,
                                        CommunicationStatus.DELIVERED,
                                        world.clock.instant(),
                                        world.clock.instant())))))
                .misbehaves(Fault.HANG_UP);
        UUID id = idOf(plan());

        parts.passAll();
        later(Duration.ofSeconds(31));

        assertThat(db.told(id)).containsExactly("delivered");
        assertThat(platform.calls()).hasSize(1);
    }

    @Test
    void shouldTryAgainWhenTheAgentIsNotThereAndSayWhy() {
        platform.close();
        UUID id = idOf(plan());
        parts.passAll();
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.reason(id)).contains("cannot be reached");
        Await.untilAsserted(() ->
                assertThat(world.agents.get(world.tenant, agent).trouble()).contains("cannot be reached"));

        later(Duration.ofSeconds(31));
        later(Duration.ofMinutes(6));

        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).contains("after 3 attempts");
        assertThat(db.attempts(id)).containsExactly("1 refused_for_now", "2 refused_for_now", "3 refused_for_now");
    }

    @ParameterizedTest
    @CsvSource({"400", "403", "404", "422"})
    void shouldFailAtOnceWhatTheAgentRefusesForGood(int status) {
        platform.refuses(status);
        UUID id = idOf(plan());
        parts.passAll();

        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).endsWith("refused the session: " + status + " not today");
        assertThat(db.faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    void shouldLeaveTheAgentAloneAsLongAsItSays(int status) {
        platform.refuses(status, "40");
        UUID first = idOf(plan());
        parts.passAll();
        UUID second = idOf(plan());
        parts.passAll();

        assertThat(platform.calls()).hasSize(1);
        for (UUID id : List.of(first, second)) {
            assertThat(db.status(id)).isEqualTo("planned");
            assertThat(db.reason(id)).contains("takes no sessions for");
        }
        assertThat(db.values(
                        "select count(*) from communications where due_at > '%s'"
                                .formatted(world.clock.instant().plusSeconds(30)),
                        Integer.class))
                .containsExactly(2);
        assertThat(db.values("select max(retries) from communications", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldStopTheCampaignWhereTheSecretsDiffer() {
        world.agents.change(
                world.tenant,
                agent,
                new AgentView.Change(
                        null,
                        null,
                        null,
                        World.json("{\"endpoint\":\"%s\",\"secret\":\"whsec_%s\"}"
                                .formatted(platform.url(), "A".repeat(32))),
                        null));
        // Both secrets sign for a day, so nothing is interrupted.
        UUID first = idOf(plan());
        parts.passAll();
        assertThat(db.told(first)).containsExactly("started");

        world.clock.move(Duration.ofHours(25));
        UUID second = idOf(plan());
        parts.passAll();
        assertThat(db.status(second)).isEqualTo("planned");
        assertThat(db.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.data().message()).contains("refuses our signature"));
    }

    @Test
    void shouldGoOnAtOnceAtAnotherEndpointThoughTheFirstOneWantsAPause() throws IOException {
        plan();
        platform.refuses(503, "600");
        parts.passAll();
        assertThat(platform.calls()).hasSize(1);
        try (FakeAgent another = new FakeAgent()) {
            world.agents.change(
                    world.tenant,
                    agent,
                    new AgentView.Change(
                            null, null, null, World.json("{\"endpoint\":\"%s\"}".formatted(another.url())), null));
            UUID next = idOf(plan());

            Await.until("it is begun", () -> {
                parts.passAll();
                return db.status(next).equals("started");
            });
            assertThat(another.sessions()).containsOnlyKeys(next);
        }
    }

    @Test
    void shouldNotKeepOthersOnTheChannelWaiting() throws IOException {
        try (FakeTelegram telegram = new FakeTelegram()) {
            UUID bot = world.telegramChannel();
            UUID messages = world.messageAgent(bot);
            telegram.chats.add(7L);
            platform.close();
            UUID slow = world.externalAgent(platform.url() + "/2", FakeAgent.SECRET, List.of(bot), List.of());
            parts = new DispatchParts(
                    world,
                    participants -> contacts(participants, "7"),
                    Map.of("telegram.api", telegram.url(), "http.answer-timeout", "PT2S"));
            world.apply(world.plan(ChannelType.TELEGRAM, bot, slow));
            parts.passAll();
            world.apply(world.plan(ChannelType.TELEGRAM, bot, slow));
            Envelope<CommunicationCommand> message = world.plan(ChannelType.TELEGRAM, bot, messages);
            world.apply(message);

            Await.until("the message is sent", () -> {
                parts.passAll();
                return !telegram.sent().isEmpty();
            });

            assertThat(db.told(idOf(message))).containsExactly("started", "delivered");
            Await.untilAsserted(() ->
                    assertThat(world.agents.get(world.tenant, slow).trouble()).contains("cannot be reached"));
            assertThat(world.channels.get(world.tenant, bot).trouble()).isNull();
        }
    }

    @Test
    void shouldHoldBackWhileTheAgentIsStopped() {
        world.agents.stop(world.tenant, agent);
        UUID id = idOf(plan());
        parts.passAll();

        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(platform.calls()).isEmpty();
        assertThat(db.faults()).hasSize(1);
    }

    @Test
    void shouldNotAskForAContactThatHasOptedOutOrHasNoAddress() {
        parts = new DispatchParts(
                world,
                participants -> {
                    Map<UUID, ContactPoints.Contact> known = new HashMap<>();
                    participants.forEach(id -> known.put(
                            id, new ContactPoints.Contact(world.tenant, world.campaign, id, Map.of(), Set.of())));
                    return known;
                },
                Map.of());
        UUID id = idOf(plan());
        parts.passAll();

        assertThat(db.told(id)).containsExactly("skipped");
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void shouldBeginManyOnceEach() {
        List<Envelope<CommunicationCommand>> plans = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            plans.add(world.plan(ChannelType.WHATSAPP, channel, agent));
        }
        world.apply(plans);
        Await.until("all are begun", () -> {
            parts.passAll();
            return platform.sessions().size() == 200;
        });

        assertThat(platform.calls()).hasSize(200);
    }

    private DispatchParts replica() {
        return new DispatchParts(
                world, participants -> contacts(participants, ADDRESS), Map.of("http.answer-timeout", "PT2S"));
    }

    private Envelope<CommunicationCommand> plan() {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.WHATSAPP, channel, agent, Ids.v7(), world.now());
        world.apply(plan);
        return plan;
    }

    /** Another copy of the service, which knows of no pause. */
    private void later(Duration time) {
        world.clock.move(time);
        parts = replica();
        parts.passAll();
    }

    private Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants, String address) {
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        for (UUID participant : participants) {
            known.put(
                    participant,
                    new ContactPoints.Contact(
                            world.tenant,
                            world.campaign,
                            participant,
                            Map.of(ChannelType.WHATSAPP, address, ChannelType.TELEGRAM, address),
                            Set.of()));
        }
        return known;
    }
}
