package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.customerOf;
import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CommunicationEnded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Due mails, from the claim to what is told of them. */
@NullMarked
class DispatchIT extends MailDispatchFixture {
    @Test
    void shouldSendADueMailOnceAndTellOfIt() throws Exception {
        Envelope<CommunicationCommand> plan = plan();
        UUID id = idOf(plan);

        replica.passAll();
        replica.passAll();

        assertThat(server.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .contains("To: " + plan.data().participantId() + "@example.org")
                        .contains("Message-ID: <" + id + "@example.com>"));
        assertThat(db.told(id)).containsExactly("started", "delivered");
        assertThat(db.events()).allSatisfy(event -> {
            assertThat(event.depth()).isZero();
            assertThat(event.data().run()).isEqualTo(1);
            assertThat(event.data().customerId())
                    .isEqualTo(customerOf(plan.data().participantId()));
        });
        assertThat(db.attempts(id)).containsExactly("1 accepted");
    }

    @Test
    void shouldCloseWithoutAnswerWhenTheAgentsTimeIsOver() throws Exception {
        UUID id = idOf(plan());
        replica.passAll();

        world.clock.move(Duration.ofHours(72).minusSeconds(1));
        assertThat(world.sessions.pass()).isZero();
        world.clock.move(Duration.ofSeconds(1));
        assertThat(world.sessions.pass()).isEqualTo(1);
        assertThat(world.sessions.pass()).isZero();

        assertThat(db.told(id)).containsExactly("started", "delivered", "no_response");
    }

    @Test
    void shouldNotSendBeforeItIsDueNorWhileTheCampaignIsNotActive() throws Exception {
        Envelope<CommunicationCommand> plan = world.plan(
                ChannelType.EMAIL,
                channel,
                agent,
                null,
                World.at(world.clock.instant().plusSeconds(60)));
        world.apply(plan);

        replica.passAll();
        assertThat(server.mails()).isEmpty();
        world.run(1, false);
        world.clock.move(Duration.ofSeconds(60));
        replica.passAll();
        assertThat(server.mails()).isEmpty();
        assertThat(db.status(idOf(plan))).isEqualTo("planned");
        // An old state changes nothing, a new Start sends what is overdue.
        world.run(1, true);
        replica.passAll();
        assertThat(server.mails()).isEmpty();
        world.run(2, true);
        replica.passAll();
        assertThat(server.mails()).hasSize(1);
        assertThat(db.events().getFirst().data().run()).isEqualTo(2);
    }

    @Test
    void shouldSkipWithTheReasonAndCancelSilentlyWhoIsGone() throws Exception {
        Envelope<CommunicationCommand> removed = plan();
        Envelope<CommunicationCommand> quiet = plan();
        Envelope<CommunicationCommand> unreachable = plan();
        gone.add(removed.data().participantId());
        optedOut.add(quiet.data().participantId());
        withoutAddress.add(unreachable.data().participantId());

        replica.passAll();

        assertThat(server.mails()).isEmpty();
        assertThat(db.status(idOf(removed))).isEqualTo("canceled");
        assertThat(db.told(idOf(removed))).isEmpty();
        assertThat(db.reason(idOf(quiet))).isEqualTo("The contact does not want to be contacted by email");
        assertThat(db.told(idOf(quiet))).containsExactly("skipped");
        assertThat(db.reason(idOf(unreachable))).isEqualTo("The contact has no email address");
        assertThat(db.events()).hasSize(2).allSatisfy(event -> {
            assertThat(event.data()).isInstanceOf(CommunicationEnded.class);
            assertThat(event.depth()).isEqualTo(4);
        });
    }

    @Test
    void shouldWaitForParticipantServiceAndLoseNothing() throws Exception {
        UUID id = idOf(plan());
        participantsAway = true;

        replica.passAll();
        assertThat(db.status(id)).isEqualTo("planned");
        participantsAway = false;
        new Replica(Map.of()).passAll();

        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void shouldFaultTheRunOnceWhenChannelOrAgentIsStopped() throws Exception {
        UUID id = idOf(plan());
        plan();
        world.channels.stop(world.tenant, channel);

        replica.passAll();
        replica.passAll();

        assertThat(db.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.data().campaignId()).isEqualTo(world.campaign);
            assertThat(fault.data().run()).isEqualTo(1);
            assertThat(fault.data().message()).contains("The channel Mail is stopped");
        });
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.events()).isEmpty();
        // Running again is not enough, the run is over; the next one sends, or faults for another reason.
        world.channels.start(world.tenant, channel);
        replica.passAll();
        assertThat(server.mails()).isEmpty();
        world.agents.stop(world.tenant, agent);
        world.run(2, true);
        replica.passAll();
        assertThat(db.faults()).hasSize(2);
        assertThat(db.faults().getLast().data().message()).contains("The agent Messages is stopped");
        world.agents.start(world.tenant, agent);
        world.run(3, true);
        replica.passAll();
        assertThat(server.mails()).hasSize(2);
    }

    @Test
    void shouldFaultTheRunWhenCredentialsCannotBeRead() throws Exception {
        plan();
        db.execute("update channels set credentials = '\\x010203'::bytea || decode(repeat('00', 40), 'hex')");

        replica.passAll();

        assertThat(db.faults())
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.data().message()).contains("credentials of the channel Mail cannot be read"));
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void shouldRetryADefiniteRefusalWithBackoffAndThenFail() throws Exception {
        UUID id = idOf(plan());
        server.answer("RCPT", "450 mailbox busy");

        replica.passAll();
        replica.passAll();
        assertThat(db.attempts(id)).containsExactly("1 refused_for_now");
        assertThat(db.status(id)).isEqualTo("planned");
        world.clock.move(Duration.ofSeconds(30));
        replica.passAll();
        world.clock.move(Duration.ofMinutes(5));
        replica.passAll();
        world.clock.move(Duration.ofHours(1));
        replica.passAll();

        assertThat(db.attempts(id)).containsExactly("1 refused_for_now", "2 refused_for_now", "3 refused_for_now");
        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).isEqualTo("The mail server refused it for now: 450 mailbox busy (after 3 attempts)");
    }

    @Test
    void shouldSendAtTheSecondAttempt() throws Exception {
        UUID id = idOf(plan());
        server.answer("MAIL", "451 later");
        replica.passAll();
        server.behave();
        world.clock.move(Duration.ofSeconds(30));

        replica.passAll();

        assertThat(server.mails()).hasSize(1);
        assertThat(db.told(id)).containsExactly("started", "delivered");
        assertThat(db.attempts(id)).containsExactly("1 refused_for_now", "2 accepted");
    }

    @Test
    void shouldFailWhatTheServerRefusesForGood() throws Exception {
        UUID id = idOf(plan());
        server.answer("RCPT", "550 no such user");

        replica.passAll();

        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).isEqualTo("The mail server refused it: 550 no such user");
    }

    @Test
    void shouldLeaveTheOthersAloneWhileTheServerIsAway() throws Exception {
        server.answer("CONNECT", FakeSmtpServer.HANG_UP);
        List<Envelope<CommunicationCommand>> plans = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            plans.add(world.plan(ChannelType.EMAIL, channel, agent));
        }
        world.apply(plans);

        replica.passAll();

        assertThat(db.values("select count(*) from attempts", Integer.class).getFirst())
                .isLessThanOrEqualTo(16);
        assertThat(db.values("select count(*) from communications where lease_owner is not null", Integer.class))
                .containsExactly(0);
        server.behave();
        world.clock.move(Duration.ofMinutes(1));
        new Replica(Map.of()).passAll();
        assertThat(server.mails()).hasSize(100);
    }

    @Test
    void shouldHonourTheRateOfAChannel() throws Exception {
        world.channels.change(
                world.tenant,
                channel,
                new campaignflows.communication.channel.ChannelView.Change(null, null, null, World.json("10")));
        List<Envelope<CommunicationCommand>> plans = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            plans.add(world.plan(ChannelType.EMAIL, channel, agent));
        }
        world.apply(plans);
        long start = System.nanoTime();
        while (server.mails().size() < 12) {
            replica.passAll();
        }
        double seconds = (System.nanoTime() - start) / 1e9;

        assertThat(server.mails().size()).isBetween(12, 14);
        // Two are saved up at most; the other ten take a second.
        assertThat(seconds).isGreaterThan(0.9);
    }

    @Test
    void shouldPlayASimulatedConversationToItsEnd() throws Exception {
        UUID voice = world.channel(ChannelType.VOICE);
        UUID simulator = world.simulatedAgent(
                voice,
                """
                {"delivered":1,"read":1,"replied":1,"failed":0,"delay_ms":1000,"results":{"outcome":["paid"]}}
                """,
                List.of(new campaignflows.communication.agent.AgentView.Result(
                        "outcome",
                        "Outcome",
                        campaignflows.platform.values.FieldType.ENUMERATION,
                        List.of("paid", "refused"))),
                Duration.ofHours(72));
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.VOICE, voice, simulator);
        world.apply(plan);

        replica.passAll();
        assertThat(db.told(idOf(plan))).containsExactly("started");
        for (int i = 0; i < 60; i++) {
            world.clock.move(Duration.ofMillis(100));
            world.sessions.pass();
        }

        assertThat(db.told(idOf(plan))).containsExactly("started", "delivered", "read", "replied", "completed");
        assertThat(db.values("select results ->> 'outcome' from communications", String.class))
                .containsExactly("paid");
        assertThat(db.values("select sender from messages order by number", String.class))
                .containsExactly("contact", "agent");
        assertThat(((CommunicationEnded) db.events().getLast().data())
                        .communication()
                        .results())
                .containsEntry("outcome", "paid");
    }
}
