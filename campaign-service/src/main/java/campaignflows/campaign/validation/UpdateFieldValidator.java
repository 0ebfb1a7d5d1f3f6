package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import java.util.List;
import java.util.Optional;

/** Update Field writes known, writable fields with values that fit them. */
final class UpdateFieldValidator extends NodeValidator<NodeSettings.UpdateField> {
    UpdateFieldValidator() {
        super(NodeSettings.UpdateField.class);
    }

    @Override
    List<String> missing(NodeSettings.UpdateField filled) {
        List<NodeSettings.Update> updates = filled.updates();
        Missing missing = new Missing().unless(updates != null && !updates.isEmpty(), "Updates");
        for (int i = 0; updates != null && i < updates.size(); i++) {
            missing.unless(FilledIn.isFilledIn(updates.get(i).field()), "Field of update " + (i + 1))
                    .unless(FilledIn.isSaid(updates.get(i).value()), "Value of update " + (i + 1));
        }
        return missing.toList();
    }

    @Override
    void check(Node node, NodeSettings.UpdateField filled, ValidationContext context, Findings findings) {
        if (filled.updates() == null) {
            return;
        }
        for (NodeSettings.Update update : filled.updates()) {
            String field = update.field();
            if (field != null && !field.isBlank()) {
                checkUpdate(node, field, update, context, findings);
            }
        }
    }

    private static void checkUpdate(
            Node node, String field, NodeSettings.Update update, ValidationContext context, Findings findings) {
        Optional<Property> target = context.properties().find(field);
        String name = DisplayName.of(node);
        if (target.isEmpty()) {
            findings.error(
                    node,
                    FindingCode.UNKNOWN_FIELD,
                    "%s: %s".formatted(name, context.properties().unknown(field)));
            return;
        }
        if (!target.get().writable()) {
            findings.error(
                    node,
                    FindingCode.FIELD_NOT_WRITABLE,
                    "%s: %s cannot be written by Update Field: choose a customer or participant field"
                            .formatted(name, field));
            return;
        }
        if (update.value() != null) {
            new ValueRules(context)
                    .check(update.value(), target.get(), ValueUse.WRITTEN)
                    .ifPresent(problem -> findings.error(
                            node,
                            problem.code(),
                            "%s: The value for %s is not valid. %s".formatted(name, field, problem.message())));
        }
    }
}
