package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.agent.AgentView;
import campaignflows.communication.support.FakeAgent;
import campaignflows.communication.support.FakeTelegram;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** External agents that take no session: not there, unwilling, paused, stopped; and what that costs others. */
@NullMarked
class ExternalRefusalsIT extends ExternalDispatchFixture {
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
                    world, participants -> contacts(participants, "7"), Map.of("telegram.api", telegram.url()));
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
}
