package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;

/** Python Custom Action has a script that compiles and that names fields that there are. */
final class PythonActionValidator extends NodeValidator<NodeSettings.PythonAction> {
    PythonActionValidator() {
        super(NodeSettings.PythonAction.class);
    }

    @Override
    Missing missing(NodeSettings.PythonAction filled) {
        return new Missing().unless(FilledIn.isFilledIn(filled.script()), "script", "Script");
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
