package campaignflows.participant.walkcommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedCommand;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedWalk;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine writes is read as it was meant, and what passes through stays as it was, to the byte. */
class CommitReaderTest {
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final Instant NOW = Instant.parse("2026-06-30T10:00:00.123456Z");
    private static final String HARD = "Zoë 日本 \"}]{[\\ \n\u0001 \uD83D\uDE00";

    private final UUID one = Ids.v7();

    private WalkRecorded walk() {
        return new WalkRecorded(
                one,
                one,
                one,
                one,
                7,
                3,
                new WalkRecorded.Trigger("ParticipantCreated", null, one, NOW),
                NOW,
                12,
                WalkOutcome.COMPLETED,
                List.of(new WalkRecorded.Step("n1", null, List.of(HARD, ""), null)),
                List.of(),
                HARD);
    }

    private PlanCommunication plan() {
        return new PlanCommunication(
                one,
                one,
                one,
                3,
                one,
                "n2",
                Ids.v7(),
                "REMINDER",
                ChannelType.EMAIL,
                one,
                Ids.v7(),
                NOW,
                new Schedule(NOW, null, null, 0, 0, 0, null, ZoneOffset.UTC),
                Map.of("name", HARD),
                new MessageContent(HARD, HARD, null));
    }

    private EventEffects effects(List<EmittedCommand> commands, List<EmittedWalk> walks) {
        CommunicationState state = new CommunicationState(
                one, HARD, CommunicationStatus.READ, ChannelType.VOICE, one, Map.of("score", HARD), NOW);
        return new EventEffects(
                Ids.v7(),
                Ids.v7(),
                Ids.v7(),
                Ids.v7(),
                Ids.v7(),
                4,
                3,
                state,
                List.of(
                        new FieldUpdate(FieldLevel.CUSTOMER, "name", HARD),
                        new FieldUpdate(FieldLevel.PARTICIPANT, "note", null)),
                commands,
                walks,
                new RowVersions(4_294_967_295L, null),
                TRACEPARENT);
    }

    private static byte[] json(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldReadWhatTheEngineWrites() throws IOException {
        // given
        PlanCommunication plan = plan();
        CancelCommunications cancel = new CancelCommunications(one, one, one, 3, one, "n9");
        EventEffects sent = effects(
                List.of(new EmittedCommand(Ids.v7(), plan), new EmittedCommand(Ids.v7(), cancel)),
                List.of(new EmittedWalk(Ids.v7(), walk())));
        EventEffects bare =
                new EventEffects(Ids.v7(), one, one, one, one, 0, null, null, List.of(), List.of(), List.of(), null);

        // when
        ReceivedCommit read = CommitReader.read(json(new Commit("topic", 5, 10, 12, List.of(sent, bare))));

        // then
        assertThat(read.topicId()).isEqualTo("topic");
        assertThat(read.partition()).isEqualTo(5);
        assertThat(read.from()).isEqualTo(10);
        assertThat(read.to()).isEqualTo(12);
        ReceivedCommit.Effects effects = read.events().getFirst();
        assertThat(List.of(
                        effects.eventId(),
                        effects.tenantId(),
                        effects.campaignId(),
                        effects.participantId(),
                        effects.customerId()))
                .containsExactly(
                        sent.eventId(), sent.tenantId(), sent.campaignId(), sent.participantId(), sent.customerId());
        assertThat(effects.depth()).isEqualTo(4);
        assertThat(effects.run()).isEqualTo(3);
        assertThat(effects.communication()).isEqualTo(sent.communication());
        assertThat(effects.updates()).isEqualTo(sent.updates());
        assertThat(effects.versions()).isEqualTo(sent.versions());
        assertThat(effects.traceparent()).isEqualTo(TRACEPARENT);
        assertThat(read.events().getLast())
                .isEqualTo(new ReceivedCommit.Effects(
                        bare.eventId(),
                        one,
                        one,
                        one,
                        one,
                        0,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        null));

        ReceivedCommit.Command planned = effects.commands().getFirst();
        assertThat(planned.id()).isEqualTo(sent.commands().getFirst().id());
        assertThat(planned.type()).isEqualTo("PlanCommunication");
        assertThat(planned.planned())
                .isEqualTo(new CommunicationState(
                        plan.communicationId(),
                        "REMINDER",
                        CommunicationStatus.PLANNED,
                        ChannelType.EMAIL,
                        plan.agentId(),
                        Map.of(),
                        NOW));
        assertThat(planned.text().<PlanCommunication>read(Json.mapper().readerFor(PlanCommunication.class)))
                .isEqualTo(plan);
        assertThat(effects.commands().getLast().type()).isEqualTo("CancelCommunications");
        assertThat(effects.commands().getLast().planned()).isNull();
        ReceivedCommit.Walk recorded = effects.walks().getFirst();
        assertThat(recorded.id()).isEqualTo(sent.walks().getFirst().id());
        assertThat(recorded.text().length()).isEqualTo(json(walk()).length);
        assertThat(recorded.text().<WalkRecorded>read(Json.mapper().readerFor(WalkRecorded.class)))
                .isEqualTo(walk());
    }

    @Test
    void shouldIgnoreWhatItDoesNotKnow() {
        String text = """
                {"newer": [{"a": "}"}], "topic_id": "t", "partition": 1, "from": 0, "to": 1, "events": [
                  {"newer": {}, "event_id": "%1$s", "tenant_id": "%1$s", "campaign_id": "%1$s", "participant_id": "%1$s",
                   "customer_id": "%1$s", "depth": 0, "run": 1, "communication": null, "updates": [], "commands": [],
                   "walks": [{"id": "%1$s", "newer": 1, "walk": {"also": ["newer"]}}]}]}""".formatted(one);

        ReceivedCommit read = CommitReader.read(text.getBytes(StandardCharsets.UTF_8));

        assertThat(read.events().getFirst().walks().getFirst().text().length())
                .isEqualTo("{\"also\": [\"newer\"]}".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"topic_id\":\"t\",\"partition\":1,\"from\":2,\"to\":1,\"events\":[]}",
                "{\"topic_id\":\"t\",\"partition\":1,\"from\":0,\"to\":1,\"events\":null}",
                "{\"topic_id\":\"t\",\"partition\":\"x\",\"from\":0,\"to\":1,\"events\":[]}",
                "{\"topic_id\":\"t\",\"partition\":1,\"from\":0,\"to\":1,\"events\":[{}]}",
                "{\"topic_id\":\"t\",\"partition\":1,\"from\":0,\"to\":1,\"events\":[]} {}",
                "{\"topic_id\":\"t\",\"partition\":1,\"from\":0,\"to\":1,\"events\":["
            })
    void shouldRefuseWhatIsNoCommit(String text) {
        assertThatThrownBy(() -> CommitReader.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Expected a commit of walks");
    }

    @Test
    void shouldRefuseACommandOfAnotherKind() {
        String text = new String(
                        json(new Commit(
                                "t",
                                1,
                                0,
                                1,
                                List.of(effects(
                                        List.of(new EmittedCommand(
                                                one, new CancelCommunications(one, one, one, 3, one, "n9"))),
                                        List.of())))),
                        StandardCharsets.UTF_8)
                .replace("CancelCommunications", "DeleteEverything");

        assertThatThrownBy(() -> CommitReader.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProblemException.class);
    }
}
