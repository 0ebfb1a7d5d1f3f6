package campaignflows.platform.expression;

import campaignflows.platform.expression.code.Program;
import campaignflows.platform.expression.code.Program.Outcome;
import campaignflows.platform.expression.code.ScriptCompiler;
import java.util.List;
import java.util.Set;

/** An expression (rule E1), compiled once, evaluated in any number of walks. It changes nothing and reaches nothing. */
public final class PythonExpression {
    private final Program program;

    private PythonExpression(Program program) {
        this.program = program;
    }

    /**
     * Compiles.
     *
     * @throws CompileException if it is not of the supported subset, or names something that there is not
     */
    public static PythonExpression compile(String code, Names names) {
        return new PythonExpression(ScriptCompiler.expression(code, names));
    }

    /** What keeps the code from being compiled; nothing if it can be. */
    public static List<CodeProblem> problems(String code, Names names) {
        return CodeProblem.of(() -> compile(code, names));
    }

    /** The fields that it names, by the numbers that {@link Names} gave them. */
    public Set<Integer> fields() {
        return program.fields();
    }

    public PythonResult evaluate(Environment environment) {
        return evaluate(environment, Limits.EXPRESSION);
    }

    public PythonResult evaluate(Environment environment, Limits limits) {
        return switch (program.evaluate(environment, limits)) {
            case Outcome.Value(Object value) -> PythonResult.of(value);
            case Outcome.Failure(var error, int line) ->
                new PythonResult.Failed(new PythonFailure(error.type(), error.text(), line));
        };
    }
}
