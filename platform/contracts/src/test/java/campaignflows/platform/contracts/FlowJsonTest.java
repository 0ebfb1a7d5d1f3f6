package campaignflows.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.ValueSource;
import campaignflows.platform.contracts.flow.When;
import campaignflows.platform.values.Operator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class FlowJsonTest {
    @Test
    void shouldReadTheNodesOfTheApiDocument() throws JsonProcessingException {
        Node check = strict("""
                {"id": "n2", "type": "field_check", "name": "Due", "position": {"x": 0, "y": 120},
                 "settings": {"property": "participant.due_date", "operator": "is_on_or_after",
                              "value": {"kind": "relative_date", "base": "today", "offset_days": 3}}}""");
        Node message = strict("""
                {"id": "n3", "type": "whatsapp_communication", "name": "", "position": {"x": -120, "y": 240},
                 "settings": {"communication_name": "REMINDED_BEFORE_2D",
                              "when": {"base": {"kind": "now"}, "offset_minutes": 0, "time_of_day": "09:30"},
                              "parameters": {"due": {"kind": "field", "field": "participant.due_date"}}}}""");

        assertThat(check.settings())
                .isEqualTo(new NodeSettings.FieldCheck(
                        "participant.due_date",
                        Operator.IS_ON_OR_AFTER,
                        new ValueSource.RelativeDate(ValueSource.RelativeDate.Base.TODAY, null, 3, null)));
        assertThat(message.settings()).isInstanceOfSatisfying(NodeSettings.Communication.class, settings -> {
            assertThat(settings.communicationName()).isEqualTo("REMINDED_BEFORE_2D");
            assertThat(settings.when()).isEqualTo(new When(new When.Now(), null, null, 0, LocalTime.of(9, 30), null));
            assertThat(settings.parameters()).containsEntry("due", new ValueSource.Field("participant.due_date"));
        });
    }

    @Test
    void shouldReadADraftThatIsNotFilledIn() throws JsonProcessingException {
        Node node = strict("{\"id\":\"a\",\"type\":\"field_check\"}");

        assertThat(node.settings()).isEqualTo(new NodeSettings.FieldCheck(null, null, null));
        assertThat(node.name()).isEmpty();
    }

    @Test
    void shouldWriteWhatItReads() throws JsonProcessingException {
        for (Node node : Samples.FLOW.nodes()) {
            assertThat(strict(Json.mapper().writeValueAsString(node))).isEqualTo(node);
        }
    }

    @Test
    void shouldNameAnUnknownPropertyOnThePublicApiAndIgnoreItInMessages() throws JsonProcessingException {
        String inNode = "{\"id\":\"a\",\"type\":\"field_check\",\"colour\":\"red\"}";
        String inSettings = "{\"id\":\"a\",\"type\":\"field_check\",\"settings\":{\"propperty\":\"x\"}}";
        String inTrigger = "{\"id\":\"a\",\"type\":\"participant_created\",\"settings\":{\"a\":1}}";

        assertThatThrownBy(() -> strict(inNode))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("colour");
        assertThatThrownBy(() -> strict(inSettings)).hasMessageContaining("propperty");
        assertThatThrownBy(() -> strict(inTrigger)).hasMessageContaining("\"a\"");
        assertThat(Json.mapper().readValue(inNode, Node.class).type()).isEqualTo(NodeType.FIELD_CHECK);
        assertThat(Json.mapper().readValue(inSettings, Node.class).settings())
                .isEqualTo(new NodeSettings.FieldCheck(null, null, null));
    }

    @Test
    void shouldRefuseAnUnknownTypeAndAMissingId() {
        assertThatThrownBy(() -> strict("{\"id\":\"a\",\"type\":\"send_pigeon\"}"))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> strict("{\"type\":\"field_check\"}")).hasMessageContaining("id");
    }

    /** A draft may hold values of the wrong kind (rule W3): they are kept as they were sent. */
    @Test
    void shouldKeepAnUnknownOperatorOrKindOfValue() throws JsonProcessingException {
        assertThat(strict("{\"id\":\"a\",\"type\":\"field_check\",\"settings\":{\"operator\":\"like\"}}")
                        .settings())
                .isInstanceOf(NodeSettings.Unreadable.class);
        assertThat(strict("{\"id\":\"a\",\"type\":\"field_check\",\"settings\":{\"value\":{\"kind\":\"dice\"}}}")
                        .settings())
                .isInstanceOf(NodeSettings.Unreadable.class);
    }

    private static Node strict(String json) throws JsonProcessingException {
        return Json.strictMapper().readValue(json, Node.class);
    }
}
