package campaignflows.engine.node;

import campaignflows.engine.value.Conversion;
import campaignflows.engine.value.Operand.Resolved;
import campaignflows.engine.value.Property;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.ParseResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one field, for Update Field and the Python Custom Action alike. */
final class FieldWriter {
    private FieldWriter() {}

    /**
     * Writes the result of an operand; an explicit None clears the field.
     *
     * @param written receives what was written
     * @return why the value was not written, or null if it was
     */
    static @Nullable String write(NodeWalk walk, Property target, Resolved resolved, List<String> written) {
        return switch (resolved) {
            case Resolved.Values(List<FieldValue> values) ->
                switch (Conversion.to(target, values.getFirst(), walk)) {
                    case ParseResult.Parsed(FieldValue value) -> {
                        if (!walk.reserve(value.canonical().length())) {
                            yield "one event's walks write too much at once";
                        }
                        String refusal = walk.write(target, value);
                        if (refusal == null) {
                            written.add(target.path() + " = " + Settings.shortened(value.canonical()));
                        }
                        yield refusal;
                    }
                    case ParseResult.Invalid(String message) -> message;
                };
            case Resolved.Unset(String reason, boolean onPurpose) -> onPurpose ? clear(walk, target, written) : reason;
            case Resolved.Impossible(String reason) -> reason;
        };
    }

    /** Clears the field; returns why it was not cleared, or null if it was. */
    static @Nullable String clear(NodeWalk walk, Property target, List<String> written) {
        if (target.identifier().isPresent()) {
            return "it says who the customer is and cannot be cleared";
        }
        if (target.required()) {
            return "it is required and cannot be cleared";
        }
        String refusal = walk.write(target, null);
        if (refusal == null) {
            written.add(target.path() + " cleared");
        }
        return refusal;
    }
}
