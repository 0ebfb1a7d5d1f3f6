package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.values.AllowedWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Allowed windows, from the plan to the sending (rules M2, C4). The clock begins on a Monday at 08:00 in London. */
@NullMarked
class SendWindowCheckIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final AllowedWindow DAYTIME =
            new AllowedWindow(LocalTime.of(9, 0), LocalTime.of(20, 0), EnumSet.allOf(DayOfWeek.class));

    private World world;
    private UUID channel;
    private UUID agent;
    private Dispatcher dispatcher;

    @BeforeEach
    void begin() {
        world = new World(DB);
        channel = world.channel(ChannelType.VOICE);
        agent = world.simulatedAgent(channel, "{\"failed\":0}", List.of(), Duration.ofHours(72));
        dispatcher = new DispatchParts(world, this::contacts, Map.of()).dispatcher;
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    @DisplayName("M2: outside of the window a communication is planned for its next opening")
    void shouldPlanForTheNextOpening() {
        // 2026-06-01T08:00Z is 09:00 in London and 10:00 in Berlin
        UUID berlin = plan(0, DAYTIME, "Europe/Berlin");
        UUID newYork = plan(0, DAYTIME, "America/New_York");
        UUID friday =
                plan(30, new AllowedWindow(LocalTime.of(9, 0), LocalTime.of(20, 0), Set.of(DayOfWeek.FRIDAY)), "UTC");

        assertThat(scheduled(berlin)).isEqualTo("2026-06-01T08:00:00Z");
        assertThat(scheduled(newYork)).isEqualTo("2026-06-01T13:00:00Z");
        assertThat(scheduled(friday)).isEqualTo("2026-06-05T09:00:00Z");
        pass();
        assertThat(DB.status(berlin)).isEqualTo("started");
        assertThat(DB.status(newYork)).isEqualTo("planned");
        world.clock.move(Duration.ofHours(5));
        pass();
        assertThat(DB.status(newYork)).isEqualTo("started");
    }

    @Test
    @DisplayName("C4: overdue after Start and still inside the window: sent")
    void shouldSendWhatIsOverdueAfterStartInsideItsWindow() {
        UUID id = plan(60, DAYTIME, "Europe/London");
        world.run(1, false);
        world.clock.move(Duration.ofHours(26));
        pass();
        assertThat(DB.status(id)).isEqualTo("planned");

        world.run(2, true);
        pass();

        assertThat(DB.status(id)).isEqualTo("started");
    }

    @Test
    @DisplayName("C4: overdue after Start and outside of the window: Skipped with that reason")
    void shouldSkipWhatIsOverdueAfterStartOutsideOfItsWindow() {
        UUID inWindow = plan(60, DAYTIME, "Europe/London");
        UUID withoutWindow = plan(60, null, "Europe/London");
        world.run(1, false);
        world.clock.move(Duration.ofHours(14));
        UUID later = plan(0, DAYTIME, "Europe/London");

        world.run(2, true);
        pass();
        pass();

        assertThat(DB.status(inWindow)).isEqualTo("skipped");
        assertThat(DB.reason(inWindow))
                .isEqualTo("The campaign was not active when it was due, and the allowed window is closed now");
        assertThat(DB.told(inWindow)).containsExactly("skipped");
        assertThat(DB.status(withoutWindow)).isEqualTo("started");
        // What was not due yet keeps its time.
        assertThat(DB.status(later)).isEqualTo("planned");
        assertThat(scheduled(later)).isEqualTo("2026-06-02T08:00:00Z");
    }

    @Test
    @DisplayName("M2: late for another reason and outside of the window: waits for the next opening")
    void shouldPostponeWhatIsLateForAnotherReason() {
        UUID id = plan(60, DAYTIME, "Europe/London");
        // nobody sends for a while, the campaign goes on
        world.clock.move(Duration.ofHours(12));
        pass();
        assertThat(DB.status(id)).isEqualTo("planned");
        assertThat(DB.values("select due_at from communications", Instant.class))
                .containsExactly(Instant.parse("2026-06-02T08:00:00Z"));
        assertThat(scheduled(id)).isEqualTo("2026-06-02T08:00:00Z");
        assertThat(DB.values("select count(*) from communications where lease_owner is not null", Integer.class))
                .containsExactly(0);

        world.clock.move(Duration.ofHours(12));
        pass();

        assertThat(DB.status(id)).isEqualTo("started");
    }

    @Test
    void shouldNotFaultTheCampaignForWhatMayNotBeSentNow() {
        UUID id = plan(60, DAYTIME, "Europe/London");
        world.channels.stop(world.tenant, channel);
        world.clock.move(Duration.ofHours(12));

        pass();

        assertThat(DB.faults()).isEmpty();
        assertThat(DB.status(id)).isEqualTo("planned");
    }

    private UUID plan(int minutes, @org.jspecify.annotations.Nullable AllowedWindow window, String zone) {
        Schedule schedule =
                new Schedule(world.clock.instant(), null, null, 0, 0, minutes, null, ZoneId.of(zone), window);
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.VOICE, channel, agent, null, schedule);
        world.apply(plan);
        return idOf(plan);
    }

    private static String scheduled(UUID id) {
        return DB.values("select scheduled_at from communications where id = '" + id + "'", Instant.class)
                .getFirst()
                .toString();
    }

    private void pass() {
        try {
            for (Future<?> batch : dispatcher.poll().batches()) {
                batch.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        return participants.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        participant -> new ContactPoints.Contact(
                                world.tenant, participant, Map.of(ChannelType.VOICE, "49301234567"), Set.of())));
    }
}
