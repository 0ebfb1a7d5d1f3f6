package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.support.FakeTelegram.Fault;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Communications by Telegram, from the plan to what is told of them. */
@NullMarked
class TelegramDispatchIT extends TelegramDispatchFixture {
    @Test
    void shouldCountAsDeliveredWhatTelegramHasTaken() {
        Envelope<CommunicationCommand> plan = plan();

        parts.passAll();
        parts.passAll();

        assertThat(telegram.sentTo(chatOf(plan)))
                .containsExactly("Dear customer " + plan.data().participantId());
        assertThat(db.told(idOf(plan))).containsExactly("started", "delivered");
        assertThat(db.attempts(idOf(plan))).containsExactly("1 accepted");
    }

    @Test
    void shouldGoOnAtOnceWithATokenThatIsGood() {
        Envelope<CommunicationCommand> plan = plan();
        telegram.revokes(true);
        parts.passAll();
        assertThat(db.status(idOf(plan))).isEqualTo("planned");
        telegram.revokes(false);
        enterToken();
        world.run(2, true);
        // One contact gets a message a second.
        world.clock.move(Duration.ofSeconds(2));

        Await.until("it is sent", () -> {
            parts.passAll();
            return db.status(idOf(plan)).equals("delivered");
        });
        assertThat(db.told(idOf(plan))).containsExactly("started", "delivered");
    }

    @Test
    void shouldStopTheCampaignAtOnceForATokenThatIsNotGood() {
        Envelope<CommunicationCommand> plan = plan();
        telegram.revokes(true);

        parts.passAll();

        assertThat(db.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.data().message())
                        .isEqualTo("Telegram does not know the bot: check the channel's bot_token"));
        assertThat(db.status(idOf(plan))).isEqualTo("planned");
        assertThat(db.events()).isEmpty();
        telegram.revokes(false);
        world.run(2, true);
        parts = replica();
        parts.passAll();
        assertThat(db.told(idOf(plan))).containsExactly("started", "delivered");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG_UP", "SILENCE", "BAD_GATEWAY"})
    void shouldNeverSendAgainWhatTelegramMayHaveTaken(Fault fault) {
        Envelope<CommunicationCommand> plan = plan();
        telegram.misbehaves(fault);
        parts = fault == Fault.SILENCE ? impatientReplica() : parts;
        parts.passAll();
        telegram.misbehaves(Fault.NONE);
        world.clock.move(Duration.ofHours(1));
        parts = replica();
        parts.passAll();

        assertThat(telegram.calls()).isEqualTo(1);
        assertThat(db.told(idOf(plan))).containsExactly("failed");
        assertThat(db.reason(idOf(plan))).contains("it is not sent again");
        assertThat(db.attempts(idOf(plan))).containsExactly("1 unknown");
    }

    @Test
    void shouldLoseFewWhileTelegramAnswersNothingThatTells() {
        List<Envelope<CommunicationCommand>> plans = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            plans.add(newPlan());
        }
        world.apply(plans);
        telegram.misbehaves(Fault.BAD_GATEWAY);

        for (int i = 0; i < 20; i++) {
            parts.passAll();
        }

        assertThat(db.values("select count(*) from communications where status = 'failed'", Integer.class)
                        .getFirst())
                .isBetween(1, 8);
        assertThat(db.values("select trouble from channels", String.class).getFirst())
                .isEqualTo(Reasons.NO_ANSWERS);
    }

    @Test
    void shouldNotSendTwiceAfterACrashAtAnyStep() {
        UUID beforeAttempt = idOf(plan());
        parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
        db.crash();
        parts = replica();
        assertThat(parts.claims.recover(10, List.of())).isEqualTo(1);
        parts.passAll();
        assertThat(db.told(beforeAttempt)).containsExactly("started", "delivered");

        UUID afterAttempt = idOf(plan());
        parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
        parts.attempts.startAttempts(List.of(afterAttempt));
        db.crash();
        parts = replica();
        assertThat(parts.claims.recover(10, List.of())).isEqualTo(1);
        parts.passAll();
        assertThat(db.told(afterAttempt)).containsExactly("failed");
        assertThat(db.reason(afterAttempt)).isEqualTo(Reasons.UNKNOWN_AFTER_RESTART);
        assertThat(telegram.sent()).hasSize(1);
    }
}
