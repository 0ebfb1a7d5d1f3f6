package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;

/** The validator of triggers and of Cancel Communications, which have no settings. */
final class NoSettingsValidator extends NodeValidator<NodeSettings.None> {
    NoSettingsValidator() {
        super(NodeSettings.None.class);
    }

    @Override
    MissingSettings missing(NodeSettings.None filled) {
        return new MissingSettings();
    }

    @Override
    void check(Node node, NodeSettings.None filled, ValidationContext context, Findings findings) {
        // There is nothing that could be wrong.
    }
}
