package campaignflows.campaign.validation;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.flow.NodeType;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule W4 for Python code: wherever it stands, what does not compile is refused with its place. */
class ExpressionValidationTest {
    private static List<String> errorsOf(NodeType type, String settings) {
        return new FlowValidator()
                .validate(FlowBuilder.around(type, settings), ValidationFixture.campaign()).stream()
                        .filter(finding -> "n".equals(finding.nodeId()) && finding.isError())
                        .map(finding -> finding.code() + " " + finding.message())
                        .toList();
    }

    private static String expression(String code) {
        return "{'kind': 'expression', 'code': %s}".formatted(quoted(code));
    }

    /** As the tests' settings are written: a single quote stands for a double one. */
    private static String quoted(String code) {
        try {
            return Json.mapper().writeValueAsString(code).replace('"', '\'');
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String check(String code) {
        return "{'property': 'participant.a_integer', 'operator': 'gt', 'value': %s}".formatted(expression(code));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a_integer + 1                                     |
            participant.a_numeric * 1.19                      |
            (a_date - date.today()).days                      |
            communication.score if communication.name else 0  |
            len(customer.name.split())                        |
            participant.a_integr                  | Line 1, column 13: There is no field participant.a_integr
            a_integr + 1                          | Line 1, column 1: There is no field and no function a_integr
            communication.nothing                 | Line 1, column 15: There is no field communication.nothing
            1 +                                   | Line 1, column 4: Expected an expression, but the code ends here
            a_integer = 5                         | Line 1, column 11: An expression assigns nothing: compare with ==
            open(a_string)                        | Line 1, column 1: There is no field and no function open
            (1).__class__                         | Line 1, column 5: There is no attribute or method __class__, or it is not supported
            {1, 2}                                | Line 1, column 1: Sets are not supported: use a list or a tuple
            """)
    void shouldRefuseAnExpressionThatDoesNotCompile(String code, String problem) {
        assertThat(errorsOf(NodeType.FIELD_CHECK, check(code)))
                .isEqualTo(
                        problem == null
                                ? List.of()
                                : List.of("EXPRESSION_INVALID Node: The value is not valid. " + problem));
    }

    @Test
    void shouldFindExpressionsWhereverTheyStand() {
        String bad = expression("nothing_such");
        for (String more : List.of(
                "'parameters': {'a': %s}".formatted(bad),
                "'template': {'variables': [%s]}".formatted(bad),
                "'when': {'base': %s}".formatted(bad))) {
            assertThat(errorsOf(
                            NodeType.EMAIL_COMMUNICATION,
                            ValidationFixture.communication(
                                    ValidationFixture.SIMULATOR, ValidationFixture.EMAIL, more)))
                    .as(more)
                    .singleElement()
                    .asString()
                    .startsWith("EXPRESSION_INVALID ")
                    .endsWith("Line 1, column 1: There is no field and no function nothing_such");
        }
        assertThat(errorsOf(
                        NodeType.UPDATE_FIELD,
                        "{'updates': [{'field': 'participant.a_string', 'value': %s}]}".formatted(bad)))
                .singleElement()
                .asString()
                .startsWith("EXPRESSION_INVALID ");
    }

    @Test
    void shouldRefuseAScriptThatDoesNotCompile() {
        assertThat(script("def run(context):\n    return {#participant.a_string#: context.customer.name}\n"))
                .isEmpty();
        assertThat(script("def run(context):\n    return {#participant.gone#: 1}\n"))
                .singleElement()
                .asString()
                .startsWith("EXPRESSION_INVALID ")
                .endsWith("The script is not valid. Line 2, column 13: There is no field participant.gone");
        assertThat(script("def run(context):\n    return context.participant.gone\n"))
                .singleElement()
                .asString()
                .endsWith("Line 2, column 32: There is no field participant.gone");
        assertThat(script("x = 1\n"))
                .singleElement()
                .asString()
                .endsWith("Line 1, column 1: A script defines a function: def run(context):");
        assertThat(script(" ")).singleElement().asString().startsWith("REQUIRED_FIELDS ");
    }

    /** @param script with # for its quotes */
    private static List<String> script(String script) {
        String json = quoted(script).replace("#", "\\u0022");
        return errorsOf(NodeType.PYTHON_ACTION, "{'script': %s}".formatted(json));
    }

    @Test
    void shouldFindTheFieldsThatCodeUses() {
        assertThat(isUsed(NodeType.FIELD_CHECK, check("a_date - date.today()"))).isTrue();
        assertThat(isUsed(NodeType.FIELD_CHECK, check("[participant.a_date for x in [1]]")))
                .isTrue();
        assertThat(isUsed(NodeType.FIELD_CHECK, check("customer.a_date"))).isFalse();
        assertThat(isUsed(NodeType.FIELD_CHECK, check("(lambda a_date: a_date)(1)")))
                .isFalse();
        for (String script : List.of(
                "def run(context):\n    return {#x#: context.participant.a_date}",
                "def run(context):\n    p = context.participant\n    return {#x#: p.a_date}",
                "def run(context):\n    return {#participant.a_date#: None}",
                "def run(context):\n    updates = {}\n    updates[#a_date#] = None\n    return updates")) {
            String json = quoted(script).replace("#", "\\u0022");
            assertThat(isUsed(NodeType.PYTHON_ACTION, "{'script': %s}".formatted(json)))
                    .as(script)
                    .isTrue();
        }
        assertThat(isUsed(NodeType.PYTHON_ACTION, "{'script': 'def run(context): return None'}"))
                .isFalse();
    }

    private static boolean isUsed(NodeType type, String settings) {
        return FieldUse.isUsed(FlowBuilder.around(type, settings), "participant.a_date");
    }
}
