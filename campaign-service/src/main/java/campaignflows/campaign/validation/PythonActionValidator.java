package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;

/** A Python Custom Action has a script that compiles and uses only fields that exist. */
final class PythonActionValidator extends NodeValidator<NodeSettings.PythonAction> {
    PythonActionValidator() {
        super(NodeSettings.PythonAction.class);
    }

    @Override
    MissingSettings missing(NodeSettings.PythonAction filled) {
        return new MissingSettings().unless(SettingPresence.isFilledIn(filled.script()), "script", "Script");
    }

    @Override
    void check(Node node, NodeSettings.PythonAction filled, ValidationContext context, Findings findings) {
        String script = filled.script();
        if (script == null || script.isBlank()) {
            return;
        }
        CodeNames.problemOfScript(script, context.properties())
                .map(ValueRules.Problem::ofScript)
                .ifPresent(problem -> findings.error(
                        node,
                        "script",
                        problem,
                        "%s: The script is not valid. %s".formatted(DisplayName.of(node), problem.message())));
    }
}
