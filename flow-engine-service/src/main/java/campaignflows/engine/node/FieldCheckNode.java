package campaignflows.engine.node;

import campaignflows.engine.value.Operand;
import campaignflows.engine.value.Operand.Resolved;
import campaignflows.engine.value.OperandCompiler;
import campaignflows.engine.value.Property;
import campaignflows.engine.value.Property.Reading;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.values.CheckOutcome;
import campaignflows.platform.values.FieldChecks;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.Operator;
import campaignflows.platform.values.WireName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Field Check: Match when the comparison is true, Else on any other outcome. Whatever is not simply true or false (a
 * value that is not set, or of another type) is explained in the step's message.
 *
 * <p>Checks are most of what a walk does: they allocate nothing except their result and the step that they record.
 *
 * @param operand   null for operators that need none
 * @param constants the operand's values as a step records them; empty if they are known only in the walk
 */
record FieldCheckNode(
        Property property, Operator operator, @Nullable Operand operand, List<String> constants)
        implements WalkableNode {

    static FieldCheckNode compile(Node node, OperandCompiler operands) {
        NodeSettings.FieldCheck settings = Settings.of(node, NodeSettings.FieldCheck.class);
        Property property = operands.properties().at(settings.property(), "Property");
        Operator operator = Settings.required(settings.operator(), "Operator");
        Operand operand = operator.operands() == Operator.Operands.NONE
                ? null
                : operands.forCheck(settings.value(), property, operator);
        return new FieldCheckNode(property, operator, operand, constants(operand));
    }

    private static List<String> constants(@Nullable Operand operand) {
        return operand instanceof Operand.Constant(Resolved.Values constant)
                ? constant.values().stream()
                        .map(value -> Settings.shortened(value.canonical()))
                        .toList()
                : List.of();
    }

    @Override
    public NodeResult walk(NodeWalk walk) {
        return switch (property.read(walk)) {
            case Reading.Present(FieldValue actual, String text) -> check(walk, actual, Settings.shortened(text));
            case Reading.Unset() -> check(walk, null, "");
            case Reading.Unreadable(String text) ->
                orElse(
                        List.of(Settings.shortened(text)),
                        "%s is not a valid value of type %s".formatted(property.path(), WireName.of(property.type())));
        };
    }

    /** @param actualText the value as a step records it; empty if it is not set */
    private NodeResult check(NodeWalk walk, @Nullable FieldValue actual, String actualText) {
        if (operand == null) {
            return compared(walk, actual, List.of(), List.of(actualText));
        }
        return switch (operand.resolve(walk)) {
            case Resolved.Values(List<FieldValue> values) ->
                compared(walk, actual, values, operands(actualText, values));
            case Resolved.Unset(String reason, boolean onPurpose) ->
                orElse(List.of(actualText), reasonOf(actual, reason));
            case Resolved.Impossible(String reason) -> orElse(List.of(actualText), reasonOf(actual, reason));
        };
    }

    private NodeResult compared(
            NodeWalk walk, @Nullable FieldValue actual, List<FieldValue> values, List<String> operands) {
        CheckOutcome outcome = FieldChecks.evaluate(property.type(), operator, actual, values, walk.zone());
        return switch (outcome) {
            case CheckOutcome.Match match -> new NodeResult.Leaves(Port.MATCH, operands, null);
            case CheckOutcome.NoMatch(CheckOutcome.Reason reason, String detail) ->
                switch (reason) {
                    case COMPARED -> orElse(operands, null);
                    case UNSET -> orElse(operands, property.path() + " is not set");
                    case OPERAND_UNSET, TYPE_MISMATCH -> orElse(operands, detail);
                };
        };
    }

    private String reasonOf(@Nullable FieldValue actual, String reason) {
        return actual == null ? property.path() + " is not set" : reason;
    }

    private static NodeResult orElse(List<String> operands, @Nullable String message) {
        return new NodeResult.Leaves(Port.ELSE, operands, message);
    }

    /** The property's value first, then what it was compared with. */
    private List<String> operands(String actualText, List<FieldValue> values) {
        if (values.size() == 1) {
            return List.of(actualText, constants.isEmpty() ? text(values.getFirst()) : constants.getFirst());
        }
        String[] operands = new String[1 + values.size()];
        operands[0] = actualText;
        for (int i = 0; i < values.size(); i++) {
            operands[1 + i] = constants.isEmpty() ? text(values.get(i)) : constants.get(i);
        }
        return List.of(operands);
    }

    private static String text(FieldValue value) {
        return Settings.shortened(value.canonical());
    }
}
