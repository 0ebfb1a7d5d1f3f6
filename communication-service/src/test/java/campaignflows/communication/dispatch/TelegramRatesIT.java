package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** How fast a bot sends: as Telegram and the channel say, and one message a second to a contact. */
@NullMarked
class TelegramRatesIT extends TelegramDispatchFixture {
    @Test
    void shouldPauseAsLongAsTelegramWantsAndCountNoAttempt() {
        List<Envelope<CommunicationCommand>> plans = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            plans.add(newPlan());
        }
        world.apply(plans);
        telegram.wantsPause(2);

        parts.passAll();

        int calls = telegram.calls();
        assertThat(calls).isBetween(1, 8);
        assertThat(db.values("select trouble from channels", String.class))
                .containsExactly("Telegram wants a pause of 2 seconds from this bot: it goes on after that");
        assertThat(db.values("select count(*) from communications where lease_owner is not null", Integer.class))
                .containsExactly(0);
        telegram.wantsPause(0);
        parts.passAll();
        assertThat(telegram.calls()).as("nothing during the pause").isEqualTo(calls);
        world.clock.move(Duration.ofSeconds(2));
        Await.until("all are sent", () -> {
            parts.passAll();
            return telegram.sent().size() == 40;
        });
        assertThat(db.values("select distinct status from communications", String.class))
                .containsExactly("delivered");
        assertThat(db.values("select max(retries) from communications", Integer.class))
                .containsExactly(0);
        assertThat(db.values("select count(*) from channels where trouble is not null", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldGoOnAtOnceWithAnotherTokenThoughTelegramWantsAPause() {
        Envelope<CommunicationCommand> paused = plan();
        telegram.wantsPause(600);
        parts.passAll();
        telegram.wantsPause(0);
        enterToken();

        UUID next = idOf(plan());

        Await.until("it is sent", () -> {
            parts.passAll();
            return db.status(next).equals("delivered");
        });
        assertThat(db.status(idOf(paused))).isEqualTo("planned");
        assertThat(db.values("select count(*) from channels where trouble is not null", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldGiveAContactOneMessageASecond() {
        Envelope<CommunicationCommand> first = plan();
        Envelope<CommunicationCommand> second = planTo(first.data().participantId());

        parts.passAll();
        parts.passAll();
        assertThat(telegram.sentTo(chatOf(first))).hasSize(1);
        assertThat(db.values("select reason from communications where status = 'planned'", String.class))
                .containsExactly(Reasons.ONE_AT_A_TIME);
        world.clock.move(Duration.ofSeconds(1));
        parts.passAll();

        assertThat(telegram.sentTo(chatOf(first))).hasSize(2);
        assertThat(db.told(idOf(second))).containsExactly("started", "delivered");
    }

    @Test
    void shouldKeepToTheUsualRateWhereTheChannelNamesNone() {
        List<Envelope<CommunicationCommand>> plans = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            plans.add(newPlan());
        }
        world.apply(plans);
        long start = System.nanoTime();
        Await.until("36 are sent", () -> {
            parts.passAll();
            return telegram.sent().size() >= 36;
        });

        // Six are saved up at most; the other thirty take a second.
        assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(0.9);
    }

    @Test
    void shouldNotSlowDownWhoOnlySimulates() {
        UUID other = world.channel(ChannelType.TELEGRAM);
        UUID simulator = world.simulatedAgent(other, "{}", List.of(), Duration.ofHours(1));
        List<Envelope<CommunicationCommand>> plans = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            UUID participant = Ids.v7();
            chatByParticipant.put(participant, 5_000L + i);
            plans.add(world.plan(ChannelType.TELEGRAM, other, simulator, participant, world.now()));
        }
        world.apply(plans);

        parts.passAll();

        assertThat(db.values("select count(*) from communications where status = 'started'", Integer.class))
                .containsExactly(100);
    }
}
