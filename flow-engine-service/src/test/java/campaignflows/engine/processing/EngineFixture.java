package campaignflows.engine.processing;

import static campaignflows.engine.walk.WalkFixture.check;
import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.engine.processing.StubServices.Fault;
import campaignflows.engine.walk.WalkFixture;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Engines with a real broker and stubs of the other services. Every event has the same flow to walk: contact the participant
 * unless it was contacted already.
 */
abstract class EngineFixture {
    static final UUID FLOW = UUID.fromString("00000000-0000-7000-8000-00000000000f");

    final List<EngineInstance> engines = new ArrayList<>();
    final List<UUID> participants = new ArrayList<>();
    String kafka = "";
    StubServices services = new StubServices();
    Events events;

    EngineFixture() {
        kafka = KafkaResource.freshTopics();
        events = new Events(kafka);
    }

    @BeforeEach
    void setUp() {
        services.keep(new WalkFixture().tenant());
        services.keep(campaign(WalkFixture.CAMPAIGN));
    }

    @AfterEach
    void tearDown() {
        services.fail(path -> Fault.NONE);
        engines.forEach(EngineInstance::close);
        events.close();
        services.close();
    }

    static CampaignDefined campaign(UUID id) {
        CampaignDefined any = new WalkFixture()
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

    EngineInstance engine() {
        return keep(new EngineInstance(kafka, services));
    }

    EngineInstance keep(EngineInstance engine) {
        engines.add(engine);
        return engine;
    }

    /** Creates participants and their events: a Created and an Updated for each. */
    List<Envelope<ParticipantEvent>> eventsOfNewParticipants(UUID campaign, int count) {
        List<Envelope<ParticipantEvent>> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID participant = Ids.v7();
            UUID customer = Ids.v7();
            services.keep(new ParticipantSnapshot(
                    WalkFixture.TENANT,
                    campaign,
                    participant,
                    customer,
                    null,
                    null,
                    Map.of(),
                    Map.of(),
                    null,
                    WalkFixture.RUN));
            participants.add(participant);
            made.add(Events.created(campaign, participant, customer));
            made.add(Events.updated(campaign, participant, customer));
        }
        return made;
    }

    void publishNewParticipants(int count) {
        events.publish(eventsOfNewParticipants(WalkFixture.CAMPAIGN, count));
    }

    void awaitEachContactedExactlyOnce() {
        Await.until("each event has taken effect", () -> services.walks().size() >= 2 * participants.size());
        Map<UUID, Long> plans = services.plans().stream()
                .collect(Collectors.groupingBy(PlanCommunication::participantId, Collectors.counting()));
        assertThat(plans.keySet()).containsExactlyInAnyOrderElementsOf(participants);
        assertThat(plans.values()).containsOnly(1L);
        assertThat(services.walks()).hasSize(2 * participants.size());
        assertThat(services.walks()).extracting(walk -> walk.id()).doesNotHaveDuplicates();
    }

    static int partitionOf(UUID customer) {
        return org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(
                customer.toString().getBytes(StandardCharsets.UTF_8),
                campaignflows.platform.contracts.Topics.CUSTOMER_PARTITIONS);
    }
}
