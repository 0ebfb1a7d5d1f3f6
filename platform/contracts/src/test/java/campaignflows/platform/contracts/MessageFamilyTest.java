package campaignflows.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerErased;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.walk.WalkProtocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFamilyTest {
    private static final UUID CAUSE = UUID.fromString("0190d1a0-0000-7000-8000-000000000002");

    @Test
    void shouldReadBackEveryMessageAsItWasWritten() {
        for (Samples.Sample sample : Samples.all()) {
            assertThat(decoded(sample)).as("%s", sample.data()).contains(sample.data());
        }
    }

    /** A class that was renamed after its messages had been stored. */
    private record RenamedSince(int number) {}

    @Test
    void shouldNameTypesByTheTableAndNotByTheirClasses() throws IOException {
        MessageFamily<RenamedSince> family = new MessageFamily<>(Map.of("FormerName", RenamedSince.class));

        byte[] bytes = family.encode(envelope(new RenamedSince(7)));

        assertThat(Json.mapper().readTree(bytes).path("type").asText()).isEqualTo("FormerName");
        assertThat(family.typeOf(RenamedSince.class)).isEqualTo("FormerName");
        assertThat(family.decode(bytes)).map(Envelope::data).contains(new RenamedSince(7));
        assertThat(family.decode(
                        bytes(new String(bytes, StandardCharsets.UTF_8).replace("FormerName", "RenamedSince"))))
                .isEmpty();
    }

    @Test
    void shouldNameAMessageAlikeOnAllTopicsAndInCommits() throws IOException {
        ParticipantRemoved removed = new ParticipantRemoved(Samples.ID, Samples.ID, Samples.ID, 1);
        CancelCommunications cancel =
                new CancelCommunications(Samples.ID, Samples.ID, Samples.ID, 1, Samples.ID, "node");

        assertThat(List.of(
                        CustomerEvent.FAMILY.typeOf(removed),
                        ParticipantEvent.FAMILY.typeOf(removed),
                        CustomerCommand.FAMILY.typeOf(removed),
                        CommunicationCommand.FAMILY.typeOf(removed)))
                .containsOnly("ParticipantRemoved");
        assertThat(CustomerEvent.FAMILY.typeNames())
                .containsAll(ParticipantEvent.FAMILY.typeNames())
                .contains(CustomerCommand.FAMILY.typeOf(CustomerErased.class));
        assertThat(CustomerCommand.FAMILY.typeNames()).containsAll(CommunicationCommand.FAMILY.typeNames());
        String emitted = Json.mapper().writeValueAsString(new WalkProtocol.EmittedCommand(Samples.ID, cancel));
        assertThat(Json.mapper().readTree(emitted).path("command").fieldNames())
                .toIterable()
                .containsExactly(CommunicationCommand.FAMILY.typeOf(cancel));
    }

    @Test
    void shouldKeepTheEnvelope() {
        Envelope<ParticipantEvent> message = new Envelope<>(
                Samples.ID,
                "participant-service",
                CAUSE,
                "subject",
                Samples.AT,
                CAUSE,
                3,
                new ParticipantCreated(Samples.ID, Samples.ID, Samples.ID, null));

        Optional<Envelope<ParticipantEvent>> read =
                ParticipantEvent.FAMILY.decode(ParticipantEvent.FAMILY.encode(message));

        assertThat(read).contains(message);
    }

    @Test
    void shouldReportAnUnknownTypeAsEmptyAndIgnoreUnknownFields() {
        String text = new String(
                ParticipantEvent.FAMILY.encode(envelope(new ParticipantCreated(Samples.ID, Samples.ID, Samples.ID, 1))),
                StandardCharsets.UTF_8);

        assertThat(ParticipantEvent.FAMILY.decode(bytes(text.replace("ParticipantCreated", "FromTheFuture"))))
                .isEmpty();
        assertThat(ParticipantEvent.FAMILY.decode(
                        bytes(text.replace("\"run\":1", "\"run\":1,\"from_the_future\":{\"a\":[1]}"))))
                .map(Envelope::data)
                .contains(new ParticipantCreated(Samples.ID, Samples.ID, Samples.ID, 1));
    }

    @Test
    void shouldReadPropertiesInAnyOrder() {
        String text = new String(
                ParticipantEvent.FAMILY.encode(envelope(new ParticipantCreated(Samples.ID, Samples.ID, Samples.ID, 1))),
                StandardCharsets.UTF_8);
        String type = "\"type\":\"ParticipantCreated\",";
        String typeLast = text.replace(type, "").replaceAll("}$", ",\"later\":[{}],\"type\":\"ParticipantCreated\"}");

        assertThat(ParticipantEvent.FAMILY.decode(bytes(typeLast)))
                .isEqualTo(ParticipantEvent.FAMILY.decode(bytes(text)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{}", "}", " null"})
    void shouldRefuseWhatFollowsAMessage(String rest) {
        String text = new String(
                ParticipantEvent.FAMILY.encode(envelope(new ParticipantCreated(Samples.ID, Samples.ID, Samples.ID, 1))),
                StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ParticipantEvent.FAMILY.decode(bytes(text + rest)))
                .isInstanceOf(MalformedMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"type\":\"ParticipantCreated\"}",
                "{\"type\":{\"ParticipantCreated\":1},\"data\":{}}",
                "{\"data\":{},\"type\":\"ParticipantCreated\"}",
                "{\"type\":\"ParticipantCreated\",\"cause\":7,\"data\":{}}",
                "{\"type\":\"ParticipantCreated\",\"id\":\"x\",\"data\":{}}",
                "{\"type\":\"ParticipantCreated\",\"id\":\"0190d1a0-0000-7000-8000-000000000001\",\"source\":\"s\","
                        + "\"tenant\":\"0190d1a0-0000-7000-8000-000000000001\",\"subject\":\"s\",\"time\":\"yesterday\","
                        + "\"depth\":0,\"data\":{}}"
            })
    void shouldRefuseWhatIsNoMessageWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> ParticipantEvent.FAMILY.decode(bytes(text)))
                .isInstanceOf(MalformedMessageException.class)
                .message()
                .doesNotContain("yesterday");
    }

    @Test
    void shouldNameThePropertyThatCannotBeRead() {
        String text = new String(
                        ParticipantEvent.FAMILY.encode(
                                envelope(new ParticipantCreated(Samples.ID, Samples.ID, Samples.ID, 1))),
                        StandardCharsets.UTF_8)
                .replace("\"campaign_id\":\"" + Samples.ID, "\"campaign_id\":\"number 7");

        assertThatThrownBy(() -> ParticipantEvent.FAMILY.decode(bytes(text)))
                .isInstanceOf(MalformedMessageException.class)
                .message()
                .matches("Expected JSON of the message's type: campaign_id, line 1, column \\d+")
                .doesNotContain("number 7");
    }

    private static Optional<Object> decoded(Samples.Sample sample) {
        return sample.family().decode(encode(sample)).map(Envelope::data);
    }

    @SuppressWarnings("unchecked")
    static byte[] encode(Samples.Sample sample) {
        return ((MessageFamily<Object>) sample.family()).encode(envelope(sample.data()));
    }

    private static <T> Envelope<T> envelope(T data) {
        return new Envelope<>(Samples.ID, "test", Samples.ID, "subject", Samples.AT, CAUSE, 0, data);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
