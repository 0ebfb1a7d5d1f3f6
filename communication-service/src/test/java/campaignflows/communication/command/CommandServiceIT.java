package campaignflows.communication.command;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.MalformedMessageException;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullMarked
class CommandServiceIT {
    private static final TestDatabase DB = new TestDatabase();

    private World world;
    private UUID channel;
    private UUID agent;

    @BeforeEach
    void begin() {
        world = new World(DB);
        channel = world.channel(ChannelType.VOICE);
        agent = world.simulatedAgent(channel, "{}", List.of(), Duration.ofHours(72));
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldStoreAPlanWithItsDueTime() {
        Instant due = world.clock.instant().plus(Duration.ofHours(3));
        Envelope<CommunicationCommand> plan = plan(Ids.v7(), World.at(due));

        world.apply(plan);

        assertThat(DB.status(idOf(plan))).isEqualTo("planned");
        assertThat(DB.values("select due_at = scheduled_at from communications", Boolean.class))
                .containsExactly(true);
        assertThat(DB.values("select parameters ->> 'due' from communications", String.class))
                .containsExactly("2026-06-03");
        assertThat(DB.events()).isEmpty();
    }

    @Test
    void shouldPlanOncePerCommandWhateverRepeats() {
        Envelope<CommunicationCommand> plan = plan(Ids.v7(), world.now());

        world.apply(plan, plan);
        world.apply(plan);

        assertThat(DB.values("select count(*) from communications", Integer.class))
                .containsExactly(1);
    }

    @Test
    void shouldSkipWithoutBaseAndTellOnce() {
        Schedule missing = new Schedule(null, null, "participant.due_date is not set", 0, 0, 0, null, ZoneOffset.UTC);
        Envelope<CommunicationCommand> plan = plan(Ids.v7(), missing);

        world.apply(plan, plan);
        world.apply(plan);

        assertThat(DB.status(idOf(plan))).isEqualTo("skipped");
        assertThat(DB.reason(idOf(plan))).isEqualTo("participant.due_date is not set");
        assertThat(DB.told(idOf(plan))).containsExactly("skipped");
        Envelope<ParticipantEvent> event = DB.events().getFirst();
        assertThat(event.depth()).isEqualTo(4);
        assertThat(event.cause()).isEqualTo(plan.id());
        assertThat(event.data().run()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheOrderOfPlanCancelPlanWithinABatchAndAcrossBatches() {
        UUID participant = Ids.v7();
        Envelope<CommunicationCommand> before = plan(participant, later());
        Envelope<CommunicationCommand> first = plan(participant, later());
        Envelope<CommunicationCommand> cancel = world.cancel(participant);
        Envelope<CommunicationCommand> second = plan(participant, later());
        Envelope<CommunicationCommand> other = plan(Ids.v7(), later());
        world.apply(before);

        world.apply(first, other, cancel, second);

        assertThat(DB.status(idOf(before))).isEqualTo("canceled");
        assertThat(DB.status(idOf(first))).isEqualTo("canceled");
        assertThat(DB.status(idOf(second))).isEqualTo("planned");
        assertThat(DB.status(idOf(other))).isEqualTo("planned");
        assertThat(DB.events()).hasSize(2).allSatisfy(event -> {
            assertThat(event.data()).isInstanceOf(CommunicationEnded.class);
            assertThat(event.depth()).isEqualTo(6);
            assertThat(event.cause()).isEqualTo(cancel.id());
        });
    }

    @Test
    void shouldCancelOnceWhateverRepeats() {
        UUID participant = Ids.v7();
        Envelope<CommunicationCommand> plan = plan(participant, later());
        world.apply(plan);
        Envelope<CommunicationCommand> cancel = world.cancel(participant);

        world.apply(cancel, cancel);
        world.apply(cancel, world.cancel(participant));

        assertThat(DB.told(idOf(plan))).containsExactly("canceled");
        assertThat(DB.reason(idOf(plan))).isEqualTo(Reasons.CANCELED);
    }

    @Test
    void shouldCancelSilentlyWhatARemovedParticipantHadAndDropWhatComesLater() {
        UUID participant = Ids.v7();
        Envelope<CommunicationCommand> before = plan(participant, later());
        Envelope<CommunicationCommand> within = plan(participant, later());
        Envelope<CommunicationCommand> afterwards = plan(participant, later());
        Envelope<CommunicationCommand> muchLater = plan(participant, later());
        world.apply(before);

        world.apply(within, world.remove(participant), afterwards);
        world.apply(muchLater, world.cancel(participant), world.remove(participant));

        assertThat(DB.status(idOf(before))).isEqualTo("canceled");
        assertThat(DB.status(idOf(within))).isEqualTo("canceled");
        assertThat(DB.values("select count(*) from communications", Integer.class))
                .containsExactly(2);
        assertThat(DB.events()).isEmpty();
    }

    @Test
    void shouldStampNoRunWhileTheCampaignIsNotActive() {
        UUID participant = Ids.v7();
        world.apply(plan(participant, later()));
        world.run(1, false);

        world.apply(world.cancel(participant));

        assertThat(DB.events())
                .singleElement()
                .satisfies(event -> assertThat(event.data().run()).isNull());
    }

    @Test
    void shouldSkipAndFaultOnceWhereAgentOrChannelIsNotUsable() {
        Envelope<CommunicationCommand> unknownAgent =
                world.plan(ChannelType.VOICE, channel, Ids.v7(), null, world.now());
        Envelope<CommunicationCommand> wrongType = world.plan(ChannelType.WEB, channel, agent, null, world.now());

        world.apply(unknownAgent, wrongType);
        world.apply(world.plan(ChannelType.VOICE, Ids.v7(), agent, null, world.now()));

        assertThat(DB.values("select distinct status || reason from communications", String.class))
                .containsExactly("skipped" + Reasons.NOT_USABLE);
        assertThat(DB.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.data().run()).isEqualTo(1);
            assertThat(fault.data().message()).contains("REMINDER");
        });
    }

    @Test
    void shouldUseAConstantNumberOfStatementsPerBatch() {
        List<Envelope<CommunicationCommand>> batch = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            UUID participant = Ids.v7();
            batch.add(plan(participant, later()));
            if (i % 3 == 0) {
                batch.add(world.cancel(participant));
            }
        }
        int before = DB.statements();
        int told = outboxRows();

        world.apply(batch);

        assertThat(DB.statements() - before).isLessThanOrEqualTo(10);

        assertThat(DB.values("select count(*) from communications where status = 'planned'", Integer.class))
                .containsExactly(333);
        assertThat(DB.values("select count(*) from communications where status = 'canceled'", Integer.class))
                .containsExactly(167);
        assertThat(outboxRows() - told).isLessThanOrEqualTo(4);
    }

    private static int outboxRows() {
        return DB.values("select count(*) from outbox", Integer.class).getFirst();
    }

    @Test
    void shouldRefuseRecordsThatCanNeverBeApplied() {
        CommandConsumer consumer = new CommandConsumer(world.commands, world.signal, Tracing.OFF);
        byte[] good = CommunicationCommand.FAMILY.encode(plan(Ids.v7(), world.now()));
        String text = new String(good, StandardCharsets.UTF_8);

        assertThat(consumer.decode(record(text))).isPresent();
        assertThat(consumer.decode(record(text.replace("PlanCommunication", "NewerThing"))))
                .isEmpty();
        for (String bad : List.of(
                "nonsense",
                text.replaceAll("\"agent_id\":\"[^\"]*\",", ""),
                text.replace("\"REMINDER\"", "\"\""),
                text.replace("2026-06-03", "\\u0000"))) {
            assertThatExceptionOfType(MalformedMessageException.class)
                    .as(bad)
                    .isThrownBy(() -> consumer.decode(record(bad)));
        }
    }

    private static ConsumedRecord record(String text) {
        return new ConsumedRecord(
                "communication-commands", 0, 0, "key", Map.of(), text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    private Envelope<CommunicationCommand> plan(UUID participant, Schedule schedule) {
        return world.plan(ChannelType.VOICE, channel, agent, participant, schedule);
    }

    private Schedule later() {
        return World.at(world.clock.instant().plus(Duration.ofDays(1)));
    }
}
