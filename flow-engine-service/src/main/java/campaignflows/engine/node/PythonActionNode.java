package campaignflows.engine.node;

import campaignflows.engine.value.ExpressionFields;
import campaignflows.engine.value.OperandCompiler;
import campaignflows.engine.value.PhoneDigits;
import campaignflows.engine.value.Property;
import campaignflows.engine.value.Script;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.Port;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Python Custom Action: runs a script and writes the field updates that it returns, as Update Field would. An error of the
 * script is recorded and ends the walk; an update that is not valid is recorded and skipped, the others are written.
 */
record PythonActionNode(Script script, ExpressionFields fields) implements WalkableNode {
    static PythonActionNode compile(Node node, OperandCompiler operands) {
        String text = Settings.required(
                Settings.of(node, NodeSettings.PythonAction.class).script(), "Script");
        return new PythonActionNode(Script.compile(text, operands.fields()), operands.fields());
    }

    @Override
    public NodeResult walk(NodeWalk walk) {
        return switch (script.run(walk)) {
            case Script.Outcome.Failed(String reason) -> new NodeResult.Fails(reason);
            case Script.Outcome.Updates(List<Script.Update> updates) -> written(walk, updates);
        };
    }

    private NodeResult written(NodeWalk walk, List<Script.Update> updates) {
        List<String> written = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Script.Update update : updates) {
            String reason = write(walk, update, written);
            if (reason != null) {
                skipped.add("%s was skipped: %s".formatted(Settings.shortened(update.field()), reason));
            }
        }
        return new NodeResult.Leaves(Port.OUT, written, Settings.message(skipped));
    }

    private @Nullable String write(NodeWalk walk, Script.Update update, List<String> written) {
        Property target = fields.target(update.field());
        if (target == null) {
            return "there is no such field of the customer or participant";
        }
        return FieldWriter.write(walk, target, PhoneDigits.kept(target, update.value()), written);
    }
}
