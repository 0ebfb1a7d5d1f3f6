package campaignflows.campaign.validation;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.Operator;
import campaignflows.platform.values.WireName;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of the nodes' settings (W4), as tables. */
class NodeSettingsTest {

    /** Codes of the findings at the node, warnings of duplicates aside. */
    private static List<String> codesOf(NodeType type, String settings) {
        return new FlowValidator()
                .validate(FlowBuilder.around(type, settings), ValidationFixture.campaign()).stream()
                        .filter(finding -> "n".equals(finding.nodeId()))
                        .map(Finding::code)
                        .filter(code -> code != FindingCode.DUPLICATES_POSSIBLE)
                        .map(FindingCode::name)
                        .toList();
    }

    private static String check(String property, String operator, String value) {
        return "{'property': '%s', 'operator': '%s', 'value': %s}".formatted(property, operator, value);
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void shouldAllowExactlyTheOperatorsOfTheType(FieldType type) {
        String property = "participant.a_" + WireName.of(type);
        String literal = switch (type) {
            case STRING -> "'x'";
            case INTEGER -> "5";
            case NUMERIC -> "'5.50'";
            case BOOLEAN -> "true";
            case DATE -> "'2026-06-30'";
            case DATETIME -> "'2026-06-30T10:00'";
            case ENUMERATION -> "'gold'";
            case EMAIL -> "'ann@example.org'";
            case PHONE -> "'+49 170 1234567'";
        };
        for (Operator operator : Operator.values()) {
            String value = switch (operator.operands()) {
                case NONE -> "null";
                case ONE -> "{'kind': 'literal', 'value': %s}".formatted(literal);
                case MANY -> "{'kind': 'literal', 'value': [%s]}".formatted(literal);
            };
            assertThat(codesOf(NodeType.FIELD_CHECK, check(property, operator.wireName(), value)))
                    .as("%s %s", type, operator)
                    .isEqualTo(operator.appliesTo(type) ? List.of() : List.of("OPERATOR_NOT_ALLOWED"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    participant.a_integer      | equals   | 'five'              | VALUE_INVALID
                    participant.a_integer      | equals   | 5.5                 | VALUE_INVALID
                    participant.a_integer      | gt       | '42'                |
                    participant.a_integer      | gt       | 42.0                |
                    participant.a_numeric      | lte      | 10.25               |
                    participant.a_numeric      | lte      | '10,25'             | VALUE_INVALID
                    participant.a_boolean      | equals   | 'maybe'             | VALUE_INVALID
                    participant.a_boolean      | equals   | 'yes'               |
                    participant.a_boolean      | equals   | [true]              | VALUE_INVALID
                    participant.a_date         | is_on    | '30.06.2026'        |
                    participant.a_date         | is_on    | '31.06.2026'        | VALUE_INVALID
                    participant.a_datetime     | is_after | '2026-06-30'        |
                    participant.a_datetime     | is_after | 'soon'              | VALUE_INVALID
                    participant.a_enumeration  | equals   | 'bronze'            | VALUE_INVALID
                    participant.a_enumeration  | is_one_of| ['gold', 'silver']  |
                    participant.a_enumeration  | is_one_of| ['gold', 'bronze']  | VALUE_INVALID
                    participant.a_enumeration  | is_one_of| 'gold'              | VALUE_INVALID
                    participant.a_enumeration  | is_none_of| [['gold']]         | VALUE_INVALID
                    participant.a_email        | equals   | 'ann'               | VALUE_INVALID
                    participant.a_email        | ends_with| '@example.org'      |
                    participant.a_phone        | starts_with| '+49'             |
                    participant.a_phone        | contains | 'mobile'            | VALUE_INVALID
                    participant.a_phone        | equals   | '12'                | VALUE_INVALID
                    participant.a_string       | equals   | 5                   |
                    participant.a_string       | contains | ' '                 |
                    participant.a_string       | starts_with | ' '              |
                    participant.a_string       | equals   | ' '                 | REQUIRED_FIELDS
                    participant.a_string       | contains | ''                  | REQUIRED_FIELDS
                    participant.a_string       | equals   | {'a': 1}            | VALUE_INVALID
                    participant.unknown        | equals   | 'x'                 | UNKNOWN_FIELD
                    customer.a_string          | equals   | 'x'                 | UNKNOWN_FIELD
                    a_string                   | equals   | 'x'                 | UNKNOWN_FIELD
                    communication.score        | gte      | 3                   |
                    communication.mood         | equals   | 'good'              | UNKNOWN_FIELD
                    communication.name         | starts_with | 'REMINDED_'      |
                    communication.status       | equals   | 'no_response'       |
                    communication.status       | is_one_of| ['failed', 'skipped'] |
                    communication.status       | equals   | 'NoResponse'        | VALUE_INVALID
                    communication.channel      | equals   | 'whatsapp'          |
                    communication.channel      | equals   | 'fax'               | VALUE_INVALID
                    """)
    void shouldCheckLiteralsOfAFieldCheck(String property, String operator, String literal, String expected) {
        String value = "{'kind': 'literal', 'value': %s}".formatted(literal);
        assertThat(codesOf(NodeType.FIELD_CHECK, check(property, operator, value)))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    participant.a_date     | 'base': 'today', 'offset_days': 3                              |
                    participant.a_date     | 'base': 'today', 'offset_days': -36600                         |
                    participant.a_date     | 'base': 'today', 'offset_days': 36601                          | VALUE_INVALID
                    participant.a_date     | 'base': 'today', 'offset_hours': 1                             | VALUE_INVALID
                    participant.a_datetime | 'base': 'now', 'offset_hours': -5                              |
                    participant.a_date     | 'base': 'field', 'field': 'participant.a_datetime'             |
                    participant.a_date     | 'base': 'field', 'field': 'participant.a_date', 'offset_hours': 2 | VALUE_INVALID
                    participant.a_date     | 'base': 'field', 'field': 'participant.a_string'               | VALUE_INVALID
                    participant.a_date     | 'base': 'field', 'field': 'participant.gone'                   | UNKNOWN_FIELD
                    participant.a_date     | 'base': 'field'                                                | REQUIRED_FIELDS
                    participant.a_date     | 'offset_days': 3                                               | REQUIRED_FIELDS
                    participant.a_string   | 'base': 'today'                                                | VALUE_INVALID
                    """)
    void shouldAllowRelativeDatesForDatesOnly(String property, String value, String expected) {
        String operator = property.equals("participant.a_string") ? "equals" : "is_on_or_after";
        String settings = check(property, operator, "{'kind': 'relative_date', %s}".formatted(value));
        assertThat(codesOf(NodeType.FIELD_CHECK, settings)).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "participant.a_string, equals, customer.name, ",
        "participant.a_string, contains, participant.a_email, ",
        "participant.a_integer, gt, participant.a_numeric, ",
        "participant.a_date, is_on, participant.a_datetime, ",
        "participant.a_integer, gt, participant.a_string, VALUE_INVALID",
        "participant.a_boolean, equals, participant.a_string, VALUE_INVALID",
        "participant.a_string, equals, participant.gone, UNKNOWN_FIELD",
        "participant.a_enumeration, is_one_of, participant.a_string, VALUE_INVALID"
    })
    void shouldCompareFieldsOfTypesThatGoTogether(String property, String operator, String field, String expected) {
        String settings = check(property, operator, "{'kind': 'field', 'field': '%s'}".formatted(field));
        assertThat(codesOf(NodeType.FIELD_CHECK, settings)).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void shouldAskForWhatAFieldCheckLacks() {
        for (String settings : List.of(
                "{}",
                "{'property': 'customer.name'}",
                "{'operator': 'is_set'}",
                check("customer.name", "equals", "null"),
                check("customer.name", "equals", "{'kind': 'literal', 'value': null}"),
                check("customer.name", "equals", "{'kind': 'literal', 'value': ' '}"),
                check("customer.name", "equals", "{'kind': 'field'}"),
                check("participant.a_enumeration", "is_one_of", "{'kind': 'literal', 'value': []}"))) {
            assertThat(codesOf(NodeType.FIELD_CHECK, settings)).as(settings).contains("REQUIRED_FIELDS");
        }
        assertThat(codesOf(NodeType.FIELD_CHECK, "{'property': 'customer.name', 'operator': 'is_set'}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    participant.a_string   | {'kind': 'literal', 'value': 'x'}                              |
                    participant.a_string   | {'kind': 'literal', 'value': null}                             |
                    participant.a_string   | {'kind': 'literal', 'value': ''}                               | REQUIRED_FIELDS
                    participant.a_string   | {'kind': 'literal'}                                            |
                    participant.a_string   | {'kind': 'field', 'field': 'communication.score'}              |
                    participant.a_integer  | {'kind': 'literal', 'value': 'many'}                           | VALUE_INVALID
                    participant.a_integer  | {'kind': 'field', 'field': 'communication.score'}              |
                    participant.a_integer  | {'kind': 'field', 'field': 'participant.a_numeric'}            | VALUE_INVALID
                    participant.a_numeric  | {'kind': 'field', 'field': 'participant.a_integer'}            |
                    participant.a_date     | {'kind': 'relative_date', 'base': 'today'}                     |
                    participant.a_date     | {'kind': 'relative_date', 'base': 'now'}                       |
                    participant.a_date     | {'kind': 'field', 'field': 'participant.a_datetime'}           |
                    participant.a_date     | {'kind': 'field', 'field': 'participant.a_string'}             | VALUE_INVALID
                    participant.a_datetime | {'kind': 'relative_date', 'base': 'now', 'offset_hours': 2}    |
                    participant.a_boolean  | {'kind': 'relative_date', 'base': 'today'}                     | VALUE_INVALID
                    participant.result     | {'kind': 'literal', 'value': true}                             |
                    participant.result_at  | {'kind': 'relative_date', 'base': 'now'}                       |
                    customer.name          | {'kind': 'literal', 'value': 'Ann'}                            |
                    communication.score    | {'kind': 'literal', 'value': 1}                                | FIELD_NOT_WRITABLE
                    communication.name     | {'kind': 'literal', 'value': 'A'}                              | FIELD_NOT_WRITABLE
                    participant.gone       | {'kind': 'literal', 'value': 'x'}                              | UNKNOWN_FIELD
                    """)
    void shouldCheckTheUpdatesOfUpdateField(String field, String value, String expected) {
        String settings = "{'updates': [{'field': '%s', 'value': %s}]}".formatted(field, value);
        assertThat(codesOf(NodeType.UPDATE_FIELD, settings))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void shouldAskForWhatAnUpdateFieldLacks() {
        for (String settings : List.of(
                "{}",
                "{'updates': []}",
                "{'updates': [{'value': {'kind': 'literal', 'value': 1}}]}",
                "{'updates': [{'field': 'customer.name'}]}")) {
            assertThat(codesOf(NodeType.UPDATE_FIELD, settings)).as(settings).containsExactly("REQUIRED_FIELDS");
        }
    }

    @Test
    void shouldAskForWhatACommunicationLacks() {
        String complete = ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.VOICE, "");
        assertThat(codesOf(NodeType.VOICE_COMMUNICATION, complete)).isEmpty();
        for (String settings : List.of(
                "{}",
                complete.replace("'REMINDER'", "''"),
                complete.replace("'" + ValidationFixture.SIMULATOR + "'", "null"),
                complete.replace("'" + ValidationFixture.VOICE + "'", "null"),
                ValidationFixture.communication(
                        ValidationFixture.SIMULATOR, ValidationFixture.VOICE, "'parameters': {'due': null}"),
                ValidationFixture.communication(
                        ValidationFixture.SIMULATOR, ValidationFixture.VOICE, "'when': {'base': {'kind': 'field'}}"),
                ValidationFixture.communication(
                        ValidationFixture.SIMULATOR,
                        ValidationFixture.VOICE,
                        "'when': {'base': {'kind': 'literal', 'value': ''}}"))) {
            assertThat(codesOf(NodeType.VOICE_COMMUNICATION, settings))
                    .as(settings)
                    .contains("REQUIRED_FIELDS");
        }
    }

    @Test
    void shouldCheckAgentAndChannel() {
        assertThat(codesOf(
                        NodeType.EMAIL_COMMUNICATION,
                        ValidationFixture.communication(new UUID(9, 9), ValidationFixture.EMAIL, "")))
                .containsExactly("AGENT_MISSING");
        assertThat(codesOf(
                        NodeType.EMAIL_COMMUNICATION,
                        ValidationFixture.communication(ValidationFixture.SIMULATOR, new UUID(9, 9), "")))
                .containsExactly("CHANNEL_NOT_ATTACHED");
        assertThat(codesOf(
                        NodeType.TELEGRAM_COMMUNICATION,
                        ValidationFixture.communication(ValidationFixture.STOPPED, ValidationFixture.TELEGRAM, "")))
                .containsExactly("CHANNEL_NOT_ATTACHED", "AGENT_STOPPED");
        assertThat(codesOf(
                        NodeType.EMAIL_COMMUNICATION,
                        ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.VOICE, "")))
                .containsExactly("CHANNEL_TYPE_MISMATCH");
        assertThat(codesOf(
                        NodeType.EMAIL_COMMUNICATION,
                        ValidationFixture.communication(ValidationFixture.STOPPED, ValidationFixture.EMAIL, "")))
                .containsExactly("AGENT_STOPPED");
        assertThat(codesOf(
                        NodeType.EMAIL_COMMUNICATION,
                        ValidationFixture.communication(
                                ValidationFixture.MESSAGES,
                                ValidationFixture.STOPPED_EMAIL,
                                "'subject': 'S', 'body': 'B'")))
                .containsExactly("CHANNEL_STOPPED");
    }

    @Test
    void shouldAskForContentOfAMessageAgentOnly() {
        assertThat(codesOf(
                        NodeType.EMAIL_COMMUNICATION,
                        ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.EMAIL, "")))
                .isEmpty();
        for (String more : List.of("", "'subject': 'S'", "'body': 'B'", "'subject': ' ', 'body': 'B'")) {
            assertThat(codesOf(
                            NodeType.EMAIL_COMMUNICATION,
                            ValidationFixture.communication(ValidationFixture.MESSAGES, ValidationFixture.EMAIL, more)))
                    .as(more)
                    .containsExactly("CONTENT_MISSING");
        }
        for (String more : List.of("", "'template': {}", "'template': {'name': 'a'}")) {
            assertThat(codesOf(
                            NodeType.WHATSAPP_COMMUNICATION,
                            ValidationFixture.communication(
                                    ValidationFixture.MESSAGES, ValidationFixture.WHATSAPP, more)))
                    .as(more)
                    .containsExactly("CONTENT_MISSING");
        }
        for (String more : List.of("'template': {'name': 'a', 'language': 'en'}", "'body': 'Hello'")) {
            assertThat(codesOf(
                            NodeType.WHATSAPP_COMMUNICATION,
                            ValidationFixture.communication(
                                    ValidationFixture.MESSAGES, ValidationFixture.WHATSAPP, more)))
                    .as(more)
                    .isEmpty();
        }
        for (String more : List.of("", "'subject': 'S'", "'body': ' '")) {
            assertThat(codesOf(
                            NodeType.VOICE_COMMUNICATION,
                            ValidationFixture.communication(ValidationFixture.MESSAGES, ValidationFixture.VOICE, more)))
                    .as(more)
                    .contains("CONTENT_MISSING");
            assertThat(codesOf(
                            NodeType.TELEGRAM_COMMUNICATION,
                            ValidationFixture.communication(
                                    ValidationFixture.MESSAGES, ValidationFixture.TELEGRAM, more)))
                    .as(more)
                    .contains("CONTENT_MISSING");
            assertThat(codesOf(
                            NodeType.WEB_COMMUNICATION,
                            ValidationFixture.communication(ValidationFixture.MESSAGES, ValidationFixture.WEB, more)))
                    .as(more)
                    .contains("CONTENT_MISSING");
        }
        assertThat(codesOf(
                        NodeType.TELEGRAM_COMMUNICATION,
                        ValidationFixture.communication(
                                ValidationFixture.MESSAGES,
                                ValidationFixture.TELEGRAM,
                                "'body': 'Hello {{ customer.name }}'")))
                .doesNotContain("CONTENT_MISSING");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    'body': 'Dear {{ customer.name }', 'subject': 'S'                                 | TEMPLATE_INVALID
                    'body': 'Dear {{ customer.name }}', 'subject': '{{#open}}'                        | TEMPLATE_INVALID
                    'body': 'Dear {{ customer.name }}, {{{participant.a_date}}} {{^participant.result}}!{{/participant.result}}' |
                    'body': 'Dear {{ name }}'                                                         | TEMPLATE_INVALID
                    'body': 'Dear {{ }}'                                                              | TEMPLATE_INVALID
                    'body': 'Dear {{ #customer.nam }}{{ /customer.nam }}'                             | UNKNOWN_FIELD
                    'body': 'Dear {{ customer.nam }}'                                                 | UNKNOWN_FIELD
                    'subject': '{{#participant.gone}}!{{/participant.gone}}'                          | UNKNOWN_FIELD
                    'body': '{{ communication.score }} {{ communication.name }}'                      |
                    'body': '{{ communication.telegram_link }}'                                       |
                    'parameters': {'due': {'kind': 'field', 'field': 'participant.a_date'}}           |
                    'parameters': {'due': {'kind': 'field', 'field': 'participant.gone'}}             | UNKNOWN_FIELD
                    'parameters': {'due': {'kind': 'literal', 'value': ['a']}}                        | VALUE_INVALID
                    'parameters': {'due': {'kind': 'relative_date', 'base': 'today', 'offset_days': 1}} |
                    'template': {'variables': [{'kind': 'field', 'field': 'participant.gone'}]}       | UNKNOWN_FIELD
                    'template': {'variables': [{'kind': 'field', 'field': 'communication.telegram_link'}]} |
                    'parameters': {'to': {'kind': 'field', 'field': 'communication.telegram_link'}}   | UNKNOWN_FIELD
                    'when': {'base': {'kind': 'now'}, 'offset_minutes': 0}                            |
                    'when': {'base': {'kind': 'today'}, 'offset_days': 1, 'time_of_day': '09:30'}     |
                    'when': {'offset_minutes': 5}                                                     |
                    'when': {'base': {'kind': 'literal', 'value': '2026-06-30T10:00'}}                |
                    'when': {'base': {'kind': 'literal', 'value': '2026-06-30'}}                      |
                    'when': {'base': {'kind': 'literal', 'value': '30.06.2026'}}                      | VALUE_INVALID
                    'when': {'base': {'kind': 'literal', 'value': 5}}                                 | VALUE_INVALID
                    'when': {'base': {'kind': 'field', 'field': 'participant.a_date'}}                |
                    'when': {'base': {'kind': 'field', 'field': 'participant.a_string'}}              | VALUE_INVALID
                    'when': {'base': {'kind': 'field', 'field': 'participant.gone'}}                  | UNKNOWN_FIELD
                    'when': {'base': {'kind': 'now'}, 'offset_days': 36601}                           | VALUE_INVALID
                    'when': {'base': {'kind': 'now'}, 'window': {'from': '09:00', 'to': '20:00'}}     |
                    'when': {'window': {'from': '22:00', 'to': '06:00', 'weekdays': ['mon', 'sun']}}  |
                    'when': {'window': {'from': '09:00', 'to': '00:00'}}                              |
                    'when': {'window': {'from': '00:00', 'to': '00:00'}}                              |
                    'when': {'window': {'from': '09:00'}}                                             |
                    'when': {'window': {'weekdays': ['sat']}}                                         |
                    'when': {'window': {}}                                                            |
                    'when': {'window': {'from': '09:00', 'to': '09:00'}}                              | VALUE_INVALID
                    'when': {'window': {'from': '09:00', 'to': '20:00', 'weekdays': []}}              | VALUE_INVALID
                    'when': {'window': {'weekdays': [null]}}                                          | VALUE_INVALID
                    """)
    void shouldCheckWhatACommunicationSays(String more, String expected) {
        String settings = ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.EMAIL, more);
        assertThat(codesOf(NodeType.EMAIL_COMMUNICATION, settings))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void shouldFindWhereAFieldIsUsed() {
        String used = "participant.a_date";
        for (String settings : List.of(
                ValidationFixture.communication(
                        ValidationFixture.SIMULATOR,
                        ValidationFixture.EMAIL,
                        "'parameters': {'due': {'kind': 'field', 'field': 'participant.a_date'}}"),
                ValidationFixture.communication(
                        ValidationFixture.SIMULATOR,
                        ValidationFixture.EMAIL,
                        "'when': {'base': {'kind': 'field', 'field': 'participant.a_date'}}"),
                ValidationFixture.communication(
                        ValidationFixture.SIMULATOR, ValidationFixture.EMAIL, "'body': 'Due {{ participant.a_date }}'"),
                ValidationFixture.communication(
                        ValidationFixture.SIMULATOR,
                        ValidationFixture.EMAIL,
                        "'subject': '{{#participant.a_date}}x{{/participant.a_date}}'"),
                ValidationFixture.communication(
                        ValidationFixture.SIMULATOR,
                        ValidationFixture.EMAIL,
                        "'parameters': {'a': {'kind': 'relative_date', 'base': 'field', 'field': 'participant.a_date'}}"))) {
            assertThat(FieldUse.isUsed(FlowBuilder.around(NodeType.EMAIL_COMMUNICATION, settings), used))
                    .as(settings)
                    .isTrue();
        }
        assertThat(FieldUse.isUsed(FlowBuilder.around(NodeType.FIELD_CHECK, check(used, "is_set", "null")), used))
                .isTrue();
        assertThat(FieldUse.isUsed(
                        FlowBuilder.around(NodeType.UPDATE_FIELD, "{'updates': [{'field': 'participant.a_date'}]}"),
                        used))
                .isTrue();
        String other = ValidationFixture.communication(
                ValidationFixture.SIMULATOR,
                ValidationFixture.EMAIL,
                "'body': '{{ participant.a_datetime }} participant.a_date'");
        assertThat(FieldUse.isUsed(FlowBuilder.around(NodeType.EMAIL_COMMUNICATION, other), used))
                .isFalse();
    }
}
