package campaignflows.engine.processing;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.engine.processing.StubServices.Fault;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What the engine does about definitions, records and positions that are not as usual. */
class EngineRecordsIT extends EngineFixture {
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
                WalkFixture.RUN - 1,
                true,
                now.fields(),
                List.of(),
                List.of()));
        engine();
        List<Envelope<ParticipantEvent>> waiting = eventsOfNewParticipants(late, 1);
        int partition = partitionOf(waiting.getFirst().data().customerId());
        events.publish(waiting);

        // when
        List<Envelope<ParticipantEvent>> others = eventsOfNewParticipants(WalkFixture.CAMPAIGN, 60);
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

    @Test
    void shouldPassOverWhatItCannotRead() {
        // given
        EngineInstance engine = engine();
        List<Envelope<ParticipantEvent>> made = eventsOfNewParticipants(WalkFixture.CAMPAIGN, 1);
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
}
