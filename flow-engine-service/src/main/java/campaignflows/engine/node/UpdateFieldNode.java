package campaignflows.engine.node;

import campaignflows.engine.value.Conversion;
import campaignflows.engine.value.InvalidSettingException;
import campaignflows.engine.value.Operand;
import campaignflows.engine.value.Operand.Resolved;
import campaignflows.engine.value.OperandCompiler;
import campaignflows.engine.value.Property;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.ParseResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Update Field: writes its values one after the other, so that a later one sees an earlier one. A value that is not
 * valid for its field is recorded in the step and skipped, the others are written.
 */
record UpdateFieldNode(List<Write> writes) implements WalkableNode {

    /** One value and where it goes. */
    record Write(Property target, Operand value) {}

    static UpdateFieldNode compile(Node node, OperandCompiler operands) {
        List<NodeSettings.Update> updates = Settings.required(
                Settings.of(node, NodeSettings.UpdateField.class).updates(), "Updates");
        if (updates.isEmpty()) {
            throw new InvalidSettingException("Fill in required fields for: Updates");
        }
        return new UpdateFieldNode(
                updates.stream().map(update -> compile(update, operands)).toList());
    }

    private static Write compile(NodeSettings.Update update, OperandCompiler operands) {
        Property target = operands.properties().at(update.field(), "Field");
        if (target.level() == Property.Level.COMMUNICATION) {
            throw new InvalidSettingException("Field names a communication's result, which a flow cannot write");
        }
        return new Write(target, operands.forUpdate(update.value(), target));
    }

    @Override
    public NodeResult walk(NodeWalk walk) {
        List<String> written = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Write write : writes) {
            String reason = write(walk, write, written);
            if (reason != null) {
                skipped.add("%s was skipped: %s".formatted(write.target().path(), reason));
            }
        }
        return new NodeResult.Leaves(
                Port.OUT, written, skipped.isEmpty() ? null : Settings.shown(String.join("; ", skipped), 2_000));
    }

    /** Why the value was not written, or null if it was. */
    private static @Nullable String write(NodeWalk walk, Write write, List<String> written) {
        Property target = write.target();
        if (write.value() instanceof Operand.Nothing) {
            return clear(walk, target, written);
        }
        return switch (write.value().resolve(walk)) {
            case Resolved.Values(List<FieldValue> values) ->
                switch (Conversion.to(target, values.getFirst(), walk)) {
                    case ParseResult.Parsed(FieldValue value) -> {
                        if (!walk.reserve(value.canonical().length())) {
                            yield "one event's walks write too much at once";
                        }
                        walk.write(target, value);
                        written.add(target.path() + " = " + Settings.shown(value.canonical()));
                        yield null;
                    }
                    case ParseResult.Invalid(String message) -> message;
                };
            case Resolved.Unset(String reason) -> reason;
            case Resolved.Impossible(String reason) -> reason;
        };
    }

    private static @Nullable String clear(NodeWalk walk, Property target, List<String> written) {
        if (target.identifier().isPresent()) {
            return "it says who the customer is and cannot be cleared";
        }
        if (target.required()) {
            return "it is required and cannot be cleared";
        }
        walk.write(target, null);
        written.add(target.path() + " cleared");
        return null;
    }
}
