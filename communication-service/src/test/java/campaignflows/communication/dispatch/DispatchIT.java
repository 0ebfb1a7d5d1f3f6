package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.customerOf;
import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.participant.ContactPoints;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullMarked
class DispatchIT {
    private static final TestDatabase DB = new TestDatabase();

    private World world;
    private FakeSmtpServer server;
    private UUID channel;
    private UUID agent;
    private Replica replica;
    private final Set<UUID> gone = new HashSet<>();
    private final Set<UUID> optedOut = new HashSet<>();
    private final Set<UUID> withoutAddress = new HashSet<>();
    private boolean participantsAway;

    @BeforeEach
    void begin() throws IOException {
        world = new World(DB);
        server = new FakeSmtpServer();
        channel = world.emailChannel(server.port());
        agent = world.messageAgent(channel);
        replica = new Replica(Map.of());
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
        assertThat(DB.told(id)).containsExactly("started", "delivered");
        assertThat(DB.events()).allSatisfy(event -> {
            assertThat(event.depth()).isZero();
            assertThat(event.data().run()).isEqualTo(1);
            assertThat(event.data().customerId())
                    .isEqualTo(customerOf(plan.data().participantId()));
        });
        assertThat(attempts(id)).containsExactly("1 accepted");
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

        assertThat(DB.told(id)).containsExactly("started", "delivered", "no_response");
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
        assertThat(DB.status(idOf(plan))).isEqualTo("planned");
        // An old state changes nothing, a new Start sends what is overdue.
        world.run(1, true);
        replica.passAll();
        assertThat(server.mails()).isEmpty();
        world.run(2, true);
        replica.passAll();
        assertThat(server.mails()).hasSize(1);
        assertThat(DB.events().getFirst().data().run()).isEqualTo(2);
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
        assertThat(DB.status(idOf(removed))).isEqualTo("canceled");
        assertThat(DB.told(idOf(removed))).isEmpty();
        assertThat(DB.reason(idOf(quiet))).isEqualTo("The contact does not want to be contacted by email");
        assertThat(DB.told(idOf(quiet))).containsExactly("skipped");
        assertThat(DB.reason(idOf(unreachable))).isEqualTo("The contact has no email address");
        assertThat(DB.events()).hasSize(2).allSatisfy(event -> {
            assertThat(event.data()).isInstanceOf(CommunicationEnded.class);
            assertThat(event.depth()).isEqualTo(4);
        });
    }

    @Test
    void shouldWaitForParticipantServiceAndLoseNothing() throws Exception {
        UUID id = idOf(plan());
        participantsAway = true;

        replica.passAll();
        assertThat(DB.status(id)).isEqualTo("planned");
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

        assertThat(DB.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.data().campaignId()).isEqualTo(world.campaign);
            assertThat(fault.data().run()).isEqualTo(1);
            assertThat(fault.data().message()).contains("The channel Mail is stopped");
        });
        assertThat(DB.status(id)).isEqualTo("planned");
        assertThat(DB.events()).isEmpty();
        // Running again is not enough, the run is over; the next one sends, or faults for another reason.
        world.channels.start(world.tenant, channel);
        replica.passAll();
        assertThat(server.mails()).isEmpty();
        world.agents.stop(world.tenant, agent);
        world.run(2, true);
        replica.passAll();
        assertThat(DB.faults()).hasSize(2);
        assertThat(DB.faults().getLast().data().message()).contains("The agent Messages is stopped");
        world.agents.start(world.tenant, agent);
        world.run(3, true);
        replica.passAll();
        assertThat(server.mails()).hasSize(2);
    }

    @Test
    void shouldFaultTheRunWhenCredentialsCannotBeRead() throws Exception {
        plan();
        DB.execute("update channels set credentials = '\\x010203'::bytea || decode(repeat('00', 40), 'hex')");

        replica.passAll();

        assertThat(DB.faults())
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
        assertThat(attempts(id)).containsExactly("1 refused_for_now");
        assertThat(DB.status(id)).isEqualTo("planned");
        world.clock.move(Duration.ofSeconds(30));
        replica.passAll();
        world.clock.move(Duration.ofMinutes(5));
        replica.passAll();
        world.clock.move(Duration.ofHours(1));
        replica.passAll();

        assertThat(attempts(id)).containsExactly("1 refused_for_now", "2 refused_for_now", "3 refused_for_now");
        assertThat(DB.told(id)).containsExactly("failed");
        assertThat(DB.reason(id)).isEqualTo("The mail server refused it for now: 450 mailbox busy (after 3 attempts)");
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
        assertThat(DB.told(id)).containsExactly("started", "delivered");
        assertThat(attempts(id)).containsExactly("1 refused_for_now", "2 accepted");
    }

    @Test
    void shouldFailWhatTheServerRefusesForGood() throws Exception {
        UUID id = idOf(plan());
        server.answer("RCPT", "550 no such user");

        replica.passAll();

        assertThat(DB.told(id)).containsExactly("failed");
        assertThat(DB.reason(id)).isEqualTo("The mail server refused it: 550 no such user");
    }

    @Test
    void shouldNeverSendAgainWhatMayHaveBeenSent() throws Exception {
        for (String behaviour : List.of(FakeSmtpServer.HANG_UP, FakeSmtpServer.SILENCE)) {
            server.behave();
            UUID id = idOf(plan());
            server.answer(FakeSmtpServer.DOT, behaviour);
            new Replica(Map.of("email.answer-timeout", "PT1S")).passAll();
            server.behave();
            world.clock.move(Duration.ofHours(1));
            replica.passAll();

            assertThat(server.count(mail -> mail.contains("<" + id + "@"))).isEqualTo(1);
            assertThat(DB.told(id)).containsExactly("failed");
            assertThat(DB.reason(id)).contains("whether it was sent is unknown");
        }
    }

    @Test
    void shouldSendAfterACrashBetweenClaimAndAttempt() throws Exception {
        UUID id = idOf(plan());
        replica.claim();

        crash();

        assertThat(new Replica(Map.of()).claims.recover(10, List.of())).isEqualTo(1);
        new Replica(Map.of()).passAll();
        assertThat(server.mails()).hasSize(1);
        assertThat(DB.told(id)).containsExactly("started", "delivered");
    }

    @Test
    void shouldNotSendAfterACrashBetweenAttemptAndSending() throws Exception {
        UUID id = idOf(plan());
        replica.claim();
        replica.attempts.begin(List.of(id));

        crash();

        recoverAndPass();
        assertThat(server.mails()).isEmpty();
        assertThat(DB.told(id)).containsExactly("failed");
        assertThat(DB.reason(id)).isEqualTo(Reasons.UNKNOWN_AFTER_RESTART);
        assertThat(attempts(id)).containsExactly("1 unknown");
    }

    @Test
    void shouldNotSendTwiceAfterACrashBetweenSendingAndOutcome() throws Exception {
        UUID id = idOf(plan());
        Claimed claimed = replica.claim().getFirst();
        AttemptRepository.BegunAttempt attempt =
                replica.attempts.begin(List.of(id)).getFirst();
        server.mails().add("sent by hand <" + id + "@");

        crash();
        recoverAndPass();

        assertThat(server.mails()).hasSize(1);
        assertThat(DB.told(id)).containsExactly("failed");
        // The one taken for dead was only slow: what it knows comes too late and changes nothing.
        replica.attempts.finish(List.of(new Attempts.Result(attempt, claimed.agent(), SendOutcome.Accepted.AS_IT_IS)));
        assertThat(DB.told(id)).containsExactly("failed");
        assertThat(DB.status(id)).isEqualTo("failed");
    }

    @Test
    void shouldNotBeginWhatWasTakenAwayFromASlowReplica() throws Exception {
        UUID id = idOf(plan());
        replica.claim();
        crash();
        recoverAndPass();

        assertThat(replica.attempts.begin(List.of(id))).isEmpty();
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void shouldCancelWhatIsClaimedButNotYetAttempted() throws Exception {
        Envelope<CommunicationCommand> plan = plan();
        UUID id = idOf(plan);
        replica.claim();

        world.apply(world.cancel(plan.data().participantId()));
        assertThat(DB.status(id)).isEqualTo("planned");
        assertThat(replica.attempts.begin(List.of(id))).isEmpty();

        assertThat(DB.told(id)).containsExactly("canceled");
        assertThat(DB.events().getFirst().depth()).isEqualTo(6);
        replica.passAll();
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void shouldCancelARetryThatWasAskedForWhileSending() throws Exception {
        Envelope<CommunicationCommand> plan = plan();
        UUID id = idOf(plan);
        Claimed claimed = replica.claim().getFirst();
        AttemptRepository.BegunAttempt attempt =
                replica.attempts.begin(List.of(id)).getFirst();
        world.apply(world.remove(plan.data().participantId()));

        replica.attempts.finish(List.of(new Attempts.Result(
                attempt, claimed.agent(), new SendOutcome.RefusedForNow("later", SendOutcome.Blame.MESSAGE))));

        assertThat(DB.status(id)).isEqualTo("canceled");
        assertThat(DB.told(id)).isEmpty();
    }

    @Test
    void shouldLetACancelLoseAgainstASentMail() throws Exception {
        Envelope<CommunicationCommand> plan = plan();
        replica.claim();
        Claimed claimed = claimedOf(plan);
        AttemptRepository.BegunAttempt attempt =
                replica.attempts.begin(List.of(idOf(plan))).getFirst();
        world.apply(world.cancel(plan.data().participantId()));

        replica.attempts.finish(List.of(new Attempts.Result(attempt, claimed.agent(), SendOutcome.Accepted.AS_IT_IS)));

        assertThat(DB.told(idOf(plan))).containsExactly("started", "delivered");
    }

    @Test
    void shouldSendEachOnceWithManyReplicasAtATime() throws Exception {
        List<Envelope<CommunicationCommand>> plans = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            plans.add(world.plan(ChannelType.EMAIL, channel, agent));
        }
        world.apply(plans);
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            replicas.add(new Replica(Map.of("dispatch.batch", "37")));
        }
        Thread canceler = Thread.ofPlatform()
                .start(() -> plans.forEach(
                        plan -> world.apply(world.cancel(plan.data().participantId()))));
        List<Thread> threads = replicas.stream()
                .map(one -> Thread.ofPlatform().start(() -> {
                    while (open() > 0) {
                        one.passAll();
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        canceler.join();

        Map<String, Long> byStatus = new HashMap<>();
        for (Envelope<CommunicationCommand> plan : plans) {
            UUID id = idOf(plan);
            String status = DB.status(id);
            byStatus.merge(status, 1L, Long::sum);
            assertThat(status).isIn("delivered", "canceled");
            assertThat(server.count(mail -> mail.contains("<" + id + "@")))
                    .as(status)
                    .isEqualTo(status.equals("delivered") ? 1 : 0);
        }
        assertThat(DB.events())
                .hasSize((int) (2 * byStatus.getOrDefault("delivered", 0L) + byStatus.getOrDefault("canceled", 0L)));
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

        assertThat(DB.values("select count(*) from attempts", Integer.class).getFirst())
                .isLessThanOrEqualTo(16);
        assertThat(DB.values("select count(*) from communications where lease_owner is not null", Integer.class))
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
        assertThat(DB.told(idOf(plan))).containsExactly("started");
        for (int i = 0; i < 60; i++) {
            world.clock.move(Duration.ofMillis(100));
            world.sessions.pass();
        }

        assertThat(DB.told(idOf(plan))).containsExactly("started", "delivered", "read", "replied", "completed");
        assertThat(DB.values("select results ->> 'outcome' from communications", String.class))
                .containsExactly("paid");
        assertThat(DB.values("select sender from messages order by number", String.class))
                .containsExactly("contact", "agent");
        assertThat(((CommunicationEnded) DB.events().getLast().data())
                        .communication()
                        .results())
                .containsEntry("outcome", "paid");
    }

    private Envelope<CommunicationCommand> plan() {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.EMAIL, channel, agent);
        world.apply(plan);
        return plan;
    }

    private Claimed claimedOf(Envelope<CommunicationCommand> plan) {
        return replica.lastClaimed.stream()
                .filter(one -> one.id().equals(idOf(plan)))
                .findFirst()
                .orElseThrow();
    }

    private static void crash() {
        DB.execute("update communications set lease_until = clock_timestamp() - interval '1 second'"
                + " where lease_owner is not null");
    }

    private void recoverAndPass() throws Exception {
        Replica next = new Replica(Map.of());
        assertThat(next.claims.recover(10, List.of())).isEqualTo(1);
        assertThat(next.claims.recover(10, List.of())).isZero();
        next.passAll();
    }

    private static int open() {
        return DB.values("select count(*) from communications where status = 'planned'", Integer.class)
                .getFirst();
    }

    private static List<String> attempts(UUID id) {
        return DB.values(
                "select number || ' ' || coalesce(outcome, 'open') from attempts where communication_id = '" + id
                        + "' order by number",
                String.class);
    }

    private Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        if (participantsAway) {
            throw new IllegalStateException("away");
        }
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        for (UUID participant : participants) {
            if (!gone.contains(participant)) {
                known.put(
                        participant,
                        new ContactPoints.Contact(
                                world.tenant,
                                participant,
                                withoutAddress.contains(participant)
                                        ? Map.of()
                                        : Map.of(
                                                ChannelType.EMAIL,
                                                participant + "@example.org",
                                                ChannelType.VOICE,
                                                "49301234567"),
                                optedOut.contains(participant) ? Set.of(ChannelType.EMAIL) : Set.of()));
            }
        }
        return known;
    }

    /** One running copy of the service's dispatch. */
    private final class Replica {
        private final Claims claims;
        private final Attempts attempts;
        private final Dispatcher dispatcher;
        private List<Claimed> lastClaimed = List.of();

        private Replica(Map<String, String> settings) {
            DispatchParts parts = new DispatchParts(world, DispatchIT.this::contacts, settings);
            claims = parts.claims;
            attempts = parts.attempts;
            dispatcher = parts.dispatcher;
        }

        private void passAll() {
            try {
                for (Future<?> batch : dispatcher.pass().batches()) {
                    batch.get();
                }
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        }

        private List<Claimed> claim() {
            lastClaimed = claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)))
                    .claimed();
            return lastClaimed;
        }
    }
}
