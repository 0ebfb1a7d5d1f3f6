package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.ValueSource;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.Operator;
import campaignflows.platform.values.WireName;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Field Check names a known property, an operator of the property's type, and a value that can be compared with it. */
final class FieldCheckValidator extends NodeValidator<NodeSettings.FieldCheck> {
    FieldCheckValidator() {
        super(NodeSettings.FieldCheck.class);
    }

    @Override
    MissingSettings missing(NodeSettings.FieldCheck check) {
        Operator operator = check.operator();
        boolean needsValue = operator == null || operator.operands() != Operator.Operands.NONE;
        return new MissingSettings()
                .unless(SettingPresence.isFilledIn(check.property()), "property", "Property")
                .unless(operator != null, "operator", "Operator")
                .unless(!needsValue || SettingPresence.isFilledIn(check.value(), useOf(operator)), "value", "Value");
    }

    @Override
    void check(Node node, NodeSettings.FieldCheck check, ValidationContext context, Findings findings) {
        String reference = check.property();
        if (!SettingPresence.isFilledIn(reference) || reference == null) {
            return;
        }
        Optional<Property> property = context.properties().find(reference);
        if (property.isEmpty()) {
            findings.error(
                    node,
                    "property",
                    FindingCode.UNKNOWN_FIELD,
                    "%s: %s"
                            .formatted(
                                    DisplayName.of(node), context.properties().unknown(reference)));
            return;
        }
        Operator operator = check.operator();
        if (operator == null) {
            return;
        }
        if (!operator.appliesTo(property.get().type())) {
            findings.error(
                    node,
                    "operator",
                    FindingCode.OPERATOR_NOT_ALLOWED,
                    "%s: The operator %s does not go with %s, which is of type %s: use one of %s"
                            .formatted(
                                    DisplayName.of(node),
                                    operator.wireName(),
                                    reference,
                                    WireName.of(property.get().type()),
                                    operatorsOf(property.get().type())));
            return;
        }
        if (operator.operands() != Operator.Operands.NONE && check.value() != null) {
            problemOf(operator, check.value(), property.get(), new ValueRules(context))
                    .ifPresent(problem -> findings.error(
                            node,
                            "value",
                            problem,
                            "%s: The value is not valid. %s".formatted(DisplayName.of(node), problem.message())));
        }
    }

    private static String operatorsOf(FieldType type) {
        return Arrays.stream(Operator.values())
                .filter(operator -> operator.appliesTo(type))
                .map(Operator::wireName)
                .collect(Collectors.joining(", "));
    }

    private static Optional<ValueRules.Problem> problemOf(
            Operator operator, ValueSource value, Property property, ValueRules rules) {
        return operator.operands() == Operator.Operands.MANY
                ? list(value, property, rules)
                : rules.check(value, property, useOf(operator));
    }

    private static ValueUse useOf(@Nullable Operator operator) {
        return switch (operator) {
            case CONTAINS, NOT_CONTAINS, STARTS_WITH, ENDS_WITH -> ValueUse.COMPARED_IN_PART;
            case null -> ValueUse.COMPARED;
            case EQUALS,
                    NOT_EQUALS,
                    IS_SET,
                    IS_NOT_SET,
                    IS_ONE_OF,
                    IS_NONE_OF,
                    GT,
                    GTE,
                    LT,
                    LTE,
                    IS_ON,
                    IS_NOT_ON,
                    IS_BEFORE,
                    IS_ON_OR_BEFORE,
                    IS_AFTER,
                    IS_ON_OR_AFTER -> ValueUse.COMPARED;
        };
    }

    private static Optional<ValueRules.Problem> list(ValueSource value, Property property, ValueRules rules) {
        if (value instanceof ValueSource.Expression) {
            return rules.check(value, property, ValueUse.COMPARED);
        }
        if (!(value instanceof ValueSource.Literal literal)
                || literal.value() == null
                || !literal.value().isArray()) {
            return Optional.of(new ValueRules.Problem(
                    FindingCode.VALUE_INVALID, "Expected a list of values, such as [\"a\", \"b\"]"));
        }
        for (int i = 0; i < literal.value().size(); i++) {
            Optional<ValueRules.Problem> problem =
                    rules.checkElement(literal.value().get(i), property);
            if (problem.isPresent()) {
                int index = i;
                return problem.map(found -> found.inElement(index));
            }
        }
        return Optional.empty();
    }
}
