package campaignflows.platform.expression;

import campaignflows.platform.expression.code.Program;
import campaignflows.platform.expression.code.Program.Outcome;
import campaignflows.platform.expression.code.ScriptCompiler;
import java.util.List;
import java.util.Set;

/** A script with {@code def run(context)}, compiled once: the Python Custom Action. */
public final class PythonScript {
    private final Program program;

    private PythonScript(Program program) {
        this.program = program;
    }

    /**
     * Compiles.
     *
     * @throws CompileException if it is not of the supported subset, or names something that there is not
     */
    public static PythonScript compile(String code, Names names) {
        return new PythonScript(ScriptCompiler.script(code, names));
    }

    /** What keeps the code from being compiled; nothing if it can be. */
    public static List<CodeProblem> problems(String code, Names names) {
        return CodeProblem.of(() -> compile(code, names));
    }

    /** The fields that it may ask for or write, by the numbers that {@link Names} gave them. */
    public Set<Integer> fields() {
        return program.fields();
    }

    /** Runs it: the updates that it returns. */
    public ScriptResult run(Environment environment) {
        return run(environment, Limits.SCRIPT);
    }

    public ScriptResult run(Environment environment, Limits limits) {
        return switch (program.evaluate(environment, limits)) {
            case Outcome.Value(Object value) -> ScriptResult.of(value);
            case Outcome.Failure(var error, int line) ->
                new ScriptResult.Failed(new PythonFailure(error.type(), error.text(), line));
        };
    }
}
