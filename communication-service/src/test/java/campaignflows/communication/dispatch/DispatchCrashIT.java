package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Replicas that die or are slow, and what is canceled meanwhile: nothing is sent twice. */
@NullMarked
class DispatchCrashIT extends MailDispatchFixture {
    @Test
    void shouldNeverSendAgainWhatMayHaveBeenSent() throws Exception {
        for (String behaviour : List.of(FakeSmtpServer.HANG_UP, FakeSmtpServer.SILENCE)) {
            server.behave();
            UUID id = idOf(plan());
            server.answer(FakeSmtpServer.DOT, behaviour);
            boolean silent = behaviour.equals(FakeSmtpServer.SILENCE);
            new Replica(Map.of("email.answer-timeout", silent ? "PT2S" : "PT20S")).passAll();
            server.behave();
            world.clock.move(Duration.ofHours(1));
            replica.passAll();

            assertThat(server.count(mail -> mail.contains("<" + id + "@"))).isEqualTo(1);
            assertThat(db.told(id)).containsExactly("failed");
            assertThat(db.reason(id)).contains("whether it was sent is unknown");
        }
    }

    @Test
    void shouldSendAfterACrashBetweenClaimAndAttempt() throws Exception {
        UUID id = idOf(plan());
        replica.claim();

        db.crash();

        assertThat(new Replica(Map.of()).claims.recover(10, List.of())).isEqualTo(1);
        new Replica(Map.of()).passAll();
        assertThat(server.mails()).hasSize(1);
        assertThat(db.told(id)).containsExactly("started", "delivered");
    }

    @Test
    void shouldNotSendAfterACrashBetweenAttemptAndSending() throws Exception {
        UUID id = idOf(plan());
        replica.claim();
        replica.attempts.startAttempts(List.of(id));

        db.crash();

        recoverAndPass();
        assertThat(server.mails()).isEmpty();
        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).isEqualTo(Reasons.UNKNOWN_AFTER_RESTART);
        assertThat(db.attempts(id)).containsExactly("1 unknown");
    }

    @Test
    void shouldNotSendTwiceAfterACrashBetweenSendingAndOutcome() throws Exception {
        UUID id = idOf(plan());
        ClaimedCommunication claimed = replica.claim().getFirst();
        AttemptRepository.BegunAttempt attempt =
                replica.attempts.startAttempts(List.of(id)).getFirst();
        server.mails().add("sent by hand <" + id + "@");

        db.crash();
        recoverAndPass();

        assertThat(server.mails()).hasSize(1);
        assertThat(db.told(id)).containsExactly("failed");
        // The one taken for dead was only slow: what it knows comes too late and changes nothing.
        replica.attempts.finish(List.of(new Attempts.Result(attempt, claimed.agent(), SendOutcome.Accepted.AS_IT_IS)));
        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.status(id)).isEqualTo("failed");
    }

    /** Whoever locks several goes by their ids, wherever they lie: else outcomes and signs of life end in deadlocks. */
    @Test
    void shouldGiveASignOfLifeInTheOrderInWhichOutcomesAreStored() throws Exception {
        Envelope<CommunicationCommand> first = world.plan(ChannelType.EMAIL, channel, agent);
        Envelope<CommunicationCommand> second = world.plan(ChannelType.EMAIL, channel, agent);
        world.apply(second);
        world.apply(first);
        replica.claim();

        Thread sign = db.whileLocked(
                "select id from communications where id = '" + idOf(first) + "' for update",
                () -> replica.claims.renew(List.of(idOf(first), idOf(second))),
                "select id from communications where id = '" + idOf(second) + "' for update nowait");
        sign.join();

        assertThat(db.values("select count(*) from communications where lease_owner is not null", Integer.class))
                .containsExactly(2);
    }

    @Test
    void shouldNotBeginWhatWasTakenAwayFromASlowReplica() throws Exception {
        UUID id = idOf(plan());
        replica.claim();
        db.crash();
        recoverAndPass();

        assertThat(replica.attempts.startAttempts(List.of(id))).isEmpty();
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void shouldCancelWhatIsClaimedButNotYetAttempted() throws Exception {
        Envelope<CommunicationCommand> plan = plan();
        UUID id = idOf(plan);
        replica.claim();

        world.apply(world.cancel(plan.data().participantId()));
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(replica.attempts.startAttempts(List.of(id))).isEmpty();

        assertThat(db.told(id)).containsExactly("canceled");
        assertThat(db.events().getFirst().depth()).isEqualTo(6);
        replica.passAll();
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void shouldCancelARetryThatWasAskedForWhileSending() throws Exception {
        Envelope<CommunicationCommand> plan = plan();
        UUID id = idOf(plan);
        ClaimedCommunication claimed = replica.claim().getFirst();
        AttemptRepository.BegunAttempt attempt =
                replica.attempts.startAttempts(List.of(id)).getFirst();
        world.apply(world.remove(plan.data().participantId()));

        replica.attempts.finish(List.of(new Attempts.Result(
                attempt, claimed.agent(), new SendOutcome.RefusedForNow("later", SendOutcome.Blame.MESSAGE))));

        assertThat(db.status(id)).isEqualTo("canceled");
        assertThat(db.told(id)).isEmpty();
    }

    @Test
    void shouldLetACancelLoseAgainstASentMail() throws Exception {
        Envelope<CommunicationCommand> plan = plan();
        replica.claim();
        ClaimedCommunication claimed = claimedOf(plan);
        AttemptRepository.BegunAttempt attempt =
                replica.attempts.startAttempts(List.of(idOf(plan))).getFirst();
        world.apply(world.cancel(plan.data().participantId()));

        replica.attempts.finish(List.of(new Attempts.Result(attempt, claimed.agent(), SendOutcome.Accepted.AS_IT_IS)));

        assertThat(db.told(idOf(plan))).containsExactly("started", "delivered");
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
            String status = db.status(id);
            byStatus.merge(status, 1L, Long::sum);
            assertThat(status).isIn("delivered", "canceled");
            assertThat(server.count(mail -> mail.contains("<" + id + "@")))
                    .as(status)
                    .isEqualTo(status.equals("delivered") ? 1 : 0);
        }
        assertThat(db.events())
                .hasSize((int) (2 * byStatus.getOrDefault("delivered", 0L) + byStatus.getOrDefault("canceled", 0L)));
    }
}
