package campaignflows.communication.dispatch;

import campaignflows.communication.limit.ContactLimitRepository;
import campaignflows.communication.limit.ContactLimitService;
import campaignflows.communication.limit.ContactLimits;
import campaignflows.communication.limit.FrequencyCap;
import campaignflows.communication.limit.LimitAction;
import campaignflows.communication.limit.QuietHours;
import campaignflows.communication.support.WorldFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.audit.Actor;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** One contact in two campaigns of a tenant with limits. */
@NullMarked
abstract class ContactLimitFixture extends WorldFixture {
    static final FrequencyCap TWO_A_DAY = new FrequencyCap(2, 24, LimitAction.POSTPONE);

    static final QuietHours NIGHT = new QuietHours(LocalTime.of(20, 0), LocalTime.of(8, 0), LimitAction.POSTPONE);

    final UUID ann = Ids.v7();
    UUID otherCampaign;
    UUID channel;
    UUID agent;
    DispatchParts parts;

    @BeforeEach
    void begin() {
        channel = world.channel(ChannelType.VOICE);
        agent = world.simulatedAgent(channel, "{\"failed\":0}", List.of(), Duration.ofHours(72));
        otherCampaign = Ids.v7();
        world.runs.store(new RunState(world.tenant, otherCampaign, 1, true));
        parts = new DispatchParts(world, this::contacts, Map.of());
    }

    void optOuts(UUID customer, ChannelType... channels) {
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

    int statementsFor(int communications) throws Exception {
        for (int i = 0; i < communications; i++) {
            plan(world.campaign, Ids.v7(), "UTC");
        }
        int before = db.statements();
        pass();
        return db.statements() - before;
    }

    void limit(@Nullable FrequencyCap cap, @Nullable QuietHours quietHours) {
        new ContactLimitService(new ContactLimitRepository(), db.database(), world.audit)
                .set(new ContactLimits(world.tenant, ChannelType.VOICE, cap, quietHours), Actor.system("test"));
    }

    /** As dispatch leaves a communication whose attempt ended so. */
    void fail(UUID id, String outcome) {
        attempt(id, outcome);
        db.execute("update communications set status = 'failed', ended_at = '" + world.clock.instant()
                + "', due_at = null where id = '" + id + "'");
    }

    void attempt(UUID id, String outcome) {
        db.execute("update communications set attempts = 1 where id = '" + id + "'");
        db.execute(
                "insert into attempts (communication_id, number, owner, started_at, ended_at, outcome) values ('" + id
                        + "', 1, '" + Ids.v7() + "', '" + world.clock.instant() + "', '" + world.clock.instant()
                        + "', '" + outcome
                        + "')");
    }

    UUID plan(UUID campaign, UUID customer, String zone) {
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

    static List<String> statuses(UUID... ids) {
        return List.of(ids).stream().map(db::status).toList();
    }

    static UUID planned(UUID... ids) {
        return List.of(ids).stream()
                .filter(id -> db.status(id).equals("planned"))
                .findFirst()
                .orElseThrow();
    }

    static Instant scheduled(UUID id) {
        return db.values("select scheduled_at from communications where id = '" + id + "'", Instant.class)
                .getFirst();
    }

    void pass() throws Exception {
        for (Future<?> batch : parts.dispatcher.poll().batches()) {
            batch.get();
        }
    }

    static void passes(DispatchParts worker, int count) {
        try {
            for (int i = 0; i < count; i++) {
                for (Future<?> batch : worker.dispatcher.poll().batches()) {
                    batch.get();
                }
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        return participants.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        participant -> new ContactPoints.Contact(
                                world.tenant, participant, Map.of(ChannelType.VOICE, "49301234567"), Set.of())));
    }
}
