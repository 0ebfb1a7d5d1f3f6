package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.limit.ContactLimitRepository;
import campaignflows.communication.limit.ContactLimitService;
import campaignflows.communication.limit.ContactLimits;
import campaignflows.communication.limit.FrequencyCap;
import campaignflows.communication.limit.LimitAction;
import campaignflows.communication.limit.QuietHours;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.OptOutsChanged;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.contracts.participant.ContactPoints;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule M8: frequency caps and quiet hours hold in the transaction that claims. The clock begins at 08:00 UTC. */
@NullMarked
class ContactLimitsIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final FrequencyCap TWO_A_DAY = new FrequencyCap(2, 24, LimitAction.POSTPONE);
    private static final QuietHours NIGHT =
            new QuietHours(LocalTime.of(20, 0), LocalTime.of(8, 0), LimitAction.POSTPONE);

    private final UUID ann = Ids.v7();
    private World world;
    private UUID otherCampaign;
    private UUID channel;
    private UUID agent;
    private DispatchParts parts;

    @BeforeEach
    void begin() {
        world = new World(DB);
        channel = world.channel(ChannelType.VOICE);
        agent = world.simulatedAgent(channel, "{\"failed\":0}", List.of(), Duration.ofHours(72));
        otherCampaign = Ids.v7();
        world.runs.store(new RunState(world.tenant, otherCampaign, 1, true));
        parts = new DispatchParts(world, this::contacts, Map.of());
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    @DisplayName("M8: the cap counts over campaigns, and what is postponed shows its new time and why")
    void shouldPostponeWhatIsTooMuchForAContact() throws Exception {
        limit(TWO_A_DAY, null);
        UUID first = plan(world.campaign, ann, "UTC");
        UUID second = plan(otherCampaign, ann, "UTC");
        UUID third = plan(otherCampaign, ann, "UTC");
        UUID bens = plan(world.campaign, Ids.v7(), "UTC");

        pass();

        assertThat(DB.status(bens)).isEqualTo("started");
        assertThat(statuses(first, second, third)).containsExactlyInAnyOrder("started", "started", "planned");
        world.clock.move(Duration.ofSeconds(5));
        pass();
        UUID postponed = planned(first, second, third);
        assertThat(scheduled(postponed)).isEqualTo("2026-06-02T08:00:00Z");
        assertThat(DB.reason(postponed))
                .isEqualTo("The contact has got 2 messages on this type of channel within 24 hours, as many as are"
                        + " allowed: it is sent at 2026-06-02T08:00:00Z");
        assertThat(DB.told(postponed)).isEmpty();

        world.clock.move(Duration.ofHours(24));
        pass();
        assertThat(DB.status(postponed)).isEqualTo("started");
    }

    @Test
    void shouldCountWhatWasSentBeforeThereWasACap() throws Exception {
        UUID before = plan(world.campaign, ann, "UTC");
        pass();
        assertThat(DB.status(before)).isEqualTo("started");
        limit(new FrequencyCap(1, 24, LimitAction.SKIP), null);
        UUID after = plan(otherCampaign, ann, "UTC");

        pass();

        assertThat(DB.status(after)).isEqualTo("skipped");
        assertThat(DB.reason(after))
                .isEqualTo(
                        "The contact has got 1 message on this type of channel within 24 hours, as many as are allowed");
        assertThat(DB.told(after)).containsExactly("skipped");
    }

    @Test
    @DisplayName("What may have been sent counts, what was refused does not")
    void shouldCountWhatMayHaveBeenSent() throws Exception {
        limit(new FrequencyCap(1, 24, LimitAction.SKIP), null);
        UUID refused = plan(world.campaign, ann, "UTC");
        UUID second = plan(world.campaign, ann, "UTC");
        fail(refused, "refused_for_good");
        pass();
        assertThat(DB.status(second)).isEqualTo("started");

        UUID ben = Ids.v7();
        UUID unknown = plan(world.campaign, ben, "UTC");
        UUID third = plan(world.campaign, ben, "UTC");
        fail(unknown, "unknown");
        pass();
        assertThat(DB.status(third)).isEqualTo("skipped");
    }

    @Test
    @DisplayName("What may have been sent counts while it waits to be tried again, and never against itself")
    void shouldCountWhatMayHaveBeenSentAndWaits() throws Exception {
        limit(new FrequencyCap(1, 24, LimitAction.SKIP), null);
        UUID waits = plan(world.campaign, ann, "UTC");
        attempt(waits, "unknown");
        DB.execute("update communications set due_at = due_at + interval '30 seconds' where id = '" + waits + "'");
        UUID another = plan(otherCampaign, ann, "UTC");

        pass();
        assertThat(statuses(waits, another)).containsExactly("planned", "skipped");

        world.clock.move(Duration.ofSeconds(30));
        pass();
        assertThat(DB.status(waits)).isEqualTo("started");
    }

    @Test
    void shouldNotCountWhatWasRefusedAndWaits() throws Exception {
        limit(new FrequencyCap(1, 24, LimitAction.SKIP), null);
        UUID waits = plan(world.campaign, ann, "UTC");
        attempt(waits, "refused_for_now");
        DB.execute("update communications set due_at = due_at + interval '30 seconds' where id = '" + waits + "'");
        UUID another = plan(otherCampaign, ann, "UTC");

        pass();
        assertThat(statuses(waits, another)).containsExactly("planned", "started");

        world.clock.move(Duration.ofSeconds(30));
        pass();
        assertThat(DB.status(waits)).isEqualTo("skipped");
    }

    @Test
    void shouldCountWhatMayHaveBeenSentBeforeItWasCanceled() throws Exception {
        limit(new FrequencyCap(1, 24, LimitAction.SKIP), null);
        UUID canceled = plan(world.campaign, ann, "UTC");
        attempt(canceled, "unknown");
        DB.execute("update communications set status = 'canceled', due_at = null, ended_at = '" + world.clock.instant()
                + "' where id = '" + canceled + "'");
        UUID another = plan(otherCampaign, ann, "UTC");

        pass();

        assertThat(DB.status(another)).isEqualTo("skipped");
    }

    @Test
    void shouldGoOnWithWhatMayHaveBeenSentBeforeAnythingElse() throws Exception {
        limit(TWO_A_DAY, null);
        UUID sent = plan(world.campaign, ann, "UTC");
        pass();
        world.clock.move(Duration.ofSeconds(1));
        UUID another = plan(otherCampaign, ann, "UTC");
        world.clock.move(Duration.ofSeconds(1));
        UUID tried = plan(world.campaign, ann, "UTC");
        attempt(tried, "unknown");

        pass();

        assertThat(statuses(sent, tried, another)).containsExactly("started", "started", "planned");
    }

    @Test
    void shouldLeaveOtherTypesOfChannelAndOtherTenantsAlone() throws Exception {
        new ContactLimitService(new ContactLimitRepository(), DB.database())
                .set(new ContactLimits(Ids.v7(), ChannelType.VOICE, new FrequencyCap(1, 24, LimitAction.SKIP), null));
        new ContactLimitService(new ContactLimitRepository(), DB.database())
                .set(new ContactLimits(world.tenant, ChannelType.WEB, new FrequencyCap(1, 24, LimitAction.SKIP), null));
        UUID first = plan(world.campaign, ann, "UTC");
        UUID second = plan(world.campaign, ann, "UTC");

        pass();

        assertThat(statuses(first, second)).containsExactly("started", "started");
    }

    @Test
    @DisplayName("M8: quiet hours go by the contact's zone, and the tenant's where that is not known")
    void shouldKeepToQuietHours() throws Exception {
        limit(null, NIGHT);
        world.tenantZone = ZoneId.of("Asia/Tokyo");
        UUID berlin = plan(world.campaign, ann, "Europe/Berlin");
        UUID newYork = plan(world.campaign, Ids.v7(), "America/New_York");
        UUID unknown = plan(world.campaign, Ids.v7(), "UTC");
        DB.execute("update communications set zone = null where id = '" + unknown + "'");
        world.clock.move(Duration.ofHours(3).plusMinutes(1));

        pass();

        // 11:01 UTC is 13:01 in Berlin, 07:01 in New York and 20:01 in Tokyo
        assertThat(statuses(berlin, newYork, unknown)).containsExactly("started", "planned", "planned");
        assertThat(scheduled(newYork)).isEqualTo("2026-06-01T12:00:00Z");
        assertThat(DB.reason(newYork))
                .isEqualTo("Quiet hours, 20:00 to 08:00 in America/New_York: it is sent at 2026-06-01T12:00:00Z");
        assertThat(scheduled(unknown)).isEqualTo("2026-06-01T23:00:00Z");
        world.clock.move(Duration.ofHours(1));
        pass();
        assertThat(statuses(newYork, unknown)).containsExactly("started", "planned");
    }

    @Test
    @DisplayName("M8: nobody is contacted at an hour that cannot be told")
    void shouldHoldWhatHasNoZoneUntilTheTenantsIsKnown() throws Exception {
        limit(null, NIGHT);
        world.tenantZone = null;
        UUID known = plan(world.campaign, Ids.v7(), "UTC");
        UUID unknown = plan(world.campaign, ann, "UTC");
        DB.execute("update communications set zone = null where id = '" + unknown + "'");

        pass();

        assertThat(statuses(known, unknown)).containsExactly("started", "planned");
        assertThat(DB.reason(unknown)).startsWith("Neither the contact's time zone nor the tenant's is known here yet");
        assertThat(scheduled(unknown)).isEqualTo("2026-06-01T08:00:05Z");
        assertThat(DB.told(unknown)).isEmpty();
        pass();
        assertThat(DB.status(unknown)).isEqualTo("planned");
        // 08:00:05 UTC is 04:00:05 in New York.
        world.tenantZone = ZoneId.of("America/New_York");
        world.clock.move(Duration.ofSeconds(5));
        pass();
        assertThat(DB.status(unknown)).isEqualTo("planned");
        assertThat(scheduled(unknown)).isEqualTo("2026-06-01T12:00:00Z");
        world.clock.move(Duration.ofHours(4));
        pass();
        assertThat(DB.status(unknown)).isEqualTo("started");
    }

    @Test
    void shouldNotWaitForAZoneWhereNoHoursAreQuiet() throws Exception {
        world.tenantZone = null;
        UUID unlimited = plan(world.campaign, ann, "UTC");
        DB.execute("update communications set zone = null where id = '" + unlimited + "'");
        pass();
        limit(TWO_A_DAY, null);
        UUID capped = plan(world.campaign, ann, "UTC");
        DB.execute("update communications set zone = null where id = '" + capped + "'");
        pass();

        assertThat(statuses(unlimited, capped)).containsExactly("started", "started");
    }

    @Test
    void shouldDropWhatIsDueInQuietHoursIfThatIsWanted() throws Exception {
        limit(null, new QuietHours(LocalTime.of(7, 0), LocalTime.of(9, 0), LimitAction.SKIP));
        UUID id = plan(world.campaign, ann, "UTC");

        pass();

        assertThat(DB.status(id)).isEqualTo("skipped");
        assertThat(DB.reason(id)).isEqualTo("It was due in the quiet hours, 07:00 to 09:00 in UTC");
    }

    @Test
    @DisplayName("M8: two workers and two campaigns never give one contact more than the cap")
    void shouldHoldTheCapWithWorkersSideBySide() throws Exception {
        limit(TWO_A_DAY, null);
        DispatchParts other = new DispatchParts(world, this::contacts, Map.of("dispatch.batch", "7"));
        parts = new DispatchParts(world, this::contacts, Map.of("dispatch.batch", "11"));
        List<UUID> customers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            UUID customer = Ids.v7();
            customers.add(customer);
            for (int j = 0; j < 3; j++) {
                plan(world.campaign, customer, "UTC");
                plan(otherCampaign, customer, "UTC");
            }
        }

        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 3; round++) {
                Future<?> one = workers.submit(() -> passes(parts, 30));
                Future<?> two = workers.submit(() -> passes(other, 40));
                one.get();
                two.get();
                world.clock.move(Duration.ofSeconds(5));
            }
        }

        assertThat(DB.values(
                        "select count(*) from communications where status = 'started' group by customer_id",
                        Integer.class))
                .hasSize(customers.size())
                .containsOnly(2);
        assertThat(DB.values(
                        "select count(*) from communications where status = 'planned' and lease_owner is null"
                                + " and scheduled_at >= '2026-06-02T08:00:00Z' and scheduled_at = due_at",
                        Integer.class))
                .containsExactly(4 * customers.size());
    }

    @Test
    @DisplayName("M3: an opt-out holds in the transaction that claims, and for what is claimed already")
    void shouldSendNothingToWhoHasOptedOut() throws Exception {
        UUID ben = Ids.v7();
        UUID anns = plan(world.campaign, ann, "UTC");
        UUID bens = plan(world.campaign, ben, "UTC");
        optOuts(ann, ChannelType.VOICE, ChannelType.EMAIL);
        optOuts(ben, ChannelType.EMAIL);

        pass();

        assertThat(statuses(anns, bens)).containsExactly("skipped", "started");
        assertThat(DB.reason(anns)).isEqualTo("The contact does not want to be contacted by phone");
        optOuts(ann);
        UUID again = plan(world.campaign, ann, "UTC");
        pass();
        assertThat(DB.status(again)).isEqualTo("started");

        UUID late = plan(world.campaign, ann, "UTC");
        List<Claimed> claimed = parts.claims
                .claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)))
                .claimed();
        assertThat(claimed).extracting(Claimed::id).containsExactly(late);
        optOuts(ann, ChannelType.VOICE);
        assertThat(parts.attempts.begin(List.of(late))).isEmpty();
        pass();
        assertThat(DB.status(late)).isEqualTo("skipped");
    }

    @Test
    void shouldForgetOptOutsWithThePerson() {
        UUID participant = Ids.v7();
        optOuts(World.customerOf(participant), ChannelType.VOICE);

        world.apply(world.erase(participant));

        assertThat(DB.values("select count(*) from opt_outs", Integer.class)).containsExactly(0);
    }

    private void optOuts(UUID customer, ChannelType... channels) {
        world.apply(List.of(new Envelope<>(
                Ids.v7(),
                "participant-service",
                world.tenant,
                customer.toString(),
                world.clock.instant(),
                null,
                0,
                new OptOutsChanged(customer, Set.of(channels)))));
    }

    @Test
    void shouldAskTheDatabaseAConstantNumberOfTimes() throws Exception {
        limit(TWO_A_DAY, NIGHT);
        int few = statementsFor(3);
        int many = statementsFor(60);

        assertThat(many).isEqualTo(few);
    }

    private int statementsFor(int communications) throws Exception {
        for (int i = 0; i < communications; i++) {
            plan(world.campaign, Ids.v7(), "UTC");
        }
        int before = DB.statements();
        pass();
        return DB.statements() - before;
    }

    private void limit(@Nullable FrequencyCap cap, @Nullable QuietHours quiet) {
        new ContactLimitService(new ContactLimitRepository(), DB.database())
                .set(new ContactLimits(world.tenant, ChannelType.VOICE, cap, quiet));
    }

    /** As dispatch leaves a communication whose attempt ended so. */
    private void fail(UUID id, String outcome) {
        attempt(id, outcome);
        DB.execute("update communications set status = 'failed', ended_at = '" + world.clock.instant()
                + "', due_at = null where id = '" + id + "'");
    }

    private void attempt(UUID id, String outcome) {
        DB.execute("update communications set attempts = 1 where id = '" + id + "'");
        DB.execute(
                "insert into attempts (communication_id, number, owner, started_at, ended_at, outcome) values ('" + id
                        + "', 1, '" + Ids.v7() + "', '" + world.clock.instant() + "', '" + world.clock.instant()
                        + "', '" + outcome
                        + "')");
    }

    private UUID plan(UUID campaign, UUID customer, String zone) {
        UUID id = Ids.v7();
        Schedule now = new Schedule(world.clock.instant(), null, null, 0, 0, 0, null, ZoneId.of(zone));
        CommunicationCommand plan = new PlanCommunication(
                campaign,
                Ids.v7(),
                customer,
                1,
                world.flow,
                "n1",
                id,
                "REMINDER",
                ChannelType.VOICE,
                channel,
                agent,
                world.clock.instant(),
                now,
                Map.of(),
                MessageContent.NONE);
        world.apply(new Envelope<>(
                Ids.v7(),
                "participant-service",
                world.tenant,
                customer.toString(),
                world.clock.instant(),
                Ids.v7(),
                0,
                plan));
        return id;
    }

    private static List<String> statuses(UUID... ids) {
        return List.of(ids).stream().map(DB::status).toList();
    }

    private static UUID planned(UUID... ids) {
        return List.of(ids).stream()
                .filter(id -> DB.status(id).equals("planned"))
                .findFirst()
                .orElseThrow();
    }

    private static Instant scheduled(UUID id) {
        return DB.values("select scheduled_at from communications where id = '" + id + "'", Instant.class)
                .getFirst();
    }

    private void pass() throws Exception {
        for (Future<?> batch : parts.dispatcher.pass().batches()) {
            batch.get();
        }
    }

    private static void passes(DispatchParts worker, int count) {
        try {
            for (int i = 0; i < count; i++) {
                for (Future<?> batch : worker.dispatcher.pass().batches()) {
                    batch.get();
                }
            }
        } catch (Exception e) {
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
