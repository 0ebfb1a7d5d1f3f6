package campaignflows.campaign.validation;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.flow.NodeType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule W4: a finding says which setting of which node is wrong, and what to do about it. */
class FindingTextTest {
    private static String textOf(NodeType type, String settings) {
        return new FlowValidator()
                .validate(FlowBuilder.around(type, settings), ValidationFixture.campaign()).stream()
                        .filter(Finding::isError)
                        .map(Finding::message)
                        .findFirst()
                        .orElse("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    FIELD_CHECK         | {}                                                   | Property, Operator, Value
                    FIELD_CHECK         | {'property': 'customer.name', 'operator': 'equals'}  | Value
                    FIELD_CHECK         | {'operator': 'is_set'}                               | Property
                    EMAIL_COMMUNICATION | {}                                                   | Communication name, Agent, Channel
                    EMAIL_COMMUNICATION | {'when': {'base': {'kind': 'field'}}, 'parameters': {'due': {'kind': 'field'}}} | Communication name, Agent, Channel, When, Value of the parameter due
                    UPDATE_FIELD        | {}                                                   | Updates
                    UPDATE_FIELD        | {'updates': [{'field': 'participant.a_string'}, {'value': {'kind': 'literal', 'value': 1}}]} | Value of update 1, Field of update 2
                    TO_ANOTHER_FLOW     | {}                                                   | Flow
                    PYTHON_ACTION       | {'script': ' '}                                      | Script
                    """)
    void shouldSayWhatIsMissing(NodeType type, String settings, String missing) {
        assertThat(textOf(type, settings)).isEqualTo("Fill in required fields for: Node. Missing in Node: " + missing);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    participant.gone   | is_set | There is no field participant.gone in the campaign: choose another, or add it
                    communication.mood | is_set | There is no field communication.mood: no agent of the campaign's flows has such a conversation result
                    a_string           | is_set | There is no field a_string: name it with its level, such as participant.a_string
                    gone               | is_set | There is no field gone: name it with its level, such as participant.due_date
                    participant.a_boolean | gt  | The operator gt does not go with participant.a_boolean, which is of type boolean: use one of equals, not_equals, is_set, is_not_set
                    participant.a_enumeration | equals | The value is not valid. Not an allowed value: use one of gold, silver
                    communication.status | equals | The value is not valid. Not an allowed value: use one of planned, started, delivered, read, replied, completed, no_response, canceled, skipped, failed
                    """)
    void shouldSayWhatToChooseInstead(String property, String operator, String text) {
        String settings = "{'property': '%s', 'operator': '%s', 'value': {'kind': 'literal', 'value': 'bronze'}}"
                .formatted(property, operator);
        assertThat(textOf(NodeType.FIELD_CHECK, settings)).isEqualTo("Node: " + text);
    }
}
