package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.support.FakeTelegram;
import campaignflows.communication.support.FakeTelegram.Fault;
import campaignflows.communication.support.World;
import campaignflows.communication.support.WorldFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.testkit.Await;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Communications by Telegram, from the plan to what is told of them. */
@NullMarked
class TelegramDispatchIT extends WorldFixture {
    private FakeTelegram telegram;
    private UUID channel;
    private UUID agent;
    private DispatchParts parts;
    private final Map<UUID, Long> chatByParticipant = new HashMap<>();

    @BeforeEach
    void begin() throws IOException {
        telegram = new FakeTelegram();
        channel = world.telegramChannel();
        agent = world.messageAgent(channel);
        parts = replica();
    }

    @AfterEach
    void stop() {
        telegram.close();
    }

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
    void shouldSkipWhoHasBlockedTheBotUntilTheyWrite() {
        Envelope<CommunicationCommand> first = plan();
        long chat = chatOf(first);
        telegram.blocked.add(chat);
        parts.passAll();
        assertThat(db.told(idOf(first))).containsExactly("failed");
        assertThat(db.reason(idOf(first))).contains("bot was blocked by the user");

        Envelope<CommunicationCommand> second = planTo(first.data().participantId());
        telegram.blocked.clear();
        parts.passAll();
        assertThat(db.told(idOf(second))).containsExactly("skipped");
        assertThat(db.reason(idOf(second))).isEqualTo(Reasons.CONTACT_BLOCKED);
        assertThat(telegram.calls()).isEqualTo(1);

        world.work.useTransaction(tx -> new BlockedContactRepository()
                .unblock(
                        tx,
                        new ChannelLookupRepository().all(tx, List.of(channel)).getFirst(),
                        List.of(Long.toString(chat))));
        world.clock.move(Duration.ofSeconds(1));
        Envelope<CommunicationCommand> third = planTo(first.data().participantId());
        parts.passAll();
        assertThat(db.told(idOf(third))).containsExactly("started", "delivered");
    }

    /** Telegram's refusal is stored after the message that overtook it, whoever it is known to be of by then. */
    @ParameterizedTest
    @ValueSource(strings = {"'{\"telegram_id\": \"%s\"}', null, 'received'", "null, '%2$s', 'replied'"})
    void shouldNotSkipWhoHasWrittenSinceItWasTried(String message) {
        Envelope<CommunicationCommand> plan = plan();
        long chat = chatOf(plan);
        telegram.blocked.add(chat);
        db.execute(("insert into inbound_messages (identifiers, customer_id, state, id, tenant_id, channel_id, channel,"
                        + " provider_id, said_at, received_at) values (" + message
                        + ", gen_random_uuid(), '%3$s', '%4$s',"
                        + " 'telegram', 'd', '%5$s', '%5$s')")
                .formatted(
                        chat,
                        plan.data().customerId(),
                        world.tenant,
                        channel,
                        world.clock.instant().plusMillis(1)));

        parts.passAll();

        assertThat(db.told(idOf(plan))).containsExactly("failed");
        assertThat(db.values("select count(*) from blocked_contacts", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldForgetWithThePersonThatItHasBlockedTheBot() {
        Envelope<CommunicationCommand> plan = plan();
        telegram.blocked.add(chatOf(plan));
        parts.passAll();
        assertThat(db.values("select count(*) from blocked_contacts", Integer.class))
                .containsExactly(1);

        world.apply(world.erase(plan.data().participantId()));

        assertThat(db.values("select count(*) from blocked_contacts", Integer.class))
                .containsExactly(0);
    }

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

    private void enterToken() {
        world.channels.change(
                world.tenant,
                channel,
                new ChannelView.Change(
                        null, null, World.json("{\"bot_token\":\"%s\"}".formatted(FakeTelegram.TOKEN)), null));
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
        parts.attempts.begin(List.of(afterAttempt));
        db.crash();
        parts = replica();
        assertThat(parts.claims.recover(10, List.of())).isEqualTo(1);
        parts.passAll();
        assertThat(db.told(afterAttempt)).containsExactly("failed");
        assertThat(db.reason(afterAttempt)).isEqualTo(Reasons.UNKNOWN_AFTER_RESTART);
        assertThat(telegram.sent()).hasSize(1);
    }

    private DispatchParts replica() {
        return new DispatchParts(
                world, this::contacts, Map.of("telegram.api", telegram.url(), "http.answer-timeout", "PT2S"));
    }

    private Envelope<CommunicationCommand> plan() {
        Envelope<CommunicationCommand> plan = newPlan();
        world.apply(plan);
        return plan;
    }

    private Envelope<CommunicationCommand> newPlan() {
        UUID participant = Ids.v7();
        long chat = 1_000L + chatByParticipant.size();
        chatByParticipant.put(participant, chat);
        telegram.chats.add(chat);
        return world.plan(ChannelType.TELEGRAM, channel, agent, participant, world.now());
    }

    private Envelope<CommunicationCommand> planTo(UUID participant) {
        Envelope<CommunicationCommand> plan =
                world.plan(ChannelType.TELEGRAM, channel, agent, participant, world.now());
        world.apply(plan);
        return plan;
    }

    private long chatOf(Envelope<CommunicationCommand> plan) {
        return chatByParticipant.getOrDefault(plan.data().participantId(), 0L);
    }

    private Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        for (UUID participant : participants) {
            Long chat = chatByParticipant.get(participant);
            known.put(
                    participant,
                    new ContactPoints.Contact(
                            world.tenant,
                            participant,
                            chat == null ? Map.of() : Map.of(ChannelType.TELEGRAM, chat.toString()),
                            Set.of()));
        }
        return known;
    }
}
