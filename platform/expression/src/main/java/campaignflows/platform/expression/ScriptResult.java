package campaignflows.platform.expression;

import campaignflows.platform.expression.runtime.ResultConversion;
import java.util.List;

/** What a script came to. */
public sealed interface ScriptResult {
    /** The field updates that it returned, in their order; none if it returned None. */
    record Updates(List<Update> updates) implements ScriptResult {
        public Updates {
            updates = List.copyOf(updates);
        }
    }

    /**
     * One field update.
     *
     * @param field as the script wrote it: {@code level.name} or a bare name
     * @param value never {@link PythonResult.Failed}
     */
    record Update(String field, PythonResult value) {}

    /** It returned something else than a dict of updates or None. */
    record Unfit(String reason) implements ScriptResult {}

    record Failed(PythonFailure failure) implements ScriptResult {}

    /** @param value one of the evaluator's */
    static ScriptResult of(Object value) {
        return ResultConversion.updates(value);
    }
}
