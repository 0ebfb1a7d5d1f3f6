package campaignflows.engine.value;

import campaignflows.engine.value.Operand.Resolved;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.Operator;
import java.util.ArrayList;
import java.util.List;

/** Makes values of an expression comparable with a property: one of another type is treated as a literal of its text. */
record CheckedValue(Property property, Operator operator, OperandCompiler operands) {

    Resolved of(List<FieldValue> values, boolean list, WalkView view) {
        if (operator.operands() == Operator.Operands.MANY) {
            return many(values);
        }
        if (list) {
            return ExpressionOperand.single(values, true, view);
        }
        if (PhoneDigits.kept(property, new Resolved.Values(values)) instanceof Resolved.Values phone
                && phone.values().getFirst() instanceof FieldValue.Phone
                && OperandCompiler.isWhole(operator)) {
            return phone;
        }
        FieldValue value = values.getFirst();
        return isComparable(value.type())
                ? new Resolved.Values(values)
                : operands.checkText(value.canonical(), property, operator).resolve(view);
    }

    private static Resolved many(List<FieldValue> values) {
        List<FieldValue> allowed = new ArrayList<>();
        for (FieldValue value : values) {
            allowed.add(new FieldValue.Enumeration(value.canonical().strip()));
        }
        return new Resolved.Values(allowed);
    }

    private boolean isComparable(FieldType type) {
        return switch (property.type()) {
            case INTEGER, NUMERIC -> type == FieldType.INTEGER || type == FieldType.NUMERIC;
            case DATE, DATETIME -> type == FieldType.DATE || type == FieldType.DATETIME;
            case BOOLEAN -> type == FieldType.BOOLEAN;
            case STRING, ENUMERATION, EMAIL, PHONE -> false;
        };
    }
}
