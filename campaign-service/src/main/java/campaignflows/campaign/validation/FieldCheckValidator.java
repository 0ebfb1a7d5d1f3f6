package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.ValueSource;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.Operator;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Field Check asks for a known property with an operator of its type, and for a value that this can be compared with. */
final class FieldCheckValidator extends NodeValidator<NodeSettings.FieldCheck> {
    FieldCheckValidator() {
        super(NodeSettings.FieldCheck.class);
    }

    @Override
    List<String> missing(NodeSettings.FieldCheck check) {
        Operator operator = check.operator();
        boolean needsValue = operator == null || operator.operands() != Operator.Operands.NONE;
        return new Missing()
                .unless(FilledIn.isFilledIn(check.property()), "Property")
                .unless(operator != null, "Operator")
                .unless(
                        !needsValue || FilledIn.isFilledIn(check.value()) || isPartOfText(operator, check.value()),
                        "Value")
                .toList();
    }

    /** A part of a text may be of white space alone: a name that contains a space. */
    private static boolean isPartOfText(@Nullable Operator operator, @Nullable ValueSource value) {
        boolean inPart = operator == Operator.CONTAINS
                || operator == Operator.NOT_CONTAINS
                || operator == Operator.STARTS_WITH
                || operator == Operator.ENDS_WITH;
        return inPart
                && value instanceof ValueSource.Literal literal
                && literal.value() != null
                && literal.value().isTextual()
                && !literal.value().textValue().isEmpty();
    }

    @Override
    void check(Node node, NodeSettings.FieldCheck check, ValidationContext context, Findings findings) {
        String reference = check.property();
        if (!FilledIn.isFilledIn(reference) || reference == null) {
            return;
        }
        Optional<Property> property = context.properties().find(reference);
        if (property.isEmpty()) {
            findings.error(
                    node,
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
                    FindingCode.OPERATOR_NOT_ALLOWED,
                    "%s: The operator %s does not go with %s, which is of type %s: use one of %s"
                            .formatted(
                                    DisplayName.of(node),
                                    operator.wireName(),
                                    reference,
                                    ValueRules.wireName(property.get().type()),
                                    operatorsOf(property.get().type())));
            return;
        }
        if (operator.operands() != Operator.Operands.NONE && check.value() != null) {
            problemOf(operator, check.value(), property.get(), new ValueRules(context))
                    .ifPresent(problem -> findings.error(
                            node,
                            problem.code(),
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
        return switch (operator) {
            case IS_ONE_OF, IS_NONE_OF -> list(value, property, rules);
            case CONTAINS, NOT_CONTAINS, STARTS_WITH, ENDS_WITH ->
                rules.check(value, property, ValueUse.COMPARED_IN_PART);
            case EQUALS,
                    NOT_EQUALS,
                    IS_SET,
                    IS_NOT_SET,
                    GT,
                    GTE,
                    LT,
                    LTE,
                    IS_ON,
                    IS_NOT_ON,
                    IS_BEFORE,
                    IS_ON_OR_BEFORE,
                    IS_AFTER,
                    IS_ON_OR_AFTER -> rules.check(value, property, ValueUse.COMPARED);
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
        for (JsonNode element : literal.value()) {
            Optional<ValueRules.Problem> problem = rules.checkElement(element, property);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }
}
