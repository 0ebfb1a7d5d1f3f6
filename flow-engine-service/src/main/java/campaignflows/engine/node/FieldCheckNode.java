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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Field Check: Match when the comparison is true, Else on any other outcome. Whatever is not simply true or false (a
 * value that is not set, or of another type) is said in the step's message.
 *
 * @param operand null for operators that need none
 */
record FieldCheckNode(
        Property property, Operator operator, @Nullable Operand operand) implements WalkableNode {

    static FieldCheckNode compile(Node node, OperandCompiler operands) {
        NodeSettings.FieldCheck settings = Settings.of(node, NodeSettings.FieldCheck.class);
        Property property = operands.properties().at(settings.property(), "Property");
        Operator operator = Settings.required(settings.operator(), "Operator");
        Operand operand = operator.operands() == Operator.Operands.NONE
                ? null
                : operands.forCheck(settings.value(), property, operator);
        return new FieldCheckNode(property, operator, operand);
    }

    @Override
    public NodeResult walk(NodeWalk walk) {
        return switch (property.read(walk)) {
            case Reading.Present(FieldValue actual) -> check(walk, actual);
            case Reading.Unset() -> check(walk, null);
            case Reading.Unreadable(String text) ->
                orElse(
                        List.of(Settings.shown(text)),
                        "%s is not a valid value of type %s"
                                .formatted(
                                        property.path(), property.type().name().toLowerCase(Locale.ROOT)));
        };
    }

    private NodeResult check(NodeWalk walk, @Nullable FieldValue actual) {
        if (operand == null) {
            return compared(walk, actual, List.of());
        }
        return switch (operand.resolve(walk)) {
            case Resolved.Values(List<FieldValue> values) -> compared(walk, actual, values);
            case Resolved.Unset(String reason, boolean onPurpose) ->
                orElse(shown(actual, List.of()), reasonOf(actual, reason));
            case Resolved.Impossible(String reason) -> orElse(shown(actual, List.of()), reasonOf(actual, reason));
        };
    }

    private NodeResult compared(NodeWalk walk, @Nullable FieldValue actual, List<FieldValue> values) {
        List<String> operands = shown(actual, values);
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

    /** The property's value first, empty if unset; then what it was compared with. */
    private static List<String> shown(@Nullable FieldValue actual, List<FieldValue> values) {
        List<String> operands = new ArrayList<>(1 + values.size());
        operands.add(actual == null ? "" : Settings.shown(actual.canonical()));
        values.forEach(value -> operands.add(Settings.shown(value.canonical())));
        return operands;
    }
}
