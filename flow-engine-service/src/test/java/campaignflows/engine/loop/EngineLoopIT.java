package campaignflows.engine.loop;

import static campaignflows.engine.walk.World.check;
import static campaignflows.engine.walk.World.communication;
import static campaignflows.engine.walk.World.edge;
import static campaignflows.engine.walk.World.node;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.engine.loop.StandInServices.Fault;
import campaignflows.engine.walk.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The loop with a real broker and participant-service stood in for: whatever crashes, repeats or is slow, each event is
 * walked exactly once. Every event has the same flow to walk: contact the participant unless it was contacted already.
 */
class EngineLoopIT {
    private static final UUID FLOW = UUID.fromString("00000000-0000-7000-8000-00000000000f");
    private static final String COMMIT = "/internal/v1/walks/commit";

    private final List<EngineInstance> engines = new ArrayList<>();
    private final List<UUID> participants = new ArrayList<>();
    private String kafka = "";
    private StandInServices services = new StandInServices();
    private Events events;

    EngineLoopIT() {
        kafka = KafkaResource.freshTopics();
        events = new Events(kafka);
    }

    @BeforeEach
    void setUp() {
        services.keep(new World().tenant());
        services.keep(campaign(World.CAMPAIGN));
    }

    @AfterEach
    void tearDown() {
        services.fail(path -> Fault.NONE);
        engines.forEach(EngineInstance::close);
        events.close();
        services.close();
    }

    private static CampaignDefined campaign(UUID id) {
        CampaignDefined any = new World()
                .flow(
                        FLOW,
                        String.join(
                                ",",
                                node("created", "participant_created", "{}"),
                                node("updated", "participant_updated", "{}"),
                                check("guard", "communication.name", "is_not_set", null),
                                communication("send", "telegram", "HELLO")),
                        String.join(
                                ",",
                                edge("created", "out", "guard"),
                                edge("updated", "out", "guard"),
                                edge("guard", "match", "send")))
                .campaign();
        return new CampaignDefined(
                any.tenantId(),
                id,
                any.name(),
                any.revision(),
                any.status(),
                any.run(),
                true,
                any.fields(),
                any.flows(),
                List.of());
    }

    private EngineInstance engine() {
        return keep(new EngineInstance(kafka, services));
    }

    private EngineInstance keep(EngineInstance engine) {
        engines.add(engine);
        return engine;
    }

    /** Creates participants and their events: a Created and an Updated for each. */
    private List<Envelope<ParticipantEvent>> eventsOfNewParticipants(UUID campaign, int count) {
        List<Envelope<ParticipantEvent>> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID participant = Ids.v7();
            UUID customer = Ids.v7();
            services.keep(new ParticipantSnapshot(
                    World.TENANT, campaign, participant, customer, null, null, Map.of(), Map.of(), null, World.RUN));
            participants.add(participant);
            made.add(Events.created(campaign, participant, customer));
            made.add(Events.updated(campaign, participant, customer));
        }
        return made;
    }

    private void publishNewParticipants(int count) {
        events.publish(eventsOfNewParticipants(World.CAMPAIGN, count));
    }

    private void awaitEachContactedExactlyOnce() {
        Await.until("each event has taken effect", () -> services.walks().size() >= 2 * participants.size());
        Map<UUID, Long> plans = services.plans().stream()
                .collect(Collectors.groupingBy(PlanCommunication::participantId, Collectors.counting()));
        assertThat(plans.keySet()).containsExactlyInAnyOrderElementsOf(participants);
        assertThat(plans.values()).containsOnly(1L);
        assertThat(services.walks()).hasSize(2 * participants.size());
        assertThat(services.walks()).extracting(walk -> walk.id()).doesNotHaveDuplicates();
    }

    /** The first request to the path gets the fault, all others none. */
    private static CountDownLatch once(StandInServices services, String path, Fault fault) {
        CountDownLatch hit = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(1);
        services.fail(requested -> {
            if (requested.equals(path) && left.getAndDecrement() > 0) {
                hit.countDown();
                return fault;
            }
            return Fault.NONE;
        });
        return hit;
    }

    @Test
    void shouldWalkEachEventOnceInOrder() {
        // given
        engine();

        // when
        for (int i = 0; i < 5; i++) {
            publishNewParticipants(40);
        }

        // then
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldWalkABacklogThatCameWhileItWasStopped() {
        // given
        publishNewParticipants(700);

        // when
        engine();

        // then
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldWalkOnceWhenItCrashesBetweenBeginAndCommit() throws InterruptedException {
        // given: an engine that is killed while its first commit is on the way, which never arrives
        CountDownLatch killed = new CountDownLatch(1);
        CountDownLatch committing = new CountDownLatch(1);
        services.fail(path -> {
            if (path.equals(COMMIT)) {
                committing.countDown();
                awaitQuietly(killed);
                return Fault.BREAKS_BEFORE;
            }
            return Fault.NONE;
        });
        EngineInstance first = engine();
        publishNewParticipants(50);
        assertThat(committing.await(30, TimeUnit.SECONDS)).isTrue();

        // when
        first.close();
        services.fail(path -> Fault.NONE);
        killed.countDown();
        assertThat(services.effects()).isEmpty();
        engine();

        // then
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldWalkOnceWhenItCrashesBetweenCommitAndAnswer() throws InterruptedException {
        // given: all commits take effect and no answer arrives
        CountDownLatch committed = new CountDownLatch(1);
        services.fail(path -> {
            if (path.equals(COMMIT)) {
                committed.countDown();
                return Fault.BREAKS_AFTER;
            }
            return path.contains("/positions/") && committed.getCount() == 0 ? Fault.BREAKS_BEFORE : Fault.NONE;
        });
        EngineInstance first = engine();
        publishNewParticipants(50);
        assertThat(committed.await(30, TimeUnit.SECONDS)).isTrue();

        // when
        first.close();
        services.fail(path -> Fault.NONE);
        engine();

        // then
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldSettleAnUnknownOutcomeByThePosition() throws InterruptedException {
        // given
        CountDownLatch lost = once(services, COMMIT, Fault.BREAKS_AFTER);
        engine();

        // when
        publishNewParticipants(50);

        // then
        assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldWalkAgainWhenTheCommitNeverArrived() throws InterruptedException {
        // given
        CountDownLatch lost = once(services, COMMIT, Fault.BREAKS_BEFORE);
        EngineInstance engine = engine();

        // when
        publishNewParticipants(50);

        // then
        assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
        awaitEachContactedExactlyOnce();
        assertThat(engine.meters.counter("campaignflows.engine.failures").count())
                .isPositive();
    }

    @Test
    void shouldDoNoHarmAsAZombie() {
        // given: two engines that both believe that all partitions are theirs
        EngineInstance one = keep(new EngineInstance(kafka, services, "one"));
        EngineInstance two = keep(new EngineInstance(kafka, services, "two"));

        // when
        for (int i = 0; i < 10; i++) {
            publishNewParticipants(30);
        }

        // then
        awaitEachContactedExactlyOnce();
        assertThat(elsewhere(one) + elsewhere(two)).isPositive();
    }

    private static double elsewhere(EngineInstance engine) {
        return engine.meters.counter("campaignflows.engine.positions.moved").count();
    }

    @Test
    void shouldShareThePartitionsAndTakeOver() {
        // given
        EngineInstance first = engine();
        publishNewParticipants(100);

        // when: a second one comes, then the first one goes, while events come in
        EngineInstance second = engine();
        for (int i = 0; i < 5; i++) {
            publishNewParticipants(20);
        }
        Await.until("both have partitions", () -> second.consumer.isReady() && first.consumer.isReady());
        publishNewParticipants(100);
        first.close();
        publishNewParticipants(100);

        // then
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldWaitForParticipantService() throws InterruptedException {
        // given
        CountDownLatch refused = new CountDownLatch(5);
        services.fail(path -> {
            refused.countDown();
            return Fault.UNAVAILABLE;
        });
        EngineInstance engine = engine();
        publishNewParticipants(100);
        assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
        Await.until("the engine is ready though", engine.consumer::isReady);

        // when
        services.fail(path -> Fault.NONE);

        // then
        awaitEachContactedExactlyOnce();
    }

    @Test
    void shouldWaitForALateDefinitionAndLetOtherPartitionsGoOn() {
        // given: a campaign whose definition is still that of an older run
        UUID late = Ids.v7();
        CampaignDefined now = campaign(late);
        services.keep(new CampaignDefined(
                now.tenantId(),
                late,
                now.name(),
                now.revision() - 1,
                campaignflows.platform.contracts.definition.CampaignStatus.INACTIVE,
                World.RUN - 1,
                true,
                now.fields(),
                List.of(),
                List.of()));
        engine();
        List<Envelope<ParticipantEvent>> waiting = eventsOfNewParticipants(late, 1);
        int partition = partitionOf(waiting.getFirst().data().customerId());
        events.publish(waiting);

        // when
        List<Envelope<ParticipantEvent>> others = eventsOfNewParticipants(World.CAMPAIGN, 60);
        others.removeIf(event -> partitionOf(event.data().customerId()) == partition);
        events.publish(others);

        // then
        Await.until("the others are walked", () -> services.walks().size() == others.size());
        assertThat(services.position(partition)).isZero();
        participants.removeIf(id ->
                waiting.stream().noneMatch(event -> event.data().participantId().equals(id))
                        && others.stream()
                                .noneMatch(event -> event.data().participantId().equals(id)));

        // when
        services.keep(now);

        // then
        awaitEachContactedExactlyOnce();
    }

    private static int partitionOf(UUID customer) {
        return org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(
                customer.toString().getBytes(StandardCharsets.UTF_8),
                campaignflows.platform.contracts.Topics.CUSTOMER_PARTITIONS);
    }

    @Test
    void shouldPassOverWhatItCannotRead() {
        // given
        EngineInstance engine = engine();
        List<Envelope<ParticipantEvent>> made = eventsOfNewParticipants(World.CAMPAIGN, 1);
        UUID key = made.getFirst().data().customerId();

        // when: garbage, an empty record and a type from the future come before an event on its partition
        events.publishRaw(key, "garbage".getBytes(StandardCharsets.UTF_8));
        events.publishRaw(key, null);
        events.publishRaw(key, "{\"id\": \"x\", \"type\": \"FutureEvent\"}".getBytes(StandardCharsets.UTF_8));
        events.publish(made);

        // then
        awaitEachContactedExactlyOnce();
        // A batch that had to be repeated may have sent its letters twice.
        Map<String, ConsumerRecord<String, byte[]>> letters = events.deadLetters().stream()
                .collect(Collectors.toMap(
                        letter -> Events.header(letter, "dead-letter-source"),
                        letter -> letter,
                        (first, again) -> first));
        String source = "participant-events/" + partitionOf(key) + "/";
        assertThat(letters).containsOnlyKeys(source + 0, source + 2);
        assertThat(letters.get(source + 0)).satisfies(letter -> {
            assertThat(letter.value()).isEqualTo("garbage".getBytes(StandardCharsets.UTF_8));
            assertThat(letter.key()).isEqualTo(key.toString());
            assertThat(Events.header(letter, "type")).isEqualTo("Raw");
            assertThat(Events.header(letter, "dead-letter-consumer")).isEqualTo("flow-engine");
            assertThat(Events.header(letter, "dead-letter-reason"))
                    .isEqualTo("Expected JSON of the message's type: line 1, column 1");
        });
        assertThat(letters.get(source + 2))
                .satisfies(letter -> assertThat(letter.value()).isNull());
        assertThat(engine.meters.counter("campaignflows.engine.skipped").count())
                .isPositive();
    }

    @Test
    void shouldStorePositionsPastMarkersAndNotOften() {
        // given
        engine();
        publishNewParticipants(1);
        awaitEachContactedExactlyOnce();
        UUID customer = services.effects().getFirst().customerId();

        // then: two aborted records, their marker, two events, their marker
        Await.until("the markers are passed", () -> services.position(partitionOf(customer)) == 6);
        assertThat(services.commits()).isLessThanOrEqualTo(4);
    }

    @Test
    void shouldStopLoudlyWhenThePositionsBelongToAnotherTopic() {
        // given
        services.fail(path -> path.contains("/positions/") ? Fault.CONFLICT : Fault.NONE);

        // when
        EngineInstance engine = engine();

        // then
        Await.until("it has stopped", () -> engine.consumer.stopped().isPresent());
        assertThat(engine.consumer.isReady()).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        Predicate<CountDownLatch> opened = waited -> {
            try {
                return waited.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        };
        assertThat(opened.test(latch)).isTrue();
    }
}
