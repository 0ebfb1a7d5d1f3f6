package campaignflows.engine.value;

import campaignflows.engine.value.Operand.Resolved;
import campaignflows.platform.expression.CompileException;
import campaignflows.platform.expression.Limits;
import campaignflows.platform.expression.PythonScript;
import campaignflows.platform.expression.ScriptResult;
import java.util.ArrayList;
import java.util.List;

/** The script of a Python Custom Action, compiled. */
public final class Script {
    private final PythonScript code;
    private final ExpressionFields fields;

    private Script(PythonScript code, ExpressionFields fields) {
        this.code = code;
        this.fields = fields;
    }

    public static Script compile(String text, ExpressionFields fields) {
        try {
            return new Script(PythonScript.compile(text, fields), fields);
        } catch (CompileException e) {
            throw new InvalidSettingException("The script is not valid. " + e.getMessage());
        }
    }

    /** The outcome of a run of it. */
    public sealed interface Outcome {
        /** The updates that it returned, in their order. */
        record Updates(List<Update> updates) implements Outcome {
            public Updates {
                updates = List.copyOf(updates);
            }
        }

        record Failed(String reason) implements Outcome {}
    }

    /**
     * A field update.
     *
     * @param field as the script names it
     * @param value what to write; {@code None} clears
     */
    public record Update(String field, Resolved value) {}

    public Outcome run(WalkView view) {
        return switch (code.run(fields.in(view), view.code().within(Limits.SCRIPT))) {
            case ScriptResult.Updates(List<ScriptResult.Update> returned) -> {
                List<Update> updates = new ArrayList<>();
                for (ScriptResult.Update update : returned) {
                    updates.add(new Update(
                            update.field(), ExpressionOperand.of(update.value(), ExpressionOperand::written, view)));
                }
                yield new Outcome.Updates(updates);
            }
            case ScriptResult.Unfit(String reason) -> new Outcome.Failed(reason);
            case ScriptResult.Failed(var failure) ->
                new Outcome.Failed("%s (line %d of the script)".formatted(failure.text(), failure.line()));
        };
    }
}
