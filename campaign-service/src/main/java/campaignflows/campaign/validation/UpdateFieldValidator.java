package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import java.util.List;
import java.util.Optional;

/** Update Field writes known, writable fields with values that are valid for them. */
final class UpdateFieldValidator extends NodeValidator<NodeSettings.UpdateField> {
    UpdateFieldValidator() {
        super(NodeSettings.UpdateField.class);
    }

    @Override
    MissingSettings missing(NodeSettings.UpdateField filled) {
        List<NodeSettings.Update> updates = filled.updates();
        MissingSettings missing =
                new MissingSettings().unless(updates != null && !updates.isEmpty(), "updates", "Updates");
        for (int i = 0; updates != null && i < updates.size(); i++) {
            missing.unless(
                            SettingPresence.isFilledIn(updates.get(i).field()),
                            "updates[%d].field".formatted(i),
                            "Field of update " + (i + 1))
                    .unless(
                            SettingPresence.isSaid(updates.get(i).value()),
                            "updates[%d].value".formatted(i),
                            "Value of update " + (i + 1));
        }
        return missing;
    }

    @Override
    void check(Node node, NodeSettings.UpdateField filled, ValidationContext context, Findings findings) {
        if (filled.updates() == null) {
            return;
        }
        for (int i = 0; i < filled.updates().size(); i++) {
            NodeSettings.Update update = filled.updates().get(i);
            String field = update.field();
            if (field != null && !field.isBlank()) {
                checkUpdate(node, "updates[%d]".formatted(i), field, update, context, findings);
            }
        }
    }

    private static void checkUpdate(
            Node node,
            String setting,
            String field,
            NodeSettings.Update update,
            ValidationContext context,
            Findings findings) {
        Optional<Property> target = context.properties().find(field);
        String name = DisplayName.of(node);
        if (target.isEmpty()) {
            findings.error(
                    node,
                    setting + ".field",
                    FindingCode.UNKNOWN_FIELD,
                    "%s: %s".formatted(name, context.properties().unknown(field)));
            return;
        }
        if (!target.get().writable()) {
            findings.error(
                    node,
                    setting + ".field",
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
                            setting + ".value",
                            problem,
                            "%s: The value for %s is not valid. %s".formatted(name, field, problem.message())));
        }
    }
}
