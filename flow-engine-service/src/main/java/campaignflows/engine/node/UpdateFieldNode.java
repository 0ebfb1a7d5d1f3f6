package campaignflows.engine.node;

import campaignflows.engine.value.InvalidSettingException;
import campaignflows.engine.value.Operand;
import campaignflows.engine.value.OperandCompiler;
import campaignflows.engine.value.Property;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.Port;
import java.util.ArrayList;
import java.util.List;

/**
 * Update Field: writes its values one after another, so that a later one sees an earlier one. A value that is not
 * valid for its field is recorded in the step and skipped, the others are written.
 */
record UpdateFieldNode(List<Write> writes) implements WalkableNode {

    /** One value and its target. */
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
            String reason = write.value() instanceof Operand.Nothing
                    ? FieldWriter.clear(walk, write.target(), written)
                    : FieldWriter.write(walk, write.target(), write.value().resolve(walk), written);
            if (reason != null) {
                skipped.add("%s was skipped: %s".formatted(write.target().path(), reason));
            }
        }
        return new NodeResult.Leaves(Port.OUT, written, Settings.message(skipped));
    }
}
